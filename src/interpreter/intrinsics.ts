import { memberOf } from "../semantics/program.ts";
import { stackText } from "../values/error.ts";
import type { Value } from "../values/types.ts";
import type { Fiber } from "./fiber.ts";
import type { Site } from "./frame.ts";
import type { UnitInstance } from "./instance.ts";

/** Built-ins about the program itself: the interpreter knows the answers, nothing outside is touched. */
const intrinsics: Record<string, (args: readonly Value[], fiber: Fiber, site: Site) => Value> = {
  get_stack_trace: (_args, fiber, site) => stackText(fiber.stack(site)),
  plugin_exists: (args, fiber) => fiber.machine.program.exists(String(args[0])),
  has_method: (args, fiber) => {
    const unit = fiber.machine.program.named(String(args[0]));
    return unit !== null && memberOf(unit, String(args[1])) !== null;
  },
};

/** Performs a built-in that does not wait: here when it is about the program, else through the host. */
export function performNow(
  name: string,
  args: readonly Value[],
  instance: UnitInstance,
  fiber: Fiber,
  site: Site,
): Value {
  const own = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  return own ? own(args, fiber, site) : instance.machine.perform(name, args, instance.origin, site.span);
}
