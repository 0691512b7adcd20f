import { fail } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import {
  CAPTURES,
  type Completion,
  cannotWait,
  type Exec,
  FIBER,
  type Frame,
  NORMAL,
  type Site,
  type Step,
} from "./frame.ts";
import type { Steps } from "./host.ts";
import type { UnitInstance } from "./instance.ts";

/**
 * Hands an effect to the driver and waits for its answer.
 * @throws AE2018 inside a transaction, where nothing may wait
 */
export function* waitFor(operation: string, args: readonly Value[], instance: UnitInstance, site: Site): Steps {
  if (instance.machine.meter.transactions > 0) fail("AE2018", { operation });
  const answer = yield { kind: "effect", effect: { operation, args, origin: instance.origin, span: site.span } };
  return answer as Value;
}

/** `wait e`: e seconds. */
export function waitStep(value: Exec, site: Site): Step {
  return {
    run: cannotWait,
    wait: function* (frame: Frame): Steps<Completion> {
      const seconds = value.wait ? yield* value.wait(frame) : value.run(frame);
      try {
        yield* waitFor("wait", [seconds], frame[CAPTURES][0], site);
      } catch (thrown) {
        throw frame[FIBER].located(thrown, site);
      }
      return NORMAL;
    },
  };
}
