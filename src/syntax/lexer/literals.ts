/** What the text of a literal means: escapes, parts of a template, indentation of `"""`, numbers with units. */
import type { Code, Params } from "../../diagnostics/catalogue.ts";
import type { Span } from "../../text/span.ts";
import type { DurationUnit } from "../ast.ts";
import { escapeWidth, LiteralScanner } from "./scan.ts";

/** Something wrong inside a literal. */
export interface LiteralProblem {
  readonly code: Code;
  readonly span: Span;
  readonly params?: Params;
  readonly fix?: { readonly title: string; readonly span: Span; readonly text: string };
}

export interface TextPart extends Span {
  readonly kind: "text";
  readonly value: string;
}

/** The inside of an interpolation, without its braces. */
export interface CodePart extends Span {
  readonly kind: "code";
}

/** A string literal taken apart; `start` and `end` are offsets in `text`. */
export interface StringParts {
  readonly parts: readonly (TextPart | CodePart)[];
  readonly problems: readonly LiteralProblem[];
}

/**
 * Splits the string literal at `[start, end)` into texts, escapes resolved, and interpolations.
 * `interpolate`: false where strings are plain text (headers, paths, keys); `'…'` never interpolates.
 */
export function splitString(
  text: string,
  start: number,
  end: number,
  closed: boolean,
  interpolate: boolean,
): StringParts {
  const problems: LiteralProblem[] = [];
  const raw = text.charCodeAt(start) === 39;
  const triple = text.startsWith('"""', start) && end - start >= 3;
  const width = triple ? 3 : 1;
  const innerEnd = closed ? end - width : end;
  const pieces = split(text, start + width, innerEnd, interpolate && !raw, triple, problems);
  const indent = triple ? tripleLayout(text, start + width, innerEnd, pieces) : null;
  const parts = pieces.map((piece): TextPart | CodePart =>
    piece.kind === "code" ? piece : { ...piece, value: cook(text, piece, interpolate && !raw, indent, problems) },
  );
  return { parts: parts.filter((part) => part.kind === "code" || part.value !== ""), problems };
}

interface RawText extends Span {
  readonly kind: "text";
}

function split(
  text: string,
  start: number,
  end: number,
  interpolate: boolean,
  multiline: boolean,
  problems: LiteralProblem[],
): (RawText | CodePart)[] {
  const pieces: (RawText | CodePart)[] = [];
  const scanner = new LiteralScanner(text);
  let from = start;
  let at = interpolate ? start : end;
  while (at < end) {
    const c = text[at]!;
    if (c === "\\") at += escapeWidth(text, at);
    else if (c !== "{") at += 1;
    else if (text[at + 1] === "{") at += 2;
    else {
      const close = scanner.interpolation(at, end, multiline);
      if (close < 0) {
        problems.push(lonelyBrace(at));
        break;
      }
      pieces.push({ kind: "text", start: from, end: at }, { kind: "code", start: at + 1, end: close - 1 });
      from = at = close;
    }
  }
  pieces.push({ kind: "text", start: from, end });
  return pieces;
}

/** The error for a `{` at `offset` that opens no expression. */
export function lonelyBrace(offset: number): LiteralProblem {
  const span = { start: offset, end: offset + 1 };
  return { code: "AE1012", span, fix: { title: "Write `\\{`", span, text: "\\{" } };
}

/** What `"""` removes: the first line break, the last line's indent, and this indent after every line break. */
interface TripleLayout {
  readonly start: number;
  readonly end: number;
  readonly indent: string;
}

function tripleLayout(text: string, start: number, end: number, pieces: readonly Span[]): TripleLayout {
  const first = /^[ \t]*\r?\n/.exec(text.slice(start, end));
  const from = first ? start + first[0].length : start;
  const lastBreak = text.lastIndexOf("\n", end - 1);
  const to =
    lastBreak >= from - 1 && lastBreak >= start && /^[ \t]*$/.test(text.slice(lastBreak + 1, end))
      ? lastBreak + 1
      : end;
  let indent: string | null = null;
  for (const piece of pieces) {
    if ("kind" in piece && piece.kind === "code") continue;
    for (let at = piece.start; at < Math.min(piece.end, to); at += 1) {
      if (at !== from && text[at - 1] !== "\n") continue;
      if (at === start && !first) continue;
      const lead = /^[ \t]*/.exec(text.slice(at, Math.min(piece.end, at + 1000)))![0];
      const after = text[at + lead.length];
      if (after === "\n" || after === "\r" || at + lead.length >= to) continue;
      indent = indent === null ? lead : commonPrefix(indent, lead);
    }
  }
  return { start: from, end: to, indent: indent ?? "" };
}

function commonPrefix(a: string, b: string): string {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  return a.slice(0, at);
}

const simpleEscapes: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  "0": "\0",
  "\\": "\\",
  '"': '"',
  "'": "'",
  "{": "{",
  "}": "}",
};

