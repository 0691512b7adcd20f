import { describe, expect, it } from "vitest";
import type { Builtin, ConstantBuiltin } from "../../src/builtins/declare.ts";
import { registry } from "../../src/builtins/registry.ts";
import { runSource } from "../support/run.ts";

const declared = new Set<Builtin | ConstantBuiltin>([
  ...registry.globals.values(),
  ...registry.classes.values(),
  ...[...registry.namespaces.values(), ...registry.methods.values()].flatMap((group) => [...group.values()]),
]);

const examples = [...declared].flatMap((entry) =>
  entry.examples.map((example) => [`${entry.name}: ${example.code}`, example] as const),
);

describe("every example of a built-in", () => {
  it.each(examples)("%s", async (_, example) => {
    const { result, error } = await runSource(example.code, { script: true });
    expect(error?.code ?? result).toBe(example.error ?? example.result);
  });
});
