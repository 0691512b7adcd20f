import { describe, expect, it } from "vitest";
import { errorProperty, stackText, thrownError } from "../../src/values/error.ts";
import { print } from "../../src/values/print.ts";
import { errorValue } from "../../src/values/thrown.ts";
import { ErrorValue, type Value } from "../../src/values/types.ts";
import { object } from "./support.ts";

/** The readable fields of the error for a thrown value. */
function fields(thrown: Value): string {
  const error = thrownError(thrown);
  const read = (name: string) => {
    const value = errorProperty(error, name);
    return value === undefined ? "missing" : print([value]).slice(1, -1);
  };
  return ["message", "type", "code", "data", "hint"].map((name) => `${name}=${read(name)}`).join(" ");
}

describe("thrownError", () => {
  const table: [string, Value, string][] = [
    ["a text", "no disk", 'message="no disk" type="Error" code=null data="no disk" hint=null'],
    ["a list", [1, 2], 'message="[1,2]" type="Error" code=null data=[1,2] hint=null'],
    ["null", null, 'message="null" type="Error" code=null data=null hint=null'],
    [
      "an object",
      object({ message: "no", type: "NotFound", code: 404 }),
      'message="no" type="NotFound" code=404 data={"message":"no","type":"NotFound","code":404} hint=null',
    ],
    [
      "an object without a message",
      object({ id: 5 }),
      'message="{\\"id\\":5}" type="Error" code=null data={"id":5} hint=null',
    ],
    ["an error", new ErrorValue("no"), 'message="no" type="Error" code=null data=null hint=null'],
    [
      "an error of the language",
      errorValue("AE2115"),
      'message="Cannot change this list: it is read-only." type="ReadOnlyError" code="AE2115" data=null hint="Change a copy instead: `[...list]`."',
    ],
  ];
  it.each(table)("%s", (_, thrown, expected) => {
    expect(fields(thrown)).toBe(expected);
  });

  it("keeps an error the same", () => {
    const error = new ErrorValue("no");
    expect(thrownError(error)).toBe(error);
  });
});

describe("errorProperty", () => {
  it("reads fields of a thrown object, but its own stack, span and data", () => {
    const error = thrownError(object({ id: 5, stack: "mine", data: 1 }));
    expect(print([errorProperty(error, "id")!, errorProperty(error, "stack")!])).toBe('[5,""]');
    expect(print(errorProperty(error, "data")!)).toBe('{"id":5,"stack":"mine","data":1}');
    expect(errorProperty(error, "constructor")).toBe(undefined);
  });

  it("shows stack and span once located", () => {
    const error = new ErrorValue("no");
    expect(errorProperty(error, "span")).toBe(null);
    error.place = { path: "a.aether", span: { start: 3, end: 9 } };
    error.stack = [
      { name: "agents.find", path: "system/agents.aether", line: 12, column: 5 },
      { name: "a.aether", path: "a.aether", line: 1, column: 1 },
    ];
    expect(print(errorProperty(error, "span")!)).toBe('{"path":"a.aether","start":3,"end":9}');
    expect(stackText(error.stack)).toBe("at agents.find (system/agents.aether:12:5)\nat a.aether (a.aether:1:1)");
  });
});
