import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  Assign,
  BitOr,
  Colon,
  Comma,
  Ellipsis,
  Greater,
  GreaterEqual,
  Identifier,
  isEnd,
  isWord,
  LBracket,
  LCurly,
  Less,
  LineEnd,
  LParen,
  Question,
  RBracket,
  RCurly,
  RParen,
  ShiftRight,
  ShiftRightUnsigned,
  StringToken,
  type Token,
  Word,
} from "../lexer/tokens.ts";
import { Mode, ParserBase } from "./base.ts";

/** Rules for what is declared: bindings, parameters, type notes; and the lists between brackets that all rules share. */
export abstract class BindingRules extends ParserBase {
  protected abstract readonly expression: ParserMethod<[], ast.Expression>;

  /** How many `>` of a `>>` or `>>>` just taken still close type arguments. */
  private extraGreater = 0;
  /** A `>=` closed type arguments; its `=` is the one of the declaration. */
  private assignTaken = false;

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

  protected readonly binding = this.rule("binding", (): ast.Binding => {
    this.descend();
    let result: ast.Binding;
    if (this.RECORDING_PHASE) {
      result = this.OR([
        { ALT: () => this.SUBRULE(this.name) as ast.Binding },
        { ALT: () => this.SUBRULE(this.objectBinding) },
        { ALT: () => this.SUBRULE(this.listBinding) },
      ]);
    } else if (this.next(LCurly)) result = this.SUBRULE(this.objectBinding);
    else if (this.next(LBracket)) result = this.SUBRULE(this.listBinding);
    else result = this.SUBRULE(this.name);
    this.depth -= 1;
    return result;
  });

  protected readonly objectBinding = this.rule("objectBinding", (): ast.ObjectBinding => {
    const start = this.start();
    const entries: ast.ObjectBinding["entries"][number][] = [];
    let rest: ast.Identifier | null = null;
    const open = this.CONSUME(LCurly) as Token;
    this.items(
      open,
      "}",
      () =>
        this.OR([
          {
            ALT: () => {
              rest = this.SUBRULE(this.restName, { ARGS: [open] });
            },
          },
          {
            ALT: () => {
              entries.push(this.SUBRULE(this.bindingEntry));
            },
          },
        ]),
      () => {},
    );
    this.CONSUME(RCurly);
    return { kind: "ObjectBinding", entries, rest, span: this.from(start) };
  });

