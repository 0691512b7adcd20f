import type { TokenType } from "chevrotain";
import { diagnostic } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import type { Balanced } from "./brackets.ts";
import {
  Colon,
  Comma,
  closerOf,
  endsOperand,
  For,
  FunctionWord,
  Identifier,
  If,
  LBracket,
  LCurly,
  LParen,
  openerOf,
  RCurly,
  Token,
  While,
} from "./tokens.ts";

/** The tokens from one line start to the next. */
interface Line {
  readonly from: number;
  readonly to: number;
  /** Width of the white space before its first token; a tab counts to the next multiple of 4. */
  readonly indent: number;
}

/** An open bracket and the line it stands in. */
interface Open {
  readonly token: Token;
  readonly line: number;
  readonly indent: number;
}

const headerTypes = new Set<TokenType>([If, For, While]);

/** Tokens looked at when two repairs are compared, per text: keeps broken text linear. */
const comparisonBudget = 2_000_000;

/** How many open brackets are looked through for a partner. */
const deepestSearch = 300;

/**
 * Makes brackets match by indentation: a bracket that is still open where its line's indentation returns is closed
 * there, a closing brace that matches no open line gets its opening brace at the line of its own indentation, and
 * inside a line the repair is taken that leaves the fewest further mismatches.
 */
export function repairBrackets(source: Source, tokens: readonly Token[]): Balanced {
  return new Repair(source, tokens).run();
}

class Repair {
  private readonly lines: Line[];
  private readonly stack: Open[] = [];
  private readonly output: Token[] = [];
  private readonly diagnostics: Diagnostic[] = [];
  /** Opening brackets to be put behind a token of the input. */
  private readonly openAfter = new Map<Token, Token>();
  /** Closing brackets that are left out. */
  private readonly dropped = new Set<Token>();
  private budget = comparisonBudget;

  constructor(
    private readonly source: Source,
    private readonly tokens: readonly Token[],
  ) {
    this.lines = splitLines(source.text, tokens);
  }

  run(): Balanced {
    for (let index = 0; index < this.lines.length; index += 1) this.line(index);
    while (this.stack.length > 0) this.closeTop();
    return { tokens: this.withOpeners(), diagnostics: this.diagnostics };
  }

  private line(index: number): void {
    const line = this.lines[index]!;
    const first = this.tokens[line.from]!;
    if (!openerOf(first)) {
      while (this.top && this.top.line < index && line.indent <= this.top.indent) this.closeTop();
    }
    let leading = true;
    for (let at = line.from; at < line.to; at += 1) {
      const token = this.tokens[at]!;
      if (closerOf(token)) {
        if (token.tokenType === LCurly) this.closeBeforeBody(at, index);
        this.stack.push({ token, line: index, indent: line.indent });
      } else if (openerOf(token)) {
        if (!this.close(token, at, index, leading)) continue;
      }
      leading = leading && openerOf(token) !== undefined;
      this.output.push(token);
    }
  }

  /** Takes a closing bracket: answers false when it is dropped. */
  private close(token: Token, at: number, index: number, leading: boolean): boolean {
    const wanted = openerOf(token)!;
    const line = this.lines[index]!;
    const { top } = this;
    if (top?.token.tokenType === wanted && (top.line === index || (leading && line.indent === top.indent))) {
      this.stack.pop();
      return true;
    }
    const header = leading ? this.lineWithoutOpener(wanted, at, index) : -1;
    if (header >= 0) {
      this.open(header, token, wanted);
      return true;
    }
    const options = this.options(wanted, line, leading);
    // In the middle of a line a bracket of a line above is seldom closed: there, dropping wins a tie.
    if (!leading && top && top.line < index) options.reverse();
    let best = options[0]!;
    if (options.length > 1 && this.budget > 0) {
      let cost = Number.POSITIVE_INFINITY;
      for (const option of options) {
        const kept = option.pop < 0 ? this.stack : this.stack.slice(0, this.stack.length - option.pop - 1);
        const total = option.cost + this.costOfRest(kept, at + 1, index);
        if (total < cost) {
          cost = total;
          best = option;
        }
      }
    }
    if (best.pop < 0) {
      this.dropped.add(token);
      this.diagnostics.push(
        diagnostic(
          "AE1003",
          spanOf(token),
          { close: token.image, open: textOf(wanted) },
          {
            fixes: [{ title: `Remove \`${token.image}\``, edits: [{ span: spanOf(token), text: "" }] }],
          },
        ),
      );
      return false;
    }
    for (let count = 0; count < best.pop; count += 1) this.closeTop();
    this.stack.pop();
    return true;
  }

