import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import { readNumber } from "../lexer/literals.ts";
import {
  beginsExpression,
  Colon,
  Comma,
  Dot,
  Ellipsis,
  For,
  Identifier,
  In,
  isEnd,
  isWord,
  LBracket,
  LCurly,
  LineEnd,
  LParen,
  Minus,
  Not,
  NumberToken,
  openerOf,
  QuestionDot,
  RBracket,
  RCurly,
  Semicolon,
  Slash,
  This,
  type Token,
  Word,
} from "../lexer/tokens.ts";
import { Mode } from "./base.ts";
import { ExpressionRules } from "./expressions.ts";

/** Lists, objects, and operands that begin with a word: names, `call`, `match`, `parallel`. */
export abstract class LiteralRules extends ExpressionRules {
  protected abstract readonly matchNode: ParserMethod<[], ast.Match>;
  protected abstract readonly parallelNode: ParserMethod<[], ast.Parallel | ast.ParallelFor>;

  protected readonly listLiteral = this.rule("listLiteral", (): ast.List => {
    const start = this.start();
    const items: (ast.Expression | ast.Spread)[] = [];
    const open = this.CONSUME(LBracket) as Token;
    this.items(
      open,
      "]",
      () => items.push(this.SUBRULE(this.element)),
      (at) => items.push(this.invalid(at)),
    );
    this.CONSUME(RBracket);
    return { kind: "List", items, span: this.from(start) };
  });

  protected readonly objectLiteral = this.rule("objectLiteral", (): ast.ObjectLiteral => {
    const start = this.start();
    const members: (ast.Property | ast.Spread)[] = [];
    const open = this.CONSUME(LCurly) as Token;
    this.items(
      open,
      "}",
      () => members.push(this.SUBRULE(this.property)),
      () => {},
    );
    this.CONSUME(RCurly);
    return { kind: "ObjectLiteral", members, span: this.from(start) };
  });

  protected readonly property = this.rule("property", (): ast.Property | ast.Spread => {
    const start = this.start();
    if (this.RECORDING_PHASE) return this.recordProperty();
    if (this.next(Ellipsis)) return this.SUBRULE(this.spread);
    const token = this.peek();
    if (isWord(token) && !this.next(Colon, 2)) {
      const key = this.SUBRULE(this.name);
      return {
        kind: "Property",
        key,
        value: { kind: "Name", name: key.name, span: key.span },
        shorthand: true,
        span: key.span,
      };
    }
    const key = this.SUBRULE(this.propertyKey);
    this.CONSUME(Colon);
    // A value that cannot be read costs itself, not its key.
    const value = this.attempt(
      token.parent,
      () => this.SUBRULE(this.expression),
      (at): ast.Expression => this.invalid(at),
    );
    return { kind: "Property", key, value, shorthand: false, span: this.from(start) };
  });

  private recordProperty(): ast.Spread {
    return this.OR([
      { ALT: () => this.SUBRULE(this.spread) },
      {
        ALT: () => {
          this.SUBRULE(this.propertyKey);
          this.OPTION(() => {
            this.CONSUME(Colon);
            this.SUBRULE(this.expression);
          });
          return { kind: "Spread", value: this.invalid(0), span: { start: 0, end: 0 } };
        },
      },
    ]);
  }

  protected readonly spread = this.rule("spread", (): ast.Spread => {
    const start = this.start();
    this.CONSUME(Ellipsis);
    const value = this.SUBRULE(this.expression);
    return { kind: "Spread", value, span: this.from(start) };
  });

  protected readonly propertyKey = this.rule("propertyKey", (): ast.Property["key"] =>
    this.OR({
      DEF: [
        { ALT: (): ast.Property["key"] => this.SUBRULE(this.key) },
        { ALT: () => this.numberKey(this.CONSUME(NumberToken) as Token) },
        { ALT: () => this.SUBRULE(this.computedKey) },
      ],
      ERR_MSG: "a key",
    }),
  );

