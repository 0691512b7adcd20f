import type * as ast from "../ast.ts";
import {
  Comma,
  Ellipsis,
  Identifier,
  isEnd,
  isWord,
  LCurly,
  LineEnd,
  StringToken,
  type Token,
  Word,
} from "../lexer/tokens.ts";
import { Mode, ParserBase } from "./base.ts";

/** The lists between brackets that all rules share, with their recovery; names and keys. */
export abstract class ListRules extends ParserBase {
  /**
   * The elements between `open` and its partner, separated by commas or ends of lines. `lost` takes the place of an
   * element that could not be read, from its start.
   */
  protected items(open: Token, close: string, item: () => void, lost: (start: number) => void): void {
    if (this.RECORDING_PHASE) {
      this.MANY(() => {
        item();
        this.OPTION(() => this.SUBRULE(this.separator));
      });
      return;
    }
    const { mode } = this;
    this.mode &= Mode.literal;
    while (this.peek() !== open.partner && !isEnd(this.peek())) {
      const before = this.peek();
      if (before.tokenType === LineEnd) {
        this.SKIP_TOKEN();
        continue;
      }
      this.attempt(open, item, (start) => {
        this.skipItem(open);
        lost(start);
      });
      const token = this.peek();
      // A comma may also stand at the start of the next line.
      if (token.tokenType === LineEnd && this.next(Comma, 2)) this.SKIP_TOKEN();
      if (token.tokenType === Comma || token.tokenType === LineEnd) this.SKIP_TOKEN();
      else if (token !== open.partner) this.junkInList(open, close);
      if (this.peek() === before) this.SKIP_TOKEN();
    }
    this.mode = mode;
  }

  /** Something stands behind an element: a forgotten comma when an element can follow, else junk. */
  private junkInList(open: Token, close: string): void {
    this.attempt(
      open,
      () => this.fault("AE1001", this.spanOf(this.peek()), { expected: `\`,\` or \`${close}\``, found: this.found() }),
      () => {
        if (!isWord(this.peek()) && !this.next(StringToken) && !this.next(LCurly)) this.skipItem(open);
      },
    );
  }

  private skipItem(open: Token): void {
    for (let token = this.peek(); token !== open.partner && !isEnd(token); token = this.peek()) {
      if (token.tokenType === Comma || token.tokenType === LineEnd) return;
      this.skipOne();
    }
  }

  protected readonly separator = this.rule("separator", () => {
    this.OR([{ ALT: () => this.CONSUME(Comma) }, { ALT: () => this.CONSUME(LineEnd) }]);
  });

  /** A name being declared. */
  protected readonly name = this.rule("name", (): ast.Identifier => {
    const token = this.peek();
    if (!this.RECORDING_PHASE && token.tokenType !== Identifier && isWord(token)) {
      this.fault("AE1050", this.spanOf(token), { word: token.image });
    }
    return this.identifier(this.CONSUME(Identifier) as Token);
  });

  /** A key that is a name, a reserved word or a quoted text. */
  protected readonly key = this.rule("key", (): ast.Identifier | ast.Text =>
    this.OR([
      { ALT: (): ast.Identifier | ast.Text => this.identifier(this.CONSUME(Word) as Token) },
      { ALT: () => this.plainText(this.CONSUME(StringToken) as Token) },
    ]),
  );

  /** `...rest`, which must be the last between `open` and its partner. */
  protected readonly restName = this.rule("restName", (open: Token): ast.Identifier => {
    this.CONSUME(Ellipsis);
    const name = this.SUBRULE(this.name);
    if (!this.RECORDING_PHASE) this.lastIn(open, name.span.start - 3, name.span.end);
    return name;
  });

  protected lastIn(open: Token, start: number, end: number): void {
    const trailing = this.next(Comma) || this.next(LineEnd) ? this.peek(2) : this.peek();
    if (trailing !== open.partner) this.problem("AE1056", { start, end });
  }
}
