// Adds 1 to one counter again and again, each time in a transaction that reads it first:
//   node adder.js PATH TIMES
import { openStore } from "../../../src/memory/open.ts";
import { ObjectValue } from "../../../src/values/types.ts";

const [path, times] = process.argv.slice(2) as [string, string];
const by = { plugin: null, run: "adder" };
const store = openStore(path, { wait: 30_000 });
for (let i = 0; i < Number(times); i++) {
  store.begin();
  const found = store.get("sum")?.get("n");
  store.put(
    new ObjectValue([
      ["id", "sum"],
      ["n", (typeof found === "number" ? found : 0) + 1],
    ]),
    by,
  );
  store.commit();
}
store.close();