/** Resolves escapes, doubled braces and indentation in one text piece. */
function cook(
  text: string,
  piece: Span,
  doubled: boolean,
  triple: TripleLayout | null,
  problems: LiteralProblem[],
): string {
  const end = triple ? Math.min(piece.end, triple.end) : piece.end;
  let at = triple ? Math.max(piece.start, triple.start) : piece.start;
  let out = "";
  let from = at;
  const atLineStart = (): void => {
    if (!triple) return;
    let skipped = 0;
    while (skipped < triple.indent.length && text[at] === triple.indent[skipped] && at < end) {
      at += 1;
      skipped += 1;
    }
    from = at;
  };
  if (triple && at === triple.start && at !== piece.start) atLineStart();
  while (at < end) {
    const c = text[at]!;
    if (c === "\\") {
      out += text.slice(from, at);
      const resolved = readEscape(text, at, end, problems);
      out += resolved.value;
      from = at = resolved.end;
    } else if (doubled && (c === "{" || c === "}") && text[at + 1] === c && at + 1 < end) {
      out += text.slice(from, at + 1);
      from = at += 2;
    } else if (triple && c === "\n") {
      out += text.slice(from, text[at - 1] === "\r" ? at - 1 : at);
      out += "\n";
      from = at += 1;
      atLineStart();
    } else at += 1;
  }
  return from < end ? out + text.slice(from, end) : out;
}

function readEscape(text: string, at: number, end: number, problems: LiteralProblem[]): { value: string; end: number } {
  const letter = text[at + 1] ?? "";
  if (letter in simpleEscapes && Object.hasOwn(simpleEscapes, letter) && at + 1 < end) {
    return { value: simpleEscapes[letter]!, end: at + 2 };
  }
  const unicode = /^\\u(?:([0-9a-fA-F]{4})|\{([0-9a-fA-F]{1,6})\})/.exec(text.slice(at, Math.min(end, at + 10)));
  if (unicode) {
    const code = Number.parseInt(unicode[1] ?? unicode[2]!, 16);
    if (code <= 0x10ffff) {
      return {
        value: unicode[1] ? String.fromCharCode(code) : String.fromCodePoint(code),
        end: at + unicode[0].length,
      };
    }
  }
  const wide = text.codePointAt(at + 1) ?? 0;
  const stop = Math.min(at + (wide > 0xffff ? 3 : 2), Math.max(end, at + 1));
  problems.push({
    code: letter === "u" ? "AE1014" : "AE1010",
    span: { start: at, end: stop },
    params: { escape: text.slice(at, stop) },
    fix: { title: "Write `\\\\` for a backslash", span: { start: at, end: at + 1 }, text: "\\\\" },
  });
  return { value: text.slice(at + 1, stop), end: stop };
}

const unitSeconds: Readonly<Record<DurationUnit, number>> = { ms: 0.001, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** Spelled-out units people write after a number, and the unit they mean. */
const spelledUnits: readonly (readonly [RegExp, DurationUnit])[] = [
  [/^(millis?|milliseconds?|msecs?)$/i, "ms"],
  [/^(secs?|seconds?|S)$/, "s"],
  [/^(mins?|minutes?|M)$/, "m"],
  [/^(hrs?|hours?|H)$/, "h"],
  [/^(days?|D)$/, "d"],
  [/^(weeks?|wks?|W)$/, "w"],
];

export interface NumberParts {
  readonly value: number;
  readonly unit: DurationUnit | null;
  /** What is wrong with it. */
  readonly problem: { readonly code: Code; readonly params: Params; readonly suggestion: string | null } | null;
}

/** Reads the text of a number token: `1`, `1_000`, `0.5`, `1e3`, `0x1F`, and durations, whose value is in seconds. */
export function readNumber(image: string): NumberParts {
  const hex = /^0[xX]([0-9a-fA-F]+(?:_[0-9a-fA-F]+)*)$/.exec(image);
  if (hex) return { value: Number.parseInt(hex[1]!.replaceAll("_", ""), 16), unit: null, problem: null };
  const found = /^(\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][+-]?\d[\d_]*)?)(.*)$/s.exec(image)!;
  const digits = found[1]!;
  const suffix = found[2]!;
  const value = Number(digits.replaceAll("_", ""));
  if (/_(?!\d)|\D_/.test(digits)) {
    const suggestion = digits.replace(/_+(?=\D|$)/g, "").replace(/_{2,}/g, "_") + suffix;
    return { value, unit: null, problem: { code: "AE1013", params: { number: image }, suggestion } };
  }
  if (suffix === "") return { value, unit: null, problem: null };
  if (Object.hasOwn(unitSeconds, suffix)) {
    const unit = suffix as DurationUnit;
    // Milliseconds divide, because 3 * 0.001 is not 0.003.
    return { value: unit === "ms" ? value / 1000 : value * unitSeconds[unit], unit, problem: null };
  }
  const meant = spelledUnits.find(([pattern]) => pattern.test(suffix))?.[1];
  return {
    value,
    unit: null,
    problem: { code: "AE1011", params: { number: image, unit: suffix }, suggestion: meant ? digits + meant : null },
  };
}
