import { expression } from "./expressions.ts";
import { statements } from "./statements.ts";
import { noteOf, type Type } from "./types.ts";
import { block, indented, type Writer } from "./writer.ts";

const paramTypes: readonly Type[] = ["number", "string", "numbers", "record"];

/** A function; calls of it are written from here on. Functions in blocks are only visible there, so they stay unknown. */
export function declaration(w: Writer, depth: number, prefixes: readonly string[] | null = null): string {
  const name = w.fresh("f");
  const params = w.several(0, 2, () => w.pick(paramTypes));
  const result = w.pick<Type>(["number", "string", "boolean", "numbers", "strings", "record"]);
  const text = w.inFunction(result, () => {
    const written = params.map((type, index) => {
      const param = w.fresh("p");
      const note = w.chance(30) ? `: ${noteOf(type)}` : "";
      const fallback = index === params.length - 1 && w.chance(30) ? ` = ${expression(w, type, 0)}` : "";
      w.declare(param, type);
      return `${param}${note}${fallback}`;
    });
    if (w.chance(20)) written.push(`...${w.fresh("rest")}`);
    const note = w.chance(20) ? `: ${noteOf(result)}` : "";
    const body = [...statements(w, w.below(3), depth - 1), `return ${expression(w, result, 2)}`];
    return `fn ${name}(${written.join(", ")})${note} ${block(body)}`;
  });
  if (prefixes) w.functions.push({ name, params, result, prefixes });
  return text;
}

/** A function that calls itself a few times. */
export function recursion(w: Writer): string {
  const name = w.fresh("sum_to");
  w.functions.push({ name: `${name}`, params: [], result: "number", prefixes: [""] });
  return `fn ${name}(n = 5) {\n  if n <= 0 { return 0 }\n  return n + ${name}(n - 1)\n}`;
}

/** A plugin with headers, state, handlers and functions. */
export function plugin(w: Writer, name: string): string {
  const members = [
    w.chance(50) ? 'description: "A plugin {made} to test"' : "",
    w.chance(30) ? 'version: "1.0.0"\nauthor: "fuzz"' : "",
    w.chance(40) ? `memory_access: ${w.pick(["read-write", "read-only", "write-only", "none"])}` : "",
    w.chance(30)
      ? `schedule: ${w.pick(["every 30 minutes", "hourly", 'daily at "02:00" missed once', 'weekly on "Monday at 18:00"', 'cron "0 3 * * *" timezone "Europe/Paris" overlap skip', "every 5m"])}`
      : "",
    w.chance(30) ? 'tags: [os, "two words", sync-agents]' : "",
    'config: { limit: 3, name: "n{1}", deep: {on: true} }',
    "state: { runs: 0, seen: [] }",
    w.chance(20) ? 'on_start { log "start" }\non_message(msg) { return msg }' : "",
    w.chance(20)
      ? `test "adds" { assert 1 + 1 == 2 }\ntest "table" for {a, b} in [{a: 1, b: 1}] { assert a == b }`
      : "",
    w.chance(10) ? 'on created where event.id == "x" { log "created" }' : "",
  ].filter((member) => member !== "");
  const helpers = w.several(0, 2, () => w.scoped(() => declaration(w, 2, ["", "call "])));
  const handler = w.inFunction("any", () => {
    const use = ["state.runs += config.limit", "print(config.name, state.runs, this == null)"];
    const body = [...use, ...statements(w, 3 + w.below(6), 3), `return ${expression(w, "any", 1)}`];
    return `on_run ${block(body)}`;
  });
  for (const helper of helpers) if (helper) w.functions.pop();
  return `plugin ${name} {\n${indented([...members, handler, ...helpers].join("\n\n"))}\n}`;
}

/** Declarations that this version of the language only reads. */
export function rarity(w: Writer): string {
  return w.pick([
    `agent scout extends base {\n  description: "An agent"\n  role: "scout"\n  on_run { return 1 }\n}`,
    'agent keeper {\n  on created where event.n > 1 { log "seen" }\n}',
    'on created { log "seen" }',
    'test "numbers" { assert 1 < 2 }',
    'test "table" for case in [{a: 1}] { assert case.a == 1 }',
  ]);
}
