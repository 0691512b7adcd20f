import type { Builtin, PlainBuiltin } from "../../../src/builtins/declare.ts";
import { registry } from "../../../src/builtins/registry.ts";
import { Compiler } from "../../../src/interpreter/compile/compiler.ts";
import type { Node as Executable, Frame } from "../../../src/interpreter/frame.ts";
import type { Module } from "../../../src/semantics/model.ts";
import type { File, Node } from "../../../src/syntax/ast.ts";
import { children, kinds, walk } from "../../../src/syntax/index.ts";
import { builtinNames } from "./builtins.ts";

/** Kinds that stand in a running program without being executed themselves, or only through their parents. */
const declared = new Set<string>([
  "File",
  "Plugin",
  "Header",
  "Word",
  "WordList",
  "Schedule",
  "Handler",
  "On",
  "Test",
  "TypeDeclaration",
  "FunctionDeclaration",
  "Import",
  "Parameter",
  "NamedType",
  "ObjectType",
  "UnionType",
]);

/**
 * Counts what really runs: each execution of a node by its kind, each call of a built-in by its name. It puts itself
 * around the compiler's methods and the registry's functions, in the process of the test only.
 */
export class Coverage {
  readonly nodes = new Map<string, number>(kinds.filter((kind) => kind !== "Invalid").map((kind) => [kind, 0]));
  readonly builtins = new Map<string, number>(builtinNames.map((name) => [name, 0]));
  private compiled = new WeakSet<Node>();

  /** Counts what happens while `work` runs. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    const restore = [this.watchCompiler(), ...[...everyBuiltin()].map((builtin) => this.watchBuiltin(builtin))];
    try {
      return await work();
    } finally {
      for (const undo of restore) undo();
    }
  }

  /** Counts the declarations of a program that has run. */
  declarations(file: File): void {
    walk(file, (node) => {
      if (declared.has(node.kind)) this.count(this.nodes, node.kind);
    });
  }

  /** Names counted less often than `least`. */
  missing(least: number): string[] {
    return [...this.nodes, ...this.builtins]
      .filter(([, count]) => count < least)
      .map(([name, count]) => `${name} ${count}`);
  }

  private count(counts: Map<string, number>, name: string): void {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  private watchCompiler(): () => void {
    const { expression, statement, block } = Compiler.prototype;
    const coverage = this;
    Compiler.prototype.expression = function (node) {
      return coverage.counted(node, this.module, expression.call(this, node));
    };
    Compiler.prototype.statement = function (node) {
      const step = statement.call(this, node);
      return step && coverage.counted(node, this.module, step);
    };
    Compiler.prototype.block = function (node) {
      return coverage.counted(node, this.module, block.call(this, node));
    };
    return () => Object.assign(Compiler.prototype, { expression, statement, block });
  }

  private counted<T>(node: Node, module: Module, executable: Executable<T>): Executable<T> {
    this.compiled.add(node);
    let passed: readonly string[] | null = null;
    const performed = performedBuiltin(node, module);
    const note = (): void => {
      passed ??= this.together(node);
      for (const kind of passed) this.count(this.nodes, kind);
      if (performed !== null) this.count(this.builtins, performed);
    };
    const { run, wait } = executable;
    return {
      ...executable,
      run: (frame: Frame) => {
        note();
        return run(frame);
      },
      wait:
        wait &&
        ((frame: Frame) => {
          note();
          return wait(frame);
        }),
    };
  }

  /** The node and those parts of it that are not executed on their own; the bodies of functions run at another time. */
  private together(node: Node): string[] {
    const found = [node.kind as string];
    for (const child of children(node)) {
      if (!this.compiled.has(child) && child.kind !== "Block" && !declared.has(child.kind)) {
        found.push(...this.together(child));
      }
    }
    return found;
  }

  private watchBuiltin(builtin: Builtin): () => void {
    const counted = (): void => this.count(this.builtins, builtin.name);
    if (builtin.form === "plain") {
      const { run } = builtin;
      const writable = builtin as { run: PlainBuiltin["run"] };
      writable.run = (context, args) => {
        counted();
        return run(context, args);
      };
      return () => {
        writable.run = run;
      };
    }
    if (builtin.form === "calling") {
      const { start } = builtin;
      const writable = builtin as { start: typeof start };
      writable.start = (context, args) => {
        counted();
        return start(context, args);
      };
      return () => {
        writable.start = start;
      };
    }
    return () => {};
  }
}

/** Built-ins that the Run performs have no function of their own: their calls are recognised by name. */
function performedBuiltin(node: Node, module: Module): string | null {
  if (node.kind !== "Call") return null;
  const { callee } = node;
  if (callee.kind === "Name") {
    const found = registry.globals.get(callee.name);
    return found?.form === "performed" && module.references.get(callee)?.form === "builtin" ? found.name : null;
  }
  if (callee.kind !== "MemberAccess" || callee.object.kind !== "Name") return null;
  const member = registry.namespaces.get(callee.object.name)?.get(callee.property.name);
  return member?.form === "performed" ? member.name : null;
}

function* everyBuiltin(): Generator<Builtin> {
  const seen = new Set<Builtin>();
  const all = [
    ...registry.globals.values(),
    ...registry.classes.values(),
    ...[...registry.namespaces.values(), ...registry.methods.values()].flatMap((members) => [...members.values()]),
  ];
  for (const builtin of all) {
    if (builtin.form === "constant" || seen.has(builtin)) continue;
    seen.add(builtin);
    yield builtin;
  }
}
