import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import type { Label, Severity } from "./diagnostic.ts";
import type { Paint } from "./paint.ts";

/** Terminal columns shown of one source line; longer lines are cut around the place. */
const WIDTH = 110;

/** The lines of a code frame: the place, its source line underlined, and the lines of the labels. */
export function codeFrame(
  source: Source,
  span: Span,
  labels: readonly Label[],
  severity: Severity,
  paint: Paint,
): string[] {
  const start = source.position(span.start);
  const marks = [
    { span, message: "", main: true },
    ...labels.map((label) => ({ span: label.span, message: label.message, main: false })),
  ]
    .map((mark) => ({ ...mark, line: source.position(mark.span.start).line }))
    .sort((a, b) => a.line - b.line || Number(b.main) - Number(a.main));
  const gutter = String(Math.max(...marks.map((mark) => mark.line))).length;
  const blank = paint("dim", `${" ".repeat(gutter + 1)} |`);
  const lines = [
    paint("dim", `${" ".repeat(gutter)} --> ${visible(source.path)}:${start.line}:${start.column}`),
    blank,
  ];
  let shown = 0;
  for (const mark of marks) {
    const { text, underline } = markedLine(source, mark.span, mark.main ? "^" : "-");
    if (mark.line !== shown) {
      if (shown > 0 && mark.line > shown + 1) lines.push(paint("dim", `${" ".repeat(gutter)}...`));
      lines.push(`${paint("dim", ` ${String(mark.line).padStart(gutter)} |`)} ${text}`);
    }
    shown = mark.line;
    const color = !mark.main ? "cyan" : severity === "error" ? "red" : severity === "warning" ? "yellow" : "cyan";
    const note = mark.message === "" ? "" : ` ${visible(mark.message)}`;
    lines.push(`${blank} ${underline.indent}${paint(color, `${underline.marks}${note}`)}`);
  }
  return lines;
}

interface MarkedLine {
  readonly text: string;
  readonly underline: { readonly indent: string; readonly marks: string };
}

/** The first line of a span as shown, and what stands under it. A span over several lines is marked to the line's end. */
function markedLine(source: Source, span: Span, sign: string): MarkedLine {
  const line = source.line(source.position(span.start).line);
  const start = Math.min(span.start, line.end);
  const end = Math.max(start, Math.min(span.end, line.end));
  const from = cutStart(source.text, line, start);
  const before = (from > line.start ? "…" : "") + visible(source.text.slice(from, start));
  const room = Math.max(1, WIDTH - displayWidth(before));
  const marked = cut(visible(source.text.slice(start, end)), room);
  const after = cut(visible(source.text.slice(end, Math.min(line.end, end + WIDTH))), room - displayWidth(marked));
  return {
    text: `${before}${marked}${after}`.trimEnd(),
    underline: {
      indent: " ".repeat(displayWidth(before)),
      marks: sign.repeat(Math.max(1, displayWidth(marked))) + (span.end > line.end + 2 ? "…" : ""),
    },
  };
}

/** Where a long line is cut so that the place is seen with something before it. */
function cutStart(text: string, line: Span, start: number): number {
  if (start - line.start <= WIDTH - 30) return line.start;
  const from = start - 40;
  const low = text.charCodeAt(from);
  return low >= 0xdc00 && low <= 0xdfff ? from + 1 : from;
}

function cut(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let width = 0;
  let shown = "";
  for (const ch of text) {
    width += charWidth(ch.codePointAt(0)!);
    if (width > columns - 1) break;
    shown += ch;
  }
  return `${shown}…`;
}

/** Text with control characters as their pictures (U+2400 block); tabs become two blanks, line breaks stay. */
export function visible(text: string): string {
  return text
    .replace(/\t/g, "  ")
    .replace(/\r\n/g, "\n")
    .replace(/[\u0000-\u0009\u000b-\u001f]/g, (ch) => String.fromCharCode(0x2400 + ch.charCodeAt(0)))
    .replace(/\u007f/g, "\u2421")
    .replace(/[\u0080-\u009f\u2028-\u202e\u2066-\u2069\ufeff]/g, "\ufffd");
}

function displayWidth(text: string): number {
  let width = 0;
  for (const ch of text) width += charWidth(ch.codePointAt(0)!);
  return width;
}

/** Columns a character takes in a terminal: 0 for combining marks, 2 for East Asian wide characters and emoji. */
function charWidth(code: number): number {
  if (code < 0x300) return 1;
  if (code === 0x200d || code === 0xfe0f || /^[\p{Mn}\p{Me}]$/u.test(String.fromCodePoint(code))) return 0;
  const wide =
    (code >= 0x1100 && code <= 0x115f) ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    (code >= 0xf900 && code <= 0xfaff) ||
    (code >= 0xfe30 && code <= 0xfe6f) ||
    (code >= 0xff00 && code <= 0xff60) ||
    (code >= 0xffe0 && code <= 0xffe6) ||
    (code >= 0x1f300 && code <= 0x1faff) ||
    (code >= 0x20000 && code <= 0x3fffd);
  return wide ? 2 : 1;
}