  protected readonly computedKey = this.rule("computedKey", (): ast.Property["key"] => {
    const start = this.start();
    const expression = this.SUBRULE(this.index);
    return { kind: "Computed", expression, span: this.from(start) };
  });

  /** A number as a key is its printed form. */
  private numberKey(token: Token): ast.Text {
    const { value } = readNumber(this.RECORDING_PHASE ? "0" : token.image);
    return { kind: "Text", value: String(value), span: this.spanOf(token) };
  }

  // -------------------------------------------------------------------------------------------------------- words

  protected readonly wordOperand = this.rule("wordOperand", (): ast.Expression => {
    if (this.RECORDING_PHASE) {
      return this.OR([
        { ALT: () => this.SUBRULE(this.pluginCall) as ast.Expression, IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.matchNode), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.parallelNode), IGNORE_AMBIGUITIES: true },
        { ALT: () => this.nameNode(this.CONSUME(Identifier) as Token) },
      ]);
    }
    switch (this.peek().image) {
      case "call":
        if (this.atCall()) return this.SUBRULE(this.pluginCall);
        break;
      case "match":
        if (this.atMatch()) return this.SUBRULE(this.matchNode);
        break;
      case "parallel":
        if (this.atParallel()) return this.SUBRULE(this.parallelNode);
        break;
      default:
    }
    return this.nameNode(this.CONSUME(Identifier) as Token);
  });

  private nameNode(token: Token): ast.Name {
    return { kind: "Name", name: token.image, span: this.spanOf(token) };
  }

  /** `call target(args)`: takes the first argument list; what follows belongs to the result. */
  protected readonly pluginCall = this.rule("pluginCall", (): ast.PluginCall => {
    const start = this.start();
    const word = this.CONSUME(Identifier) as Token;
    let target: ast.PluginCall["target"];
    if (this.RECORDING_PHASE) {
      target = this.OR([
        { ALT: () => this.SUBRULE(this.pathTarget) as ast.PluginCall["target"], IGNORE_AMBIGUITIES: true },
        { ALT: () => this.SUBRULE(this.nameTarget) },
      ]);
    } else target = this.atPath() ? this.SUBRULE(this.pathTarget) : this.SUBRULE(this.nameTarget);
    if (!this.RECORDING_PHASE && !this.next(LParen)) this.noTarget(word, target.span.end);
    const args = this.SUBRULE(this.args);
    return { kind: "PluginCall", target, args, span: this.from(start) };
  });

  private noTarget(word: Token, end: number): never {
    const target = this.text.slice(this.after(word).startOffset, Math.max(end, this.after(word).end));
    const drop = { start: word.startOffset, end: this.after(word).startOffset };
    const wrongKind = this.next(LBracket) || this.next(QuestionDot) || this.next(This);
    const fixes = wrongKind ? [{ title: "Leave out `call`", edits: [{ span: drop, text: "" }] }] : [];
    return this.fault("AE1038", { start: word.startOffset, end: Math.max(end, word.end) }, { target }, { fixes });
  }

  /** `dir/plugin.fn`, written without spaces. */
  protected readonly pathTarget = this.rule("pathTarget", (): ast.PathTarget => {
    const start = this.start();
    const { path, pathSpan } = this.SUBRULE(this.modulePath);
    if (!this.RECORDING_PHASE && !this.next(Dot)) this.fault("AE1038", pathSpan, { target: `${path}.fn` });
    this.CONSUME(Dot);
    const name = this.identifier(this.CONSUME(Word) as Token);
    return { kind: "PathTarget", path, pathSpan, function: name, span: this.from(start) };
  });

  /** `dir/name`: words joined by slashes. */
  protected readonly modulePath = this.rule("modulePath", () => {
    const start = this.start();
    this.CONSUME(Word);
    let last = this.peek(0);
    this.repeat(
      () => this.next(Slash) && this.glued(last, this.peek(), this.peek(2)),
      () => {
        this.CONSUME(Slash);
        last = this.CONSUME2(Word) as Token;
      },
    );
    const pathSpan = this.from(start);
    return { path: this.RECORDING_PHASE ? "" : this.text.slice(pathSpan.start, pathSpan.end), pathSpan, last };
  });

  protected readonly nameTarget = this.rule("nameTarget", (): ast.NameTarget => {
    const start = this.start();
    const names = [this.identifier(this.CONSUME(Identifier) as Token)];
    this.repeat(
      () => this.next(Dot),
      () => {
        this.CONSUME(Dot);
        names.push(this.identifier(this.CONSUME2(Identifier) as Token));
      },
    );
    return { kind: "NameTarget", names, span: this.from(start) };
  });

  /** True where `call` is a keyword: a name follows on its line. */
  protected atCall(): boolean {
    if (!this.sameLine(2)) return false;
    if (this.next(This, 2)) {
      const word = this.peek();
      this.SKIP_TOKEN();
      this.noTarget(word, this.peek().end);
    }
    return this.next(Identifier, 2) || (isWord(this.peek(2)) && this.glued(this.peek(2), this.peek(3), this.peek(4)));
  }

  /** True in front of a path; the names after `call` are joined by slashes. */
  private atPath(): boolean {
    return this.glued(this.peek(), this.peek(2), this.peek(3));
  }

  private glued(before: Token, slash: Token, word: Token): boolean {
    if (slash.tokenType !== Slash || !isWord(word)) return false;
    return slash.startOffset === before.end && word.startOffset === slash.end;
  }

  /** True where `for`, or outside headers `{`, makes `parallel` a keyword. */
  protected atParallel(): boolean {
    if (!this.sameLine(2)) return false;
    return this.next(For, 2) || (this.next(LCurly, 2) && !this.is(Mode.header));
  }

  /** A stretch of tokens in one bracket that holds no brace with cases, so that it is not searched again. */
  private caseless = { parent: null as Token | null, from: 0, to: 0 };

  protected override begin(text: string, tokens: Token[], limit: number): void {
    super.begin(text, tokens, limit);
    this.caseless = { parent: null, from: 0, to: 0 };
  }

  /**
   * True where `match` is a keyword: the brace after its subject begins with `case` or `default`. Where the next token
   * could not follow a variable anyway the keyword is certain, and missing cases are reported later.
   */
  protected atMatch(): boolean {
    const next = this.peek(2);
    if (!this.sameLine(2) || !beginsExpression(next)) return false;
    // `match {` lost its subject when cases follow.
    if (next.tokenType === LCurly) return this.startsCase(this.after(next));
    if (next.tokenType === Not) return !this.next(In, 3);
    if (next.tokenType !== LParen && next.tokenType !== LBracket && next.tokenType !== Minus) return true;
    return this.bracesHoldCases(next);
  }

  private bracesHoldCases(first: Token): boolean {
    const { caseless } = this;
    if (caseless.parent === first.parent && first.at >= caseless.from && first.at < caseless.to) return false;
    let token = first;
    while (!isEnd(token) && token.tokenType !== LineEnd && token.tokenType !== Semicolon && token.tokenType !== Comma) {
      if (openerOf(token)) break;
      if (token.tokenType === LCurly) {
        if (this.startsCase(this.after(token))) return true;
        break;
      }
      token = this.beyond(token);
    }
    this.caseless = { parent: first.parent, from: first.at, to: isEnd(token) ? Number.MAX_SAFE_INTEGER : token.at };
    return false;
  }

  /** True for the `case` or `default` of a match, and not a variable of that name. */
  protected startsCase(token: Token): boolean {
    const next = this.after(token);
    if (token.image === "default") return next.tokenType === Colon;
    if (token.image !== "case" || token.tokenType !== Identifier || next.lineBreak) return false;
    if (next.tokenType === LParen || next.tokenType === LBracket) {
      const behind = next.partner ? this.after(next.partner) : next;
      return behind.tokenType === Colon || behind.tokenType === Comma || behind.image === "if";
    }
    return beginsExpression(next);
  }
}
