import type { Identifier, Node } from "../syntax/ast.ts";
import type { FunctionInfo, Reference, Variable } from "./model.ts";

/** A name used in an inner function before any declaration of it was seen. */
export interface Pending {
  readonly node: Node;
  readonly name: string;
  readonly fn: FunctionInfo;
  readonly settle: (found: Reference) => void;
}

/** One scope while it is being resolved: names become visible in source order. */
export class Scope {
  readonly names = new Map<string, Reference>();
  readonly variables: Variable[] = [];
  readonly functions: { variable: Variable; info: FunctionInfo }[] = [];
  readonly pending: Pending[] = [];

  constructor(
    readonly node: Node,
    readonly fn: FunctionInfo,
    readonly parent: Scope | null,
  ) {}

  lookup(name: string): Reference | null {
    for (let scope: Scope | null = this; scope; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found) return found;
    }
    return null;
  }

  /** Adds a variable with the next free slot of its function (or of the file). Duplicates are the caller's business. */
  add(
    ident: Identifier,
    kind: Variable["kind"],
    storage: Variable["storage"],
    slot: number,
    code: FunctionInfo | null,
  ): Variable {
    const variable: Variable = {
      name: ident.name,
      span: ident.span,
      kind,
      storage,
      owner: this.fn,
      slot,
      captured: false,
      code,
    };
    this.variables.push(variable);
    this.names.set(ident.name, { form: "variable", variable });
    return variable;
  }

  /** Every name visible here, for did-you-mean. */
  *visible(): Iterable<string> {
    for (let scope: Scope | null = this; scope; scope = scope.parent) yield* scope.names.keys();
  }
}

/** Records that `fn` uses `variable`: every function between it and the owner has to carry it along. */
export function capture(variable: Variable, fn: FunctionInfo): void {
  if (variable.storage === "file" || variable.owner === fn) return;
  variable.captured = true;
  for (let at: FunctionInfo | null = fn; at && at !== variable.owner; at = at.parent) {
    if (!at.captures.includes(variable)) at.captures.push(variable);
  }
}
