import type * as ast from "../ast.ts";
import {
  BitOr,
  Colon,
  Comma,
  Greater,
  GreaterEqual,
  isWord,
  LCurly,
  Less,
  Question,
  RCurly,
  ShiftRight,
  ShiftRightUnsigned,
  StringToken,
  type Token,
  Word,
} from "../lexer/tokens.ts";
import { ListRules } from "./lists.ts";

/** Type notes: `list<agent>`, `{id: string, note?: string}`, `string | null`. */
export abstract class TypeRules extends ListRules {
  /** How many `>` of a `>>` or `>>>` just taken still close type arguments. */
  private extraGreater = 0;

  /** A `>=` closed type arguments; its `=` is the one of the declaration. */
  protected assignTaken = false;

  /** True when a `>=` before stands for the `=` too. */
  protected takeAssign(): boolean {
    const taken = this.assignTaken;
    this.assignTaken = false;
    return taken;
  }

  // -------------------------------------------------------------------------------------------------------- types

  /** A whole type: what stands behind a colon, and the right side of `type x =`. */
  protected readonly typeNote = this.rule("typeNote", (): ast.TypeExpression => {
    this.extraGreater = 0;
    this.assignTaken = false;
    const type = this.SUBRULE(this.type);
    if (!this.RECORDING_PHASE && this.extraGreater > 0) {
      const last = this.spanOf(this.peek(0));
      this.problem("AE1003", { start: last.end - this.extraGreater, end: last.end }, { close: ">", open: "<" });
    }
    return type;
  });

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
}
