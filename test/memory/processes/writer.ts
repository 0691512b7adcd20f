// A process that writes until it is killed and says on stdout, after each commit, which step is stored for good:
//   node writer.js PATH NAME
// Step n is one of: a record, three records in a transaction, or a patch of `counter-NAME`.
import { writeSync } from "node:fs";
import { openStore } from "../../../src/memory/open.ts";
import { fromPlain } from "../../../src/values/json.ts";
import type { ObjectValue } from "../../../src/values/types.ts";

const [path, name] = process.argv.slice(2) as [string, string];
const by = { plugin: null, run: name };
const store = openStore(path, { wait: 20_000 });
const object = (plain: object): ObjectValue => fromPlain(plain) as ObjectValue;

const counter = `counter-${name}`;
const last = store.get(counter)?.get("n");
let step = typeof last === "number" ? last : 0;
if (last === undefined) store.put(object({ id: counter, type: "counter", n: 0 }), by);

for (;;) {
  step += 1;
  const record = (part: string): ObjectValue =>
    object({ id: `${name}-${step}-${part}`, type: "step", step, part, text: "x".repeat((step * 7919) % 20_000) });
  store.begin();
  for (const part of step % 3 === 0 ? ["a", "b", "c"] : ["a"]) store.put(record(part), by);
  store.patch(counter, object({ n: step }), by);
  store.commit();
  // Outside the transaction, so that single statements are cut off too.
  store.put(object({ id: `${name}-single`, type: "single", step, text: "y".repeat(step % 5_000) }), by);
  writeSync(1, `${step}\n`);
}
