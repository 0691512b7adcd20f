import type { Value } from "../values/types.ts";
import type {
  BuiltinContext,
  CallingBuiltin,
  ConstantBuiltin,
  Effect,
  Example,
  PerformedBuiltin,
  PlainBuiltin,
  Task,
} from "./declare.ts";
import { signature } from "./signature.ts";

/** An example whose last expression prints as `result`. */
export function gives(code: string, result: string): Example {
  return { code, result };
}

/** An example that fails with a catalogue code. */
export function fails(code: string, error: string): Example {
  return { code, error };
}

/** A built-in that computes its result at once. */
export function plain(
  heading: string,
  doc: string,
  examples: readonly Example[],
  run: (args: readonly Value[], context: BuiltinContext) => Value,
): PlainBuiltin {
  return {
    ...signature(heading),
    form: "plain",
    effect: "pure",
    doc,
    examples,
    run: (context, args) => run(args, context),
  };
}

/** A built-in that calls functions of the script. */
export function calling(
  heading: string,
  doc: string,
  examples: readonly Example[],
  start: (args: readonly Value[], context: BuiltinContext) => Task,
): CallingBuiltin {
  return {
    ...signature(heading),
    form: "calling",
    effect: "pure",
    doc,
    examples,
    start: (context, args) => start(args, context),
  };
}

/** A built-in that only the Run can perform. */
export function performed(
  heading: string,
  effect: Effect,
  doc: string,
  examples: readonly Example[],
): PerformedBuiltin {
  return { ...signature(heading), form: "performed", effect, doc, examples };
}

/** A constant of a namespace. */
export function constant(
  name: string,
  returns: string,
  value: Value,
  doc: string,
  examples: readonly Example[],
): ConstantBuiltin {
  return { form: "constant", name, returns, value, doc, examples };
}
