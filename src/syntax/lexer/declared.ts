import {
  Arrow,
  BitOr,
  Catch,
  Colon,
  Comma,
  Ellipsis,
  For,
  FunctionWord,
  Identifier,
  In,
  LBracket,
  LCurly,
  Let,
  LParen,
  openerOf,
  RParen,
  type Token,
} from "./tokens.ts";

/** The words that are calls before `(` where the author declared them. */
const watched = new Set(["log", "wait", "assert"]);

/** Where a declaration reaches: inside a bracket (null: the file), from a token on. */
interface Reach {
  readonly inside: Token | null;
  readonly from: number;
}

/**
 * Where the author declares `log`, `wait` or `assert`: `log (x)` is a call there and a statement everywhere else. The
 * parser must know before it reads a statement, and functions are visible above their declaration, so the declarations
 * are found in the token stream: `fn`, `let`, parameters, loop and catch names, imports.
 */
export class DeclaredWords {
  /** By name: the bracket a declaration reaches through, and the place in it from which it holds. */
  private readonly reaches = new Map<string, Map<Token | null, number>>();

  constructor(private readonly stream: readonly Token[]) {
    for (const token of stream) if (token.tokenType === Identifier && watched.has(token.image)) this.look(token);
  }

  /** True when the name at this token is one the author declared. */
  has(token: Token): boolean {
    const reaches = this.reaches.get(token.image);
    if (!reaches) return false;
    for (let inside = token.parent; ; inside = inside.parent) {
      const from = reaches.get(inside);
      if (from !== undefined && token.at >= from) return true;
      if (inside === null) return false;
    }
  }

  private look(token: Token): void {
    const before = this.stream[token.at - 1];
    const reach = before ? this.reachOf(token, before) : null;
    if (!reach) return;
    const reaches = this.reaches.get(token.image) ?? new Map<Token | null, number>();
    this.reaches.set(token.image, reaches);
    reaches.set(reach.inside, Math.min(reach.from, reaches.get(reach.inside) ?? reach.from));
  }

  private reachOf(token: Token, before: Token): Reach | null {
    if (before.image === "fn" && before.tokenType === Identifier) return this.bracket(token.parent, -1);
    if (before.image === "as" && before.tokenType === Identifier) return this.bracket(token.parent, token.at);
    if (this.stream[token.at + 1]?.tokenType === Arrow) {
      return this.endsResultType(before) ? null : this.bodyBehind(token.at + 1);
    }
    if (this.imported(token, before)) return this.bracket(token.parent, token.at);
    // Walk out of patterns to what introduces the binding.
    let inner = token;
    for (let lead = before; ; lead = this.stream[inner.at - 1]!) {
      if (lead?.tokenType === Let) return this.bracket(inner.parent, inner.at);
      if (lead?.tokenType === For || (lead?.tokenType === Comma && this.loopNames(lead)))
        return this.bodyBehind(inner.at);
      const open = inner.parent;
      if (!open || !this.binds(inner, open)) return null;
      if (open.tokenType === LParen) return this.isParameters(open) ? this.bodyBehind(open.partner!.at) : null;
      if (open.tokenType !== LCurly && open.tokenType !== LBracket) return null;
      inner = open;
    }
  }

  /** `(a): log => …`: the name before the arrow is a type. */
  private endsResultType(before: Token): boolean {
    if (before.tokenType === BitOr) return true;
    return before.tokenType === Colon && this.stream[before.at - 1]?.tokenType === RParen;
  }

  /** `use a/log` */
  private imported(token: Token, before: Token): boolean {
    if (before.image === "use") return this.stream[token.at + 1]?.lineBreak !== false;
    for (let at = token.at - 1; at > 0 && this.stream[at]!.image === "/"; at -= 2) {
      if (this.stream[at - 2]?.image === "use") return this.stream[token.at + 1]?.lineBreak !== false;
    }
    return false;
  }

  /** `for i, log in xs` */
  private loopNames(comma: Token): boolean {
    const first = this.stream[comma.at - 1]!;
    const lead = this.stream[(openerOf(first) ? first.partner! : first).at - 1];
    return lead?.tokenType === For;
  }

  /** True when a token stands where a name is bound in a pattern or parameter list, and is no key, default or type. */
  private binds(token: Token, open: Token): boolean {
    const before = this.stream[token.at - 1]!;
    const next = this.stream[(token.partner ?? token).at + 1];
    if (before === open || before.tokenType === Comma || before.tokenType === Ellipsis || token.lineBreak) {
      return open.tokenType !== LCurly || next?.tokenType !== Colon;
    }
    return before.tokenType === Colon && open.tokenType === LCurly;
  }

  private isParameters(open: Token): boolean {
    const behind = this.stream[open.partner!.at + 1];
    const lead = this.stream[open.at - 1];
    const leadBefore = this.stream[open.at - 2];
    return (
      behind?.tokenType === Arrow ||
      lead?.tokenType === FunctionWord ||
      lead?.tokenType === Catch ||
      leadBefore?.image === "fn" ||
      leadBefore?.tokenType === FunctionWord ||
      (behind?.tokenType === LCurly && lead?.image.startsWith("on_") === true)
    );
  }

  /** The block that begins at the next brace behind `at` on this level. */
  private bodyBehind(at: number): Reach | null {
    for (let index = at + 1; index < this.stream.length; index += 1) {
      const token = this.stream[index]!;
      if (token.tokenType === LCurly && token.partner) return { inside: token, from: token.at };
      if (token.lineBreak && token.image === "") return null;
      if (openerOf(token)) return null;
      if (token.tokenType !== In && token.partner) index = token.partner.at;
    }
    return null;
  }

  /** Everything inside a bracket from `from` on. */
  private bracket(inside: Token | null, from: number): Reach {
    return { inside, from };
  }
}
