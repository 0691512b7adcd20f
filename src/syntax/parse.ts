import { diagnostic } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Source } from "../text/source.ts";
import type * as ast from "./ast.ts";
import { tooDeepNode } from "./depth.ts";
import { balanceBrackets } from "./lexer/brackets.ts";
import { markLineEnds } from "./lexer/layout.ts";
import { lex } from "./lexer/lexer.ts";
import { lonelyBrace } from "./lexer/literals.ts";
import type { Token } from "./lexer/tokens.ts";
import type { Pending } from "./parser/base.ts";
import { AetherParser } from "./parser/parser.ts";
import { tidy } from "./report.ts";

/** A parsed source: always a tree, even of broken text. */
export interface Parsed {
  readonly source: Source;
  readonly file: ast.File;
  readonly diagnostics: readonly Diagnostic[];
}

export interface SyntaxLimits {
  /** Largest source in bytes of UTF-8. */
  readonly sourceBytes: number;
  /** Deepest nesting of the tree. */
  readonly depth: number;
}

export const defaultLimits: SyntaxLimits = { sourceBytes: 2_000_000, depth: 200 };

let parser: AetherParser | undefined;

/** Trees by text, see `keepTree`. */
const kept = new Map<string, Parsed>();

/**
 * Parses a source now and keeps the tree for whoever parses the same text again; trees are never changed. Meant for texts
 * that belong to the program and are parsed in most of its runs. A source with findings is not kept.
 */
export function keepTree(source: Source): void {
  const parsed = parse(source);
  if (parsed.diagnostics.length === 0) kept.set(source.text, parsed);
}

/**
 * Parses a source. Never throws: whatever the text, the answer is a tree (with Invalid nodes for what could not be
 * understood) and diagnostics AE1xxx, AE4001 (source too large) or AE4002 (nested too deep), in source order.
 */
export function parse(source: Source, limits: SyntaxLimits = defaultLimits): Parsed {
  const known = kept.size > 0 ? kept.get(source.text) : undefined;
  if (known && limits.sourceBytes >= defaultLimits.sourceBytes && limits.depth >= defaultLimits.depth) {
    return { ...known, source };
  }
  const size = byteLength(source.text);
  if (size > limits.sourceBytes) {
    const found = diagnostic("AE4001", { start: 0, end: 0 }, { size, limit: limits.sourceBytes });
    return { source, file: fileOf(source, [], []), diagnostics: [found] };
  }
  parser ??= new AetherParser();
  const lexed = lex(source.text);
  const balanced = balanceBrackets(source, lexed.tokens, limits.depth);
  if ("code" in balanced) {
    return {
      source,
      file: fileOf(source, [], lexed.comments),
      diagnostics: tidy(source, [...lexed.diagnostics, balanced]),
    };
  }
  const read = parser.readFile(source, markLineEnds(balanced.tokens), lexed.comments, limits.depth);
  const diagnostics = [...lexed.diagnostics, ...balanced.diagnostics, ...read.diagnostics];
  fillTemplates(parser, source, read.pending, diagnostics, limits.depth);
  const body = withoutDeep(read.body, diagnostics, limits.depth);
  return { source, file: fileOf(source, body, lexed.comments), diagnostics: tidy(source, diagnostics) };
}

function fileOf(source: Source, body: readonly ast.Statement[], comments: readonly ast.Comment[]): ast.File {
  return { kind: "File", body, comments, span: { start: 0, end: source.text.length } };
}

/** Parses the code of all interpolations, one after the other: strings in them add to the list, nothing recurses. */
function fillTemplates(
  parser: AetherParser,
  source: Source,
  first: readonly Pending[],
  diagnostics: Diagnostic[],
  limit: number,
): void {
  const pending = [...first];
  for (let next = pending.pop(); next; next = pending.pop()) {
    const { parts, index, code } = next;
    const stream = interpolationStream(source, code, diagnostics, limit);
    if (!stream) continue;
    const read = parser.readInterpolation(source, stream, pending, limit);
    diagnostics.push(...read.diagnostics.map((found) => inBraces(found, code.start - 1)));
    parts[index] = read.result;
  }
}

function interpolationStream(
  source: Source,
  code: Pending["code"],
  diagnostics: Diagnostic[],
  limit: number,
): Token[] | null {
  const lexed = lex(source.text.slice(code.start, code.end), code.start);
  diagnostics.push(...lexed.diagnostics, ...lexed.comments.map((comment) => diagnostic("AE1015", comment.span)));
  if (lexed.tokens.length === 0) {
    if (lexed.comments.length === 0 && lexed.diagnostics.length === 0) diagnostics.push(openBrace(code.start - 1));
    return null;
  }
  const balanced = balanceBrackets(source, lexed.tokens, limit);
  if ("code" in balanced) {
    diagnostics.push(balanced);
    return null;
  }
  diagnostics.push(...balanced.diagnostics.map((found) => inBraces(found, code.start - 1)));
  return markLineEnds(balanced.tokens, true);
}

function openBrace(offset: number): Diagnostic {
  const { code, span, fix } = lonelyBrace(offset);
  return diagnostic(code, span, {}, { fixes: [{ title: fix!.title, edits: [{ span, text: fix!.text }] }] });
}

/** An error inside an interpolation may mean that the brace was to be text: says so and offers `\{`. */
function inBraces(found: Diagnostic, brace: number): Diagnostic {
  if (found.code === "AE4002" || (found.fixes?.length ?? 0) > 0) return found;
  const { help, fixes } = openBrace(brace);
  return { ...found, help: found.help ?? help, fixes };
}

/** Replaces statements whose trees are too deep, because whoever walks the tree may recurse. */
function withoutDeep(
  body: readonly ast.Statement[],
  diagnostics: Diagnostic[],
  limit: number,
): readonly ast.Statement[] {
  return body.map((statement) => {
    const deep = tooDeepNode(statement, limit);
    if (!deep) return statement;
    if (!diagnostics.some((found) => found.code === "AE4002"))
      diagnostics.push(diagnostic("AE4002", deep.span, { limit }));
    return { kind: "Invalid", span: statement.span };
  });
}

/** Length in bytes of UTF-8; a lone surrogate counts as the three bytes of U+FFFD. */
function byteLength(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      bytes += 2;
      at += 1;
    } else bytes += 2;
  }
  return bytes;
}
