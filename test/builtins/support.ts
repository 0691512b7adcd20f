import { checkArguments } from "../../src/builtins/arguments.ts";
import type { Builtin, BuiltinContext, ConstantBuiltin, MethodKind } from "../../src/builtins/declare.ts";
import { registry } from "../../src/builtins/registry.ts";
import { BoundFunction } from "../../src/values/bound.ts";
import { kindOf } from "../../src/values/kind.ts";
import { defaultSizes } from "../../src/values/limits.ts";
import { print } from "../../src/values/print.ts";
import { Aborted, Thrown } from "../../src/values/thrown.ts";
import { Callable, ObjectValue, type Value } from "../../src/values/types.ts";

/** A function of the script, played by the test. */
export class Played extends Callable {
  readonly name = "";

  constructor(
    readonly body: (...args: Value[]) => Value,
    readonly arity = body.length,
  ) {
    super();
  }
}

export const fn = (body: (...args: never[]) => Value, arity?: number): Played =>
  new Played(body as (...args: Value[]) => Value, arity);

export function object(fields: Record<string, Value>): ObjectValue {
  return new ObjectValue(Object.entries(fields));
}

/** A context that counts what it is charged and writes down what is performed. */
export class PlayedContext implements BuiltinContext {
  charged = 0;
  readonly performed: string[] = [];
  readonly bounds: string[] = [];

  constructor(
    readonly limits: BuiltinContext["limits"] = defaultSizes,
    private readonly answer: (operation: string) => Value = () => null,
  ) {}

  charge(steps: number): void {
    this.charged += steps;
  }

  perform(operation: string): Value {
    this.performed.push(operation);
    return this.answer(operation);
  }

  bounded<T>(regex: RegExp, _subject: string, match: () => T): T {
    this.bounds.push(regex.source);
    return match();
  }
}

/** The declaration of a global, a namespace member, or a method. */
export function declaration(name: string): Builtin | ConstantBuiltin {
  const [group = "", member] = name.split(".");
  const found =
    member === undefined
      ? (registry.globals.get(name) ?? registry.classes.get(name))
      : (registry.namespaces.get(group)?.get(member) ?? registry.methods.get(group as MethodKind)?.get(member));
  if (found === undefined) throw new Error(`There is no built-in ${name}`);
  return found;
}

/** Calls a built-in as the interpreter does: kinds are checked, callbacks get as many arguments as they declare. */
export function call(name: string, args: readonly Value[], context: BuiltinContext = new PlayedContext()): Value {
  const found = declaration(name);
  if (found.form === "constant") return found.value;
  checkArguments(found, args);
  if (found.form === "plain") return found.run(context, args);
  if (found.form === "performed") return context.perform(found.name, args);
  const task = found.start(context, args);
  while (task.next()) {
    let result: Value;
    try {
      result = invoke(task.callee, task.args);
    } catch (thrown) {
      task.failed?.();
      throw thrown;
    }
    task.feed(result);
  }
  return task.result();
}

function invoke(callee: Value, args: readonly Value[]): Value {
  if (callee instanceof BoundFunction) return invoke(callee.target, [...callee.bound, ...args]);
  if (!(callee instanceof Played)) throw new Error(`Not a function of the test: ${print(callee)}`);
  return callee.body(...args.slice(0, callee.arity));
}

/** Calls a method of a value by name, as `value.name(…)` does. */
export function method(receiver: Value, name: string, ...args: Value[]): Value {
  return call(`${kindOf(receiver)}.${name}`, [receiver, ...args]);
}

/** The printed result of a call, or the code and message of the error it throws. */
export function outcome(run: () => Value): string {
  try {
    return print(run());
  } catch (thrown) {
    if (thrown instanceof Thrown || thrown instanceof Aborted) return `${thrown.error.code}: ${thrown.error.message}`;
    throw thrown;
  }
}
