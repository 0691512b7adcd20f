import type { Span } from "../../text/span.ts";
import { fail } from "../../values/thrown.ts";
import type { Exec } from "../frame.ts";
import { guard } from "../raise.ts";
import type { Compiler } from "./compiler.ts";
import { plain } from "./nodes.ts";

/** A construct that is parsed and checked but cannot run yet: a clear, catchable error. */
export function unavailable(c: Compiler, span: Span, construct: string): Exec {
  const site = c.site(span);
  return plain((frame) => guard(frame, site, () => fail("AE2020", { construct })));
}
