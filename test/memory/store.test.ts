import { join } from "node:path";
import type { Store } from "../../src/memory/store.ts";
import { describeStore } from "./conformance.ts";
import { folder, store } from "./support.ts";

describeStore("SQLite in memory", () => store());
describeStore("SQLite in a file", () => store(join(folder(), "memory.db")));
describeStore("a store that answers later", () => later(store()));

/** The same store behind promises, as one over a network would be. */
function later(inner: Store): Store {
  return new Proxy(inner, {
    get(target, name) {
      if (name === "synchronous") return false;
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function" || name === "scan")
        return typeof member === "function" ? member.bind(target) : member;
      return async (...args: unknown[]): Promise<unknown> => {
        await new Promise((done) => setImmediate(done));
        return Reflect.apply(member, target, args) as unknown;
      };
    },
  });
}
