import type { Builtin, MethodKind } from "../builtins/declare.ts";
import { registry } from "../builtins/registry.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { elementsOf } from "../values/iterate.ts";
import { kindOf, kindWords } from "../values/kind.ts";
import { checkEntries } from "../values/limits.ts";
import { fail } from "../values/thrown.ts";
import { Callable, ObjectValue, type Value } from "../values/types.ts";
import { FIBER, type Frame, type Site } from "./frame.ts";
import { guard } from "./raise.ts";

/** `...x` in arguments: adds the elements of a list, set or text. */
export function spreadInto(values: Value[], value: Value, frame: Frame): void {
  const items = elementsOf(value);
  frame[FIBER].meter.chargeEntries(items.length);
  checkEntries(values.length + items.length, frame[FIBER].machine.limits);
  for (const item of items) values.push(item);
}

/** A callback gets as many arguments as it declares. */
export function trimmed(callee: Value, args: readonly Value[]): readonly Value[] {
  return callee instanceof Callable && args.length > callee.arity ? args.slice(0, callee.arity) : args;
}

/** The built-in method of a value's kind. */
export function builtinMethod(self: Value, name: string): Builtin | undefined {
  return self === null ? undefined : registry.methods.get(kindOf(self) as MethodKind)?.get(name);
}

/**
 * What `self.name(…)` calls: a property of an object where there is one, else the built-in method. Null when there is
 * neither and the call is optional.
 * @throws AE2002 on null, AE2004 when there is no such method
 */
export function methodOf(
  self: Value,
  name: string,
  frame: Frame,
  site: Site,
  text: () => string,
  optional: boolean,
): Builtin | { readonly value: Value } | null {
  if (self instanceof ObjectValue) {
    const own = self.get(name);
    if (own !== undefined) return own === null && optional ? null : { value: own };
  }
  const method = builtinMethod(self, name);
  if (method) return method;
  if (self === null) return guard(frame, site, () => fail("AE2002", { name, expression: text() }));
  if (optional) return null;
  return guard(frame, site, () => {
    const kind = kindOf(self) as MethodKind;
    const known = [...(registry.methods.get(kind)?.keys() ?? [])];
    if (self instanceof ObjectValue) known.push(...self.keys());
    return fail("AE2004", { name, kind: kindWords(kind), suggestion: didYouMean(name, known) });
  });
}
