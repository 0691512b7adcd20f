import { describe, expect, it } from "vitest";
import { defaultLimits, keepTree, parse } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";

const text = (name: string) => `plugin ${name} { fn f(a) { return [[a, "{a}"]] } } # the end`;

describe("a kept tree", () => {
  it("answers for the same text under any path, and for no other", () => {
    const fresh = parse(new Source("a.aether", text("p")));
    keepTree(new Source("kept.aether", text("p")));
    const source = new Source("b.aether", text("p"));
    const found = parse(source);
    expect(found.source).toBe(source);
    expect(found.file).toEqual(fresh.file);
    expect(found.file).not.toBe(fresh.file);
    expect(parse(new Source("c.aether", text("p"))).file).toBe(found.file);
    const other = parse(new Source("b.aether", text("q"))).file.body[0];
    expect(other?.kind === "Plugin" && other.name.name).toBe("q");
  });

  it("does not answer where the limits are lower", () => {
    keepTree(new Source("kept.aether", text("deep")));
    const codes = (limits: Partial<typeof defaultLimits>) =>
      parse(new Source("a.aether", text("deep")), { ...defaultLimits, ...limits }).diagnostics.map(({ code }) => code);
    expect(codes({})).toEqual([]);
    expect(codes({ depth: 3 })).toEqual(["AE4002"]);
    expect(codes({ sourceBytes: 10 })).toEqual(["AE4001"]);
  });

  it("is not made of a text with findings", () => {
    keepTree(new Source("kept.aether", "let = 1"));
    const [first, second] = [1, 2].map(() => parse(new Source("a.aether", "let = 1")));
    expect(first!.diagnostics.length).toBeGreaterThan(0);
    expect(second!.file).not.toBe(first!.file);
  });
});