  /** What can be done about a closing bracket: `pop` open brackets are closed before it; -1 drops it. */
  private options(wanted: TokenType, line: Line, leading: boolean): { pop: number; cost: number }[] {
    const options: { pop: number; cost: number }[] = [];
    for (let depth = 0; depth < Math.min(this.stack.length, deepestSearch); depth += 1) {
      const open = this.stack[this.stack.length - 1 - depth]!;
      if (open.token.tokenType !== wanted) continue;
      // A brace at the start of a line belongs to the line that is indented like it.
      const outer = leading && open.indent > line.indent;
      if (outer && this.stack.some((other) => other.indent === line.indent && other.token.tokenType === wanted))
        continue;
      options.push({ pop: depth, cost: depth });
      break;
    }
    options.push({ pop: -1, cost: 1 });
    return options;
  }

  /** Counts what is left wrong in the rest of a line when it begins with these brackets open. */
  private costOfRest(open: readonly Open[], from: number, index: number): number {
    const line = this.lines[index]!;
    const next = this.lines[index + 1];
    const nextIndent = next ? next.indent : -1;
    const nextCloses = next !== undefined && openerOf(this.tokens[next.from]!) !== undefined;
    const stack = [...open];
    let cost = 0;
    let lowest = stack.length;
    this.budget -= line.to - from + open.length;
    for (let at = from; at < line.to; at += 1) {
      const token = this.tokens[at]!;
      if (closerOf(token)) stack.push({ token, line: index, indent: line.indent });
      const wanted = openerOf(token);
      if (!wanted) continue;
      let depth = stack.length - 1;
      while (depth >= 0 && stack[depth]!.token.tokenType !== wanted) depth -= 1;
      if (depth < 0) cost += 1;
      else {
        cost += stack.length - 1 - depth;
        stack.length = depth;
        lowest = Math.min(lowest, depth);
      }
    }
    // Closed too much: the next line is still inside a bracket of an earlier line.
    for (const gone of this.stack.slice(lowest))
      if (gone.line < index && nextIndent >= gone.indent + (nextCloses ? 0 : 1)) cost += 1;
    // Closed too little: the next line has left the bracket.
    for (const left of stack) {
      if (nextIndent < left.indent || (nextIndent === left.indent && !nextCloses)) cost += 1;
    }
    return cost;
  }

  /** `if f(a {`: a body's brace after an operand inside parentheses shows that they should be closed. */
  private closeBeforeBody(at: number, index: number): void {
    const before = this.tokens[at - 1];
    const line = this.lines[index]!;
    if (!before || at === line.from || !(endsOperand(before.tokenType) || this.opensBody(at, line))) return;
    for (;;) {
      const { top } = this;
      if (!top || top.line !== index || top.token.tokenType === LCurly) return;
      for (let back = at - 1; this.tokens[back] !== top.token && back > this.lines[index]!.from; back -= 1) {
        const { tokenType, image } = this.tokens[back]!;
        if (tokenType === If || tokenType === FunctionWord) return;
        if (tokenType === Identifier && (image === "match" || image === "parallel")) return;
      }
      if (top.token.tokenType !== LParen && top.token.tokenType !== LBracket) return;
      this.closeTop();
    }
  }

  /** `fn f( {` or `for x in f( {` at the end of a line, and no key of an object below. */
  private opensBody(at: number, line: Line): boolean {
    const { tokenType, image } = this.tokens[line.from]!;
    if (at !== line.to - 1 || this.tokens[at - 1]!.tokenType !== LParen) return false;
    if (image !== "fn" && !headerTypes.has(tokenType)) return false;
    return this.tokens[at + 2]?.tokenType !== Colon;
  }

  /** For a closing bracket at the start of line `index`: the line whose end lacks its opening bracket; -1 for none. */
  private lineWithoutOpener(wanted: TokenType, at: number, index: number): number {
    const { indent } = this.lines[index]!;
    const { top } = this;
    if (top && top.line < index && top.indent === indent && top.token.tokenType !== wanted) {
      // `store({` without its brace: what follows here closes the bracket that is left.
      const next = at + 1 < this.lines[index]!.to ? this.tokens[at + 1] : undefined;
      const last = this.tokens[this.lines[top.line]!.to - 1];
      return next && openerOf(next) === top.token.tokenType && last === top.token && !this.openAfter.has(last)
        ? top.line
        : -1;
    }
    if (top && top.indent >= indent) return -1;
    for (let line = index - 1; line > (top?.line ?? -1); line -= 1) {
      const candidate = this.lines[line]!;
      if (candidate.indent < indent) return -1;
      if (candidate.indent === indent) return this.canOpenBehind(this.tokens[candidate.to - 1]!) ? line : -1;
    }
    return -1;
  }

