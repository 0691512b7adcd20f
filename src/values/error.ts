import { print } from "./print.ts";
import { ErrorValue, ObjectValue, type StackFrame, type Value } from "./types.ts";

/**
 * The error value for a thrown value: an error is itself; an object is `data` and gives `message` and `type` where they
 * are text; anything else is `data`, its printed form `message`.
 */
export function thrownError(value: Value): ErrorValue {
  if (value instanceof ErrorValue) return value;
  if (!(value instanceof ObjectValue)) return new ErrorValue(print(value), "Error", null, value);
  const message = value.get("message");
  const type = value.get("type");
  return new ErrorValue(
    typeof message === "string" ? message : print(value),
    typeof type === "string" && type !== "" ? type : "Error",
    null,
    value,
  );
}

/** The script stack as text, one line per frame, innermost first: `at agents.find (system/agents.aether:12:5)`. */
export function stackText(stack: readonly StackFrame[]): string {
  return stack.map((frame) => `at ${frame.name} (${frame.path}:${frame.line}:${frame.column})`).join("\n");
}

/**
 * A property of an error as scripts read it. The fields of a thrown object are readable on the error; `data`, `stack`,
 * `span` and `hint` always mean the error's own. Undefined when there is no such property.
 */
export function errorProperty(error: ErrorValue, name: string): Value | undefined {
  switch (name) {
    case "data":
      return error.data;
    case "stack":
      return stackText(error.stack);
    case "span":
      return spanOf(error);
    case "hint":
      return error.help;
  }
  const field = error.data instanceof ObjectValue ? error.data.get(name) : undefined;
  if (field !== undefined) return field;
  switch (name) {
    case "message":
      return error.message;
    case "type":
    case "name":
      return error.type;
    case "code":
      return error.code;
  }
  return undefined;
}

function spanOf(error: ErrorValue): Value {
  if (error.place === null) return null;
  const { path, span } = error.place;
  return new ObjectValue([
    ["path", path],
    ["start", span.start],
    ["end", span.end],
  ]);
}
