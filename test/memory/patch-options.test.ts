import { describe, expect, it } from "vitest";
import { parsePatchOptions } from "../../src/memory/patch-options.ts";
import { failure, object } from "./support.ts";

describe("options of update_memory", () => {
  it("are a version, or nothing", () => {
    expect(parsePatchOptions(object({ if_version: 3 }))).toEqual({ ifVersion: 3 });
    for (const none of [null, object({}), object({ if_version: null })]) expect(parsePatchOptions(none)).toEqual({});
  });

  it("are refused when they cannot be meant", async () => {
    for (const [value, given] of [
      [0, "the number 0"],
      [1.5, "the number 1.5"],
      ["1", 'text "1"'],
      [true, "true"],
    ] as const) {
      expect(await failure(() => parsePatchOptions(object({ if_version: value })))).toBe(
        `AE6007: The option \`if_version\` of update_memory must be a version, which is a whole number from 1 on, not ${given}.`,
      );
    }
    expect(await failure(() => parsePatchOptions(object({ if_versoin: 1 })))).toBe(
      "AE6008: There is no option `if_versoin` of update_memory. Did you mean `if_version`?",
    );
  });
});
