// Makes many kinds of changes, one after the other, and says on stdout which of them became lasting, as JSON:
//   node changer.js PATH NAME TIMES
import { writeSync } from "node:fs";
import { openStore } from "../../../src/memory/open.ts";
import { fromPlain } from "../../../src/values/json.ts";
import type { ObjectValue } from "../../../src/values/types.ts";

const [path, name, times] = process.argv.slice(2) as [string, string, string];
const by = { plugin: null, run: name };
const store = openStore(path, { wait: 30_000 });
const object = (plain: object): ObjectValue => fromPlain(plain) as ObjectValue;
const made: string[] = [];

for (let i = 0; i < Number(times); i++) {
  const id = `${name}-${i}`;
  const before = `${name}-${i - 1}`;
  store.put(object({ id, n: i }), by);
  made.push(`insert ${id}`);
  // Several changes that become lasting at once, among them one that all processes make to the same record.
  store.begin();
  store.patch("shared", object({ [name]: i }), by);
  store.put(object({ id: `${id}-twin` }), by);
  store.put(object({ id, n: -i }), by);
  store.commit();
  made.push("patch shared", `insert ${id}-twin`, `replace ${id}`);
  // Numbers that were given and taken back.
  store.begin();
  store.put(object({ id: `${id}-never` }), by);
  store.patch(id, object({ never: true }), by);
  store.rollback();
  if (i > 0 && i % 3 === 0) {
    store.delete(before, by);
    made.push(`delete ${before}`);
  }
}
store.close();
writeSync(1, JSON.stringify(made));
