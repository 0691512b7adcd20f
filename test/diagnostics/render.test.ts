import { describe, expect, it } from "vitest";
import { countFindings, renderReport } from "../../src/diagnostics/render.ts";
import { jsonDiagnostic } from "../../src/diagnostics/render-json.ts";
import { Source } from "../../src/text/source.ts";

function place(text: string, marked: string) {
  const start = text.indexOf(marked);
  return { source: new Source("a/b.aether", text), span: { start, end: start + marked.length } };
}

describe("a problem as text", () => {
  it("shows the code, the line with the expression underlined, the hint and the stack", () => {
    const text = "plugin a {\n  fn f(x) {\n    return x.id.name\n  }\n}\n";
    expect(
      renderReport({
        severity: "error",
        code: "AE2001",
        message: 'Cannot read "name" of `x.id`, because it is null.',
        place: place(text, "x.id.name"),
        help: "Use `?.` to get null instead.",
        stack: [
          { name: "a.f", path: "a/b.aether", line: 3, column: 12 },
          { name: "main.aether", path: "main.aether", line: 1, column: 1 },
        ],
      }),
    ).toBe(
      [
        'error[AE2001]: Cannot read "name" of `x.id`, because it is null.',
        "  --> a/b.aether:3:12",
        "   |",
        " 3 |     return x.id.name",
        "   |            ^^^^^^^^^",
        "  help: Use `?.` to get null instead.",
        "  stack:",
        "    at a.f (a/b.aether:3:12)",
        "    at main.aether (main.aether:1:1)",
        "",
      ].join("\n"),
    );
  });

  it("puts labels below their lines and leaves out the lines between", () => {
    const text = "let a = 1\n\n\nlet a = 2\n";
    const second = text.lastIndexOf("a");
    expect(
      renderReport({
        severity: "error",
        code: "AE3002",
        message: "`a` is declared twice.",
        place: { source: new Source("x.aether", text), span: { start: second, end: second + 1 } },
        labels: [{ span: { start: 4, end: 5 }, message: "first here" }],
      }),
    ).toBe(
      [
        "error[AE3002]: `a` is declared twice.",
        "  --> x.aether:4:5",
        "   |",
        " 1 | let a = 1",
        "   |     - first here",
        " ...",
        " 4 | let a = 2",
        "   |     ^",
        "",
      ].join("\n"),
    );
  });

  it("keeps marks under wide characters, tabs and at the end of the text", () => {
    expect(
      renderReport({ severity: "error", code: "AE1", message: "m", place: place('\tlet x = "日本" + oops', "oops") }),
    ).toContain(' 1 |   let x = "日本" + oops\n   |                    ^^^^\n');
    const source = new Source("x", "abc");
    expect(
      renderReport({ severity: "error", code: "AE1", message: "m", place: { source, span: { start: 3, end: 3 } } }),
    ).toContain(" 1 | abc\n   |    ^\n");
  });

  it("cuts very long lines around the place", () => {
    const text = `${"x".repeat(5000)} HERE ${"y".repeat(5000)}`;
    const shown = renderReport({ severity: "error", code: "AE1", message: "m", place: place(text, "HERE") });
    expect(Math.max(...shown.split("\n").map((line) => line.length))).toBeLessThan(125);
    const lines = shown.split("\n");
    expect(lines[3]!.slice(lines[4]!.indexOf("^"), lines[4]!.lastIndexOf("^") + 1)).toBe("HERE");
  });

  it("lets no control character through, in messages and in code", () => {
    const text = 'let a = "\u001b[31m\u0000" + b';
    const shown = renderReport({
      severity: "error",
      code: "AE1",
      message: "bad \u001b[0m thing",
      place: place(text, "b"),
    });
    expect(shown).toContain("bad ␛[0m thing");
    expect(shown).toContain('let a = "␛[31m␀" + b');
    expect(shown.includes("\u001b")).toBe(false);
  });

  it("colours only when asked", () => {
    const report = { severity: "warning", code: "AE3", message: "m" } as const;
    expect(renderReport(report, { color: true })).toBe("\u001b[33mwarning[AE3]\u001b[0m\u001b[1m: m\u001b[0m\n");
    expect(renderReport(report)).toBe("warning[AE3]: m\n");
  });

  it("names the type of a script's own error, and shortens a deep stack in the middle", () => {
    const stack = Array.from({ length: 40 }, (_, i) => ({ name: `f${i}`, path: "p", line: i + 1, column: 1 }));
    const shown = renderReport({ severity: "error", code: null, type: "Busy", message: "no", stack });
    expect(shown.split("\n")[0]).toBe("error (Busy): no");
    expect(shown).toContain("    at f11 (p:12:1)\n    … 24 more\n    at f36 (p:37:1)");
  });

  it("counts findings in words", () => {
    const of = (...severities: ("error" | "warning" | "info" | "hint")[]) =>
      countFindings(severities.map((severity) => ({ severity })));
    expect(of("error", "warning", "error")).toBe("2 errors, 1 warning");
    expect(of("hint", "info", "info")).toBe("2 info, 1 hint");
    expect(of()).toBe("");
  });
});

describe("a diagnostic as JSON", () => {
  it("has positions instead of offsets and every key", () => {
    const source = new Source("x.aether", "let a =\nb");
    expect(
      jsonDiagnostic(
        {
          code: "AE3001",
          severity: "error",
          message: "`b` is not declared here.",
          span: { start: 8, end: 9 },
          fixes: [{ title: "Declare it", edits: [{ span: { start: 0, end: 0 }, text: "let b = 1\n" }] }],
        },
        source,
      ),
    ).toEqual({
      code: "AE3001",
      severity: "error",
      message: "`b` is not declared here.",
      path: "x.aether",
      start: { line: 2, column: 1 },
      end: { line: 2, column: 2 },
      help: null,
      labels: [],
      fixes: [
        {
          title: "Declare it",
          edits: [{ start: { line: 1, column: 1 }, end: { line: 1, column: 1 }, text: "let b = 1\n" }],
        },
      ],
    });
  });
});
