import { describe, expect, it } from "vitest";
import { type LogFormat, LogWriter } from "../../src/runtime/log.ts";
import { type LogEntry, MeteredOutput } from "../../src/runtime/output.ts";
import { Aborted } from "../../src/values/thrown.ts";
import { ObjectValue, type Value } from "../../src/values/types.ts";

const entry: LogEntry = {
  level: "info",
  message: "Agent core_agent created",
  plugin: "agent_sync",
  time: Date.UTC(2025, 6, 7, 15, 4, 5, 678),
  session: "s-1",
};

function written(format: LogFormat, entries: readonly Partial<LogEntry>[], color = false): string {
  let text = "";
  const writer = new LogWriter({ format, color, write: (line) => (text += line) });
  for (const one of entries) writer.log({ ...entry, ...one });
  return text;
}

describe("log lines", () => {
  it("for people", () => {
    expect(
      written("pretty", [{}, { level: "warn", plugin: null, message: "two\nlines" }, { level: "debug", message: "" }]),
    ).toBe(
      [
        "15:04:05.678 info  agent_sync: Agent core_agent created",
        "15:04:05.678 warn  two",
        "             lines",
        "15:04:05.678 debug agent_sync: ",
        "",
      ].join("\n"),
    );
  });

  it("as one JSON object a line", () => {
    const data = new ObjectValue([["id", "core_agent"]]);
    const lines = written("json", [{}, { level: "error", data, message: '{"id":"core_agent"}' }]).split("\n");
    expect(lines.slice(0, 2).map((line) => JSON.parse(line))).toEqual([
      {
        level: "info",
        time: "2025-07-07T15:04:05.678Z",
        session: "s-1",
        plugin: "agent_sync",
        message: "Agent core_agent created",
      },
      {
        level: "error",
        time: "2025-07-07T15:04:05.678Z",
        session: "s-1",
        plugin: "agent_sync",
        data: { id: "core_agent" },
        message: '{"id":"core_agent"}',
      },
    ]);
    expect(lines.length).toBe(3);
  });

  it("hold no control characters, and data without a JSON form is left out", () => {
    expect(written("pretty", [{ message: "\u001b[31mred" }])).toContain("␛[31mred");
    const ring = new ObjectValue();
    ring.set("self", ring as Value);
    expect(JSON.parse(written("json", [{ data: ring, message: "ring" }]))).not.toHaveProperty("data");
  });

  it("are coloured when asked", () => {
    expect(written("pretty", [{ level: "error" }], true)).toContain("\u001b[31merror\u001b[0m");
  });
});

describe("the output limit", () => {
  const lines: string[] = [];
  const target = { print: (text: string) => lines.push(text), log: (one: LogEntry) => lines.push(one.message) };

  it("counts bytes of print and log, line breaks included", () => {
    const output = new MeteredOutput(target, 20);
    output.print("äöü€😀"); // 2 + 2 + 2 + 3 + 4, and the line break
    output.log({ ...entry, message: "12345" });
    expect(lines).toEqual(["äöü€😀", "12345"]);
    expect(() => output.print("")).toThrow(
      expect.objectContaining({ error: expect.objectContaining({ code: "AE4201" }) }),
    );
    expect(lines.length).toBe(2);
  });

  it("is no error a script could catch", () => {
    let thrown: unknown;
    try {
      new MeteredOutput(target, 3).print("long");
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(Aborted);
  });
});
