import { diagnostic } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TokenType } from "chevrotain";
import type { Source } from "../../text/source.ts";
import type { Balanced } from "./brackets.ts";
import {
  closerOf,
  endsOperand,
  FunctionWord,
  Identifier,
  If,
  LBracket,
  LCurly,
  LParen,
  openerOf,
  RCurly,
  Token,
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
      leading &&= openerOf(token) !== undefined;
      this.output.push(token);
    }
  }

  /** Takes a closing bracket: answers false when it is dropped. */
  private close(token: Token, at: number, index: number, leading: boolean): boolean {
    const wanted = openerOf(token)!;
    const line = this.lines[index]!;
    const { top } = this;
    if (top?.token.tokenType === wanted) {
      if (top.line === index || (leading && line.indent === top.indent)) {
        this.stack.pop();
        return true;
      }
      if (leading && line.indent > top.indent && token.tokenType === RCurly) {
        const header = this.headerLine(index, top.line);
        if (header >= 0) {
          this.open(header, token);
          return true;
        }
      }
    }
    const options = this.options(wanted, line, leading);
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
      this.diagnostics.push(
        diagnostic(
          "AE1003",
          spanOf(token),
          { close: token.image, open: wanted.LABEL!.slice(1, -1) },
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
      }
    }
    // Closed too much: the next line is still inside a bracket of an earlier line.
    for (const gone of this.stack.slice(stack.length)) if (gone.line < index && nextIndent > gone.indent) cost += 1;
    // Closed too little: the next line has left the bracket.
    for (const left of stack) {
      if (nextIndent < left.indent || (nextIndent === left.indent && !nextCloses)) cost += 1;
    }
    return cost;
  }

  /** `if f(a {`: a body's brace after an operand inside parentheses shows that they should be closed. */
  private closeBeforeBody(at: number, index: number): void {
    const before = this.tokens[at - 1];
    if (!before || at === this.lines[index]!.from || !endsOperand(before.tokenType)) return;
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

  /** The nearest line above that is indented like line `index` and whose brace may be missing; -1 for none. */
  private headerLine(index: number, above: number): number {
    const { indent } = this.lines[index]!;
    for (let line = index - 1; line > above; line -= 1) {
      const candidate = this.lines[line]!;
      if (candidate.indent < indent) return -1;
      if (candidate.indent === indent) return line;
    }
    return -1;
  }

  /** Puts the missing opening brace of `close` at the end of a line. */
  private open(line: number, close: Token): void {
    const last = this.tokens[this.lines[line]!.to - 1]!;
    if (this.openAfter.has(last)) return;
    this.openAfter.set(last, new Token(LCurly, "", last.end, last.end - 1));
    this.diagnostics.push(
      diagnostic(
        "AE1004",
        { start: last.end, end: last.end },
        { open: "{", close: "}", line: this.source.position(close.startOffset).line },
        {
          labels: [{ span: spanOf(close), message: "this closes nothing" }],
          fixes: [{ title: "Add `{`", edits: [{ span: { start: last.end, end: last.end }, text: " {" }] }],
        },
      ),
    );
  }

  /** Closes the innermost open bracket behind the last token written. */
  private closeTop(): void {
    const open = this.stack.pop()!;
    const last = this.output[this.output.length - 1]!;
    const type = closerOf(open.token)!;
    const close = type.LABEL!.slice(1, -1);
    this.output.push(new Token(type, "", last.end, last.end - 1));
    const span = { start: last.end, end: last.end };
    this.diagnostics.push(
      diagnostic(
        "AE1002",
        span,
        { open: open.token.image || "{", close },
        {
          labels: [{ span: spanOf(open.token), message: "opened here" }],
          fixes: [{ title: `Add \`${close}\``, edits: [{ span, text: close }] }],
        },
      ),
    );
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

function spanOf(token: Token): { start: number; end: number } {
  return { start: token.startOffset, end: token.end };
}
