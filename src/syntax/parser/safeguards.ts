import type * as ast from "../ast.ts";
import { Colon, For, Identifier, LCurly, LineEnd, RCurly, type Token } from "../lexer/tokens.ts";
import { DeclarationRules } from "./declarations.ts";

/** Blocks with a purpose: `retry`, `timeout`, `lock`, `act`, `parallel`. */
export abstract class SafeguardRules extends DeclarationRules {
  // ------------------------------------------------------------------------------------ blocks with a purpose

  protected readonly retry = this.rule("retry", (): ast.Retry => {
    const start = this.start();
    this.CONSUME(Identifier);
    const count = this.SUBRULE(this.header);
    let backoff: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("backoff"),
      DEF: () => {
        this.CONSUME2(Identifier);
        backoff = this.SUBRULE2(this.header);
      },
    });
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["retry"] });
    return { kind: "Retry", count, backoff, body, span: this.from(start) };
  });

  protected readonly timeout = this.rule("timeout", (): ast.Timeout => {
    const start = this.start();
    this.CONSUME(Identifier);
    const duration = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["timeout"] });
    return { kind: "Timeout", duration, body, span: this.from(start) };
  });

  protected readonly lock = this.rule("lock", (): ast.Lock => {
    const start = this.start();
    this.CONSUME(Identifier);
    const name = this.SUBRULE(this.header);
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["lock"] });
    return { kind: "Lock", name, body, span: this.from(start) };
  });

  /** `act CLASS "what" because "why" { … } undo { … }` */
  protected readonly act = this.rule("act", (): ast.Act => {
    const start = this.start();
    this.CONSUME(Identifier);
    const kind = this.identifier(this.CONSUME2(Identifier) as Token);
    const what = this.SUBRULE(this.header);
    let because: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("because"),
      DEF: () => {
        this.CONSUME3(Identifier);
        because = this.SUBRULE2(this.header);
      },
    });
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["act"] });
    let undo: ast.Block | null = null;
    this.OPTION2({
      GATE: () => this.atUndo(),
      DEF: () => {
        this.OPTION3(() => this.CONSUME(LineEnd));
        this.CONSUME4(Identifier);
        undo = this.SUBRULE(this.block);
      },
    });
    return { kind: "Act", class: kind, what, because, body, undo, span: this.from(start) };
  });

  /** `undo {`, also on a line of its own. */
  private atUndo(): boolean {
    const ahead = this.next(LineEnd) ? 2 : 1;
    return this.nextWord("undo", ahead) && this.next(LCurly, ahead + 1);
  }

  /** `parallel { a: e1, b: e2 }` or `parallel for x in xs limit 4 { … }` */
  protected readonly parallelNode = this.rule("parallelNode", (): ast.Parallel | ast.ParallelFor => {
    const start = this.start();
    this.CONSUME(Identifier);
    if (this.RECORDING_PHASE) this.OPTION(() => this.SUBRULE(this.parallelLoop));
    else if (this.next(For)) return this.SUBRULE(this.parallelLoop, { ARGS: [start] });
    const branches: ast.Parallel["branches"][number][] = [];
    const open = this.CONSUME(LCurly) as Token;
    this.SUBRULE(this.parallelBranches, { ARGS: [open, branches] });
    this.CONSUME(RCurly);
    return { kind: "Parallel", branches, span: this.from(start) };
  });

  protected readonly parallelLoop = this.rule("parallelLoop", (start: number): ast.ParallelFor => {
    const loop = this.SUBRULE(this.loopHeader);
    let limit: ast.Expression | null = null;
    this.OPTION({
      GATE: () => this.nextWord("limit"),
      DEF: () => {
        this.CONSUME(Identifier);
        limit = this.SUBRULE(this.header);
      },
    });
    const body = this.SUBRULE(this.bracedBody, { ARGS: ["parallel for"] });
    return { kind: "ParallelFor", ...loop, limit, body, span: this.from(start) };
  });

  protected readonly parallelBranches = this.rule(
    "parallelBranches",
    (open: Token, branches: ast.Parallel["branches"][number][]) => {
      this.items(
        open,
        "}",
        () => {
          const key = this.SUBRULE(this.key);
          this.CONSUME(Colon);
          const value = this.SUBRULE(this.expression);
          if (!this.RECORDING_PHASE) branches.push({ key, value });
        },
        () => {},
      );
    },
  );
}
