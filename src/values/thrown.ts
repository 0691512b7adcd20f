import { type Code, entry, fill, message, type Params } from "../diagnostics/catalogue.ts";
import { ErrorValue } from "./types.ts";

/**
 * What travels up the host stack when a script error is thrown. Not a host `Error` on purpose: capturing a host stack
 * costs more than the script operation that failed, and the script stack is what people need.
 */
export class Thrown {
  constructor(readonly error: ErrorValue) {}
}

/** A limit was reached, the run was cancelled, or safe mode forbids going on: passes every `catch`, runs every `finally`. */
export class Aborted {
  constructor(readonly error: ErrorValue) {}
}

/** An error value for a catalogue code, not yet located. */
export function errorValue(code: Code, params: Params = {}): ErrorValue {
  const found = entry(code);
  return new ErrorValue(
    message(code, params),
    found.type ?? "Error",
    code,
    null,
    found.help === undefined ? null : fill(found.help, params),
  );
}

/** Throws a catchable script error for a catalogue code; the interpreter adds the place. */
export function fail(code: Code, params: Params = {}): never {
  throw new Thrown(errorValue(code, params));
}

/** Throws an error no script can catch. */
export function abort(code: Code, params: Params = {}): never {
  throw new Aborted(errorValue(code, params));
}