  protected readonly bindingEntry = this.rule("bindingEntry", (): ast.ObjectBinding["entries"][number] => {
    const start = this.start();
    const renamed = this.RECORDING_PHASE || this.next(Colon, 2);
    let target: ast.Binding | null = null;
    const key = renamed ? this.SUBRULE(this.key) : this.SUBRULE(this.name);
    this.OPTION(() => {
      this.CONSUME(Colon);
      target = this.SUBRULE(this.binding);
    });
    let fallback: ast.Expression | null = null;
    this.OPTION2(() => {
      this.CONSUME(Assign);
      fallback = this.SUBRULE(this.expression);
    });
    return { key, target: target ?? (key as ast.Identifier), fallback, span: this.from(start) };
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

  private lastIn(open: Token, start: number, end: number): void {
    const trailing = this.next(Comma) || this.next(LineEnd) ? this.peek(2) : this.peek();
    if (trailing !== open.partner) this.problem("AE1056", { start, end });
  }

  protected readonly listBinding = this.rule("listBinding", (): ast.ListBinding => {
    const start = this.start();
    const items: ({ target: ast.Binding; fallback: ast.Expression | null } | null)[] = [];
    let rest: ast.Identifier | null = null;
    const open = this.CONSUME(LBracket) as Token;
    const skips = (): boolean => {
      if (this.RECORDING_PHASE || !this.next(Comma)) return false;
      items.push(null);
      return true;
    };
    this.items(
      open,
      "]",
      () => {
        if (skips()) return;
        this.OR([
          {
            ALT: () => {
              rest = this.SUBRULE(this.restName, { ARGS: [open] });
            },
          },
          {
            ALT: () => {
              items.push(this.SUBRULE(this.listBindingItem));
            },
          },
        ]);
      },
      (at) => items.push({ target: this.invalid(at), fallback: null }),
    );
    this.CONSUME(RBracket);
    return { kind: "ListBinding", items, rest, span: this.from(start) };
  });

  protected readonly listBindingItem = this.rule("listBindingItem", () => {
    const target = this.SUBRULE(this.binding);
    let fallback: ast.Expression | null = null;
    this.OPTION2(() => {
      this.CONSUME(Assign);
      fallback = this.SUBRULE(this.expression);
    });
    return { target, fallback };
  });

  protected readonly parameters = this.rule("parameters", (): ast.Parameter[] => {
    const params: ast.Parameter[] = [];
    const open = this.CONSUME(LParen) as Token;
    this.items(
      open,
      ")",
      () => params.push(this.SUBRULE(this.parameter, { ARGS: [open] })),
      (start) => params.push(this.lostParameter(start)),
    );
    this.CONSUME(RParen);
    return params;
  });

  private lostParameter(start: number): ast.Parameter {
    const target = this.invalid(start);
    return { kind: "Parameter", target, type: null, fallback: null, rest: false, span: target.span };
  }

  protected readonly parameter = this.rule("parameter", (open: Token): ast.Parameter => {
    const start = this.start();
    let rest = false;
    this.OPTION(() => {
      this.CONSUME(Ellipsis);
      rest = true;
    });
    const target = this.SUBRULE(this.binding);
    let type: ast.TypeExpression | null = null;
    this.OPTION2(() => {
      this.CONSUME(Colon);
      type = this.SUBRULE(this.type);
    });
    let fallback: ast.Expression | null = null;
    if (this.RECORDING_PHASE || this.next(Assign) || this.assignTaken) {
      this.OPTION3({ GATE: () => !this.takeAssign(), DEF: () => this.CONSUME(Assign) });
      fallback = this.SUBRULE(this.expression);
    }
    if (rest && !this.RECORDING_PHASE) this.lastIn(open, start, this.from(start).end);
    return { kind: "Parameter", target, type, fallback, rest, span: this.from(start) };
  });

  /** True when a `>=` before stands for the `=` too. */
  protected takeAssign(): boolean {
    const taken = this.assignTaken;
    this.assignTaken = false;
    return taken;
  }

  // -------------------------------------------------------------------------------------------------------- types

  protected readonly type = this.rule("type", (): ast.TypeExpression => {
    this.descend();
    const start = this.start();
    const options = [this.SUBRULE(this.typeTerm)];
    this.repeat(
      () => this.next(BitOr),
      () => {
        this.CONSUME(BitOr);
        options.push(this.SUBRULE2(this.typeTerm));
      },
    );
    this.depth -= 1;
    return options.length === 1 ? options[0]! : { kind: "UnionType", options, span: this.from(start) };
  });

  protected readonly typeTerm = this.rule("typeTerm", (): ast.TypeExpression => {
    // After a result type that lost its end comes the body, which must not be read as a type.
    const body = !this.RECORDING_PHASE && this.next(LCurly) && !this.holdsFields(this.peek());
    if (body) this.fault("AE1001", this.spanOf(this.peek()), { expected: "a type", found: this.found() });
    return this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.objectType) as ast.TypeExpression },
        { ALT: () => this.SUBRULE(this.namedType) },
      ],
      ERR_MSG: "a type",
    });
  });

  /** True for `{}` and for a brace that begins with a key and `:` or `?`. */
  private holdsFields(open: Token): boolean {
    const first = this.after(open);
    if (first === open.partner || this.holdsKeys(open)) return true;
    return (isWord(first) || first.tokenType === StringToken) && this.after(first).tokenType === Question;
  }

  protected readonly namedType = this.rule("namedType", (): ast.NamedType => {
    const start = this.start();
    const name = this.CONSUME(Word).image;
    const args: ast.TypeExpression[] = [];
    this.OPTION(() => {
      this.CONSUME(Less);
      this.AT_LEAST_ONE_SEP({ SEP: Comma, DEF: () => args.push(this.SUBRULE(this.type)) });
      this.closeAngle();
    });
    if (!this.RECORDING_PHASE && this.next(Question)) {
      const span = this.spanOf(this.peek());
      this.fault(
        "AE1061",
        span,
        { type: name },
        { fixes: [{ title: "Write ` | null`", edits: [{ span, text: " | null" }] }] },
      );
    }
    return { kind: "NamedType", name, args, span: this.from(start) };
  });

  /** Takes one `>`; of `>>` and `>>>` the rest is kept for the types around, of `>=` for the declaration. */
  private closeAngle(): void {
    if (!this.RECORDING_PHASE && this.extraGreater > 0) {
      this.extraGreater -= 1;
      return;
    }
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(Greater) },
        {
          ALT: () => {
            this.CONSUME(ShiftRight);
            this.extraGreater = 1;
          },
        },
        {
          ALT: () => {
            this.CONSUME(ShiftRightUnsigned);
            this.extraGreater = 2;
          },
        },
        {
          ALT: () => {
            this.CONSUME(GreaterEqual);
            this.assignTaken = true;
          },
        },
      ],
      ERR_MSG: "`>`",
    });
  }

  protected readonly objectType = this.rule("objectType", (): ast.ObjectType => {
    const start = this.start();
    const fields: ast.ObjectType["fields"][number][] = [];
    const open = this.CONSUME(LCurly) as Token;
    this.items(
      open,
      "}",
      () => fields.push(this.SUBRULE(this.typeField)),
      () => {},
    );
    this.CONSUME(RCurly);
    return { kind: "ObjectType", fields, span: this.from(start) };
  });

  protected readonly typeField = this.rule("typeField", (): ast.ObjectType["fields"][number] => {
    const start = this.start();
    const key = this.SUBRULE(this.key);
    let optional = false;
    this.OPTION(() => {
      this.CONSUME(Question);
      optional = true;
    });
    this.CONSUME(Colon);
    const type = this.SUBRULE(this.type);
    const name = key.kind === "Identifier" ? key.name : key.value;
    return { name, optional, type, span: this.from(start) };
  });

  /** The next token in words. */
  protected abstract found(): string;

  /** Forgets half-read type arguments after a recovery. */
  protected resetTypes(): void {
    this.extraGreater = 0;
    this.assignTaken = false;
  }
}
