import { didYouMean } from "../../diagnostics/suggest.ts";
import type { ModuleLink, Unit } from "../../semantics/model.ts";
import { memberOf } from "../../semantics/program.ts";
import { fail } from "../../values/thrown.ts";
import * as directCalls from "../direct/calls.ts";
import { cannotWait, type Exec, FIBER, type Frame, type Site } from "../frame.ts";
import { noMember } from "../plugins.ts";
import { guard } from "../raise.ts";
import * as waitingCalls from "../waiting/calls.ts";
import type { Compiler } from "./compiler.ts";
import { plain } from "./nodes.ts";

/** Fails at run time for a module that does not exist. */
export function missingModule(c: Compiler, link: ModuleLink, site: Site): Exec {
  const { path } = link;
  const { program } = c.preparation;
  return plain((frame) =>
    guard(frame, site, () => fail("AE2006", { path, suggestion: didYouMean(path, program.names()) })),
  );
}

/** `alias.function` as a value. */
export function memberLink(c: Compiler, link: ModuleLink, name: string, site: Site): Exec {
  const unit = link.target;
  if (!unit) return missingModule(c, link, site);
  const info = memberOf(unit, name);
  if (!info) return plain((frame) => noMember(unit, name, frame[FIBER], site));
  const closure = (frame: Frame) => frame[FIBER].machine.closure(info);
  if (startWaits(unit)) {
    return {
      run: cannotWait,
      wait: function* (frame) {
        yield* waitingCalls.startFile(unit, frame[FIBER], site);
        return closure(frame);
      },
    };
  }
  return plain((frame) => {
    directCalls.startFile(unit, frame[FIBER], site);
    return closure(frame);
  });
}

/** Do the file-level `let`s of its module wait? */
export function startWaits(unit: Unit): boolean {
  return unit.module.init.waits;
}
