import { Callable, type ErrorValue, ObjectValue } from "./types.ts";

/** What an error becomes in JSON and memory: `message`, `type`, and `code` and `data` where it has them. */
export function errorFields(error: ErrorValue): ObjectValue {
  const fields = new ObjectValue([
    ["message", error.message],
    ["type", error.type],
  ]);
  if (error.code !== null) fields.set("code", error.code);
  if (error.data !== null && !(error.data instanceof Callable)) fields.set("data", error.data);
  return fields;
}
