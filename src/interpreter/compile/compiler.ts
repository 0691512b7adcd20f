import type { FunctionInfo, Module } from "../../semantics/model.ts";
import type { Block, Expression, Statement } from "../../syntax/ast.ts";
import type { Span } from "../../text/span.ts";
import type { Exec, Site, Step } from "../frame.ts";
import type { Preparation } from "../preparation.ts";
import { compileExpression } from "./expression.ts";
import { compileBlock, compileStatement } from "./statement.ts";

/** Longest piece of source text shown inside a message. */
const longestText = 60;

/** Turns the tree of one function into executable nodes. Each node kind has its function in this folder. */
export class Compiler {
  readonly module: Module;
  /** Nodes whose object may have been skipped by a `?.` further left. */
  readonly links = new Set<Expression>();
  /** An expression of the current statement returns, breaks or continues. */
  leaves = false;
  private temporaries = 0;

  constructor(
    readonly preparation: Preparation,
    /** The function whose frame is used. */
    readonly info: FunctionInfo,
  ) {
    this.module = info.unit.module;
  }

  /** May a callee known only at run time wait? */
  get unknownWaits(): boolean {
    return this.preparation.program.unknownWaits;
  }

  /** Everything may yield: the sliced mode. */
  get everythingWaits(): boolean {
    return this.preparation.program.options.everythingWaits;
  }

  /** Frame slots of the function, temporaries included. */
  get slots(): number {
    return this.info.slots + this.temporaries;
  }

  /** A frame slot of its own for a value in between; answers its place relative to the first slot. */
  temporary(): number {
    return this.info.slots + this.temporaries++;
  }

  expression(node: Expression): Exec {
    return compileExpression(this, node);
  }

  statement(node: Statement): Step | null {
    return compileStatement(this, node);
  }

  block(node: Block): Step {
    return compileBlock(this, node);
  }

  site(span: Span): Site {
    return { source: this.module.source, span, fn: this.info };
  }

  /** The source text of a node, for messages; read only when one is made. */
  text(node: { readonly span: Span }): () => string {
    const { source } = this.module;
    return () => {
      const text = source.slice(node.span).replace(/\s+/g, " ");
      return text.length > longestText ? `${text.slice(0, longestText)}…` : text;
    };
  }
}