  private canOpenBehind(last: Token): boolean {
    if (closerOf(last) || last.tokenType === RCurly) return false;
    return !this.dropped.has(last) && !this.openAfter.has(last);
  }

  /** Puts the missing opening bracket of `close` at the end of a line. */
  private open(line: number, close: Token, type: TokenType): void {
    const last = this.tokens[this.lines[line]!.to - 1]!;
    this.openAfter.set(last, new Token(type, "", last.end, last.end - 1));
    const span = { start: last.end, end: last.end };
    const open = textOf(type);
    const { line: closeLine } = this.source.position(close.startOffset);
    this.diagnostics.push(
      diagnostic(
        "AE1004",
        span,
        { open, close: close.image, line: closeLine },
        {
          labels: [{ span: spanOf(close), message: "this closes nothing" }],
          fixes: [{ title: `Add \`${open}\``, edits: [{ span, text: open === "{" ? " {" : open }] }],
        },
      ),
    );
  }

  /** Closes the innermost open bracket behind the last token written. */
  private closeTop(): void {
    const open = this.stack.pop()!;
    const last = this.output[this.output.length - 1]!;
    const type = closerOf(open.token)!;
    const close = textOf(type);
    this.output.push(new Token(type, "", last.end, last.end - 1));
    const params = { open: textOf(open.token.tokenType), close };
    if (!this.missesEnd(open)) {
      this.diagnostics.push(diagnostic("AE1002", spanOf(open.token), params));
      return;
    }
    const span = { start: last.end, end: last.end };
    const labels = [{ span: spanOf(open.token), message: "opened here" }];
    const fixes = [{ title: `Add \`${close}\``, edits: [{ span, text: close }] }];
    this.diagnostics.push(diagnostic("AE1002", span, params, { labels, fixes }));
  }

  /**
   * True where the closing bracket is rather missing at the place it is put; false where it is rather missing in the
   * line that opened it: a line that is complete but for the bracket (`f(a` with `.g()` below), or a list that goes on
   * with an open call (`["a", "b".map(x => {`).
   */
  private missesEnd({ token, line: index }: Open): boolean {
    const line = this.lines[index]!;
    const last = this.tokens[line.to - 1]!;
    if (
      token.tokenType === LCurly ||
      token === last ||
      last.tokenType === Comma ||
      last.end >= this.output[this.output.length - 2]!.end
    )
      return true;
    const inner: TokenType[] = [];
    let outermost: TokenType | null = null;
    for (let at = line.to - 1; this.tokens[at] !== token; at -= 1) {
      const { tokenType } = this.tokens[at]!;
      if (openerOf(this.tokens[at]!)) inner.push(tokenType);
      else if (closerOf(this.tokens[at]!) && inner.pop() === undefined) {
        // The last one found is the outermost that is still open where the line ends.
        outermost = tokenType;
      }
    }
    return outermost !== null && (token.tokenType === LParen || outermost === LCurly);
  }

  private get top(): Open | undefined {
    return this.stack[this.stack.length - 1];
  }

  private withOpeners(): Token[] {
    if (this.openAfter.size === 0) return this.output;
    return this.output.flatMap((token) => {
      const open = this.openAfter.get(token);
      return open ? [token, open] : [token];
    });
  }
}

function splitLines(text: string, tokens: readonly Token[]): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (let at = 1; at <= tokens.length; at += 1) {
    if (at < tokens.length && !tokens[at]!.lineBreak) continue;
    if (at > from) lines.push({ from, to: at, indent: indentOf(text, tokens[from]!.startOffset) });
    from = at;
  }
  return lines;
}

function indentOf(text: string, offset: number): number {
  let start = offset;
  while (start > 0 && text.charCodeAt(start - 1) !== 10) start -= 1;
  let width = 0;
  for (let at = start; at < offset; at += 1) {
    if (text.charCodeAt(at) === 9) width += 4 - (width % 4);
    else if (text.charCodeAt(at) === 32) width += 1;
    else break;
  }
  return width;
}

function textOf(type: TokenType): string {
  return type.LABEL!.slice(1, -1);
}

function spanOf(token: Token): { start: number; end: number } {
  return { start: token.startOffset, end: token.end };
}
