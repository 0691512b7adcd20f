import { didYouMean } from "../diagnostics/suggest.ts";
import type { Unit } from "../semantics/model.ts";
import { blocks, defaultMembers, memberNames, memberOf } from "../semantics/program.ts";
import { describe } from "../values/describe.ts";
import { fail } from "../values/thrown.ts";
import { Callable, ObjectValue, type Value } from "../values/types.ts";
import type { Fiber } from "./fiber.ts";
import type { Site } from "./frame.ts";

/** How a unit is named in messages: `Plugin agents`, `Module system/x.aether`. */
export function unitLabel(unit: Unit): string {
  return unit.kind === "plugin" ? `Plugin \`${unit.name}\`` : `Module \`${unit.name}\``;
}

/**
 * The plugin that `call value.fn()` means, in this order: the one a text names; none when the value has the function itself;
 * the one whose name is the id or name of an agent record; the one named like the variable. Null when it is none.
 * @param variable name of the variable, null when there is more between it and the function
 * @throws AE2007 when the file of the plugin cannot run
 */
export function namedUnit(value: Value, name: string, variable: string | null, fiber: Fiber, site: Site): Unit | null {
  const { program } = fiber.machine;
  try {
    const names: Value[] = [];
    if (typeof value === "string") names.push(value);
    if (value instanceof ObjectValue) {
      if (value.get(name) instanceof Callable) return null;
      if (value.get("type") === "agent") names.push(value.get("id") ?? null, value.get("name") ?? null);
    }
    names.push(variable);
    for (const known of names) {
      const unit = typeof known === "string" ? usable(program.named(known)) : null;
      if (unit) return unit;
    }
    return null;
  } catch (thrown) {
    throw fiber.located(thrown, site);
  }
}

/** @throws AE2007 when the file has errors that keep it from running */
export function usable(unit: Unit | null): Unit | null {
  const broken = unit?.module.diagnostics.find(blocks);
  if (unit && broken) {
    const { line } = unit.module.source.position(broken.span.start);
    fail("AE2007", { path: unit.module.source.path, line, message: broken.message });
  }
  return unit;
}

/** What every plugin answers when it does not define the function itself; undefined for other names. */
export function defaultAnswer(unit: Unit, name: string): Value | undefined {
  if (!defaultMembers.has(name) || unit.kind !== "plugin") return undefined;
  return name === "status" ? "ok" : name === "ping" ? "pong" : true;
}

export function noMember(unit: Unit, name: string, fiber: Fiber, site: Site): never {
  const members = memberNames(unit);
  try {
    return fail("AE2005", {
      module: unitLabel(unit),
      name,
      suggestion: didYouMean(name, members),
      members: members.join(", ") || "no functions",
    });
  } catch (thrown) {
    throw fiber.located(thrown, site);
  }
}

/** @throws AE2003 */
export function notCallable(value: Value, fiber: Fiber, site: Site, text: (() => string) | null): never {
  try {
    return fail("AE2003", { expression: text?.() ?? "this", value: describe(value) });
  } catch (thrown) {
    throw fiber.located(thrown, site);
  }
}

// ---------------------------------------------------------------------------------------------------- call_plugin

type Entry =
  | { readonly unit: Unit; readonly name: string; readonly values: readonly Value[] }
  | { readonly failure: Value };

/** What `call_plugin(name, payload)` calls. */
export function pluginEntry(args: readonly Value[], fiber: Fiber): Entry {
  const name = args[0];
  const { program } = fiber.machine;
  if (typeof name !== "string") return { failure: failedResult(`${describe(name ?? null)} is no plugin name.`) };
  const unit = program.named(name);
  if (!unit) return { failure: failedResult(`There is no plugin \`${name}\`.${didYouMean(name, program.names())}`) };
  const broken = unit.module.diagnostics.find(blocks);
  if (broken) return { failure: failedResult(`${unitLabel(unit)} cannot run: ${broken.message}`) };
  if (memberOf(unit, "execute")) return { unit, name: "execute", values: [args[1] ?? null] };
  if (memberOf(unit, "on_run")) return { unit, name: "on_run", values: [args[1] ?? null] };
  return { failure: failedResult(`${unitLabel(unit)} has neither \`execute\` nor \`on_run\`.`) };
}

/** The answer for a call that succeeded; what already looks like an answer passes through. */
export function passedResult(value: Value): Value {
  if (value instanceof ObjectValue && typeof value.get("success") === "boolean") return value;
  return answer(true, value, null);
}

export function failedResult(message: string): Value {
  return answer(false, null, message);
}

function answer(success: boolean, data: Value, error: Value): ObjectValue {
  return new ObjectValue([
    ["success", success],
    ["data", data],
    ["error", error],
  ]);
}
