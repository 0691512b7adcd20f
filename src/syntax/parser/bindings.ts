import type { ParserMethod } from "chevrotain";
import type * as ast from "../ast.ts";
import {
  Assign,
  Colon,
  Comma,
  Ellipsis,
  LBracket,
  LCurly,
  LParen,
  RBracket,
  RCurly,
  RParen,
  type Token,
} from "../lexer/tokens.ts";
import { TypeRules } from "./types.ts";

/** What `let`, parameters and loops bind. */
export abstract class BindingRules extends TypeRules {
  protected abstract readonly expression: ParserMethod<[], ast.Expression>;

  protected readonly binding = this.rule("binding", (): ast.Binding => {
    this.descend();
    this.assignTaken = false;
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
      type = this.SUBRULE(this.typeNote);
    });
    let fallback: ast.Expression | null = null;
    if (this.RECORDING_PHASE || this.next(Assign) || this.assignTaken) {
      this.OPTION3({ GATE: () => !this.takeAssign(), DEF: () => this.CONSUME(Assign) });
      fallback = this.SUBRULE(this.expression);
    }
    if (rest && !this.RECORDING_PHASE) this.lastIn(open, start, this.from(start).end);
    return { kind: "Parameter", target, type, fallback, rest, span: this.from(start) };
  });
}
