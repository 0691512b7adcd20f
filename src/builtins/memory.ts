import type { Callable, Value } from "../values/types.ts";
import { fails, gives, performed } from "./build.ts";
import type { BuiltinContext, CallingBuiltin, Task } from "./declare.ts";
import { signature } from "./signature.ts";
import { once } from "./tasks.ts";

/** The memory of agents: typed JSON records with one id space. */
export const memory = [
  performed(
    "store_memory(record: object) -> string",
    "memory.write",
    "Stores a record, or replaces the one with the same id; sets `id` when it is absent and answers it. Another `type` under the same id is an error.",
    [
      gives('store_memory({type: "note", id: "n1", text: "hello"})', "n1"),
      gives('let note = {type: "note"}\nstore_memory(note) == note.id', "true"),
      fails('store_memory({type: "note", act: x => x})', "AE2124"),
    ],
  ),
  performed(
    "get_memory(id: string | number) -> object | null",
    "memory.read",
    "A detached copy of the record with this id, or null.",
    [
      gives('store_memory({type: "note", id: 7})\nget_memory(7).type', "note"),
      gives('get_memory("nothing here")', "null"),
    ],
  ),
  performed(
    "delete_memory(id: string | number) -> boolean",
    "memory.write",
    "Deletes a record; false when there was none.",
    [
      fails("delete_memory(null)", "AE2150"),
      gives('store_memory({id: "a"})\n[delete_memory("a"), delete_memory("a")]', "[true,false]"),
    ],
  ),
  performed("delete_memory_entry(id: string | number) -> boolean", "memory.write", "The same as `delete_memory`.", [
    gives('store_memory({id: "a"})\ndelete_memory_entry("a")', "true"),
    gives('delete_memory_entry("nothing here")', "false"),
  ]),
  performed(
    "search_memory(query: object, options?: object) -> list<object>",
    "memory.read",
    'Detached copies of the records that match a query, in order of insertion unless `sort_by` says otherwise. Options: `limit`, `offset`, `sort_by` (a field, or a list of fields), `sort_order` (`"asc"` or `"desc"`, or a list of them).',
    [
      gives(
        'store_memory({type: "n", v: 1})\nstore_memory({type: "n", v: 5})\nsearch_memory({type: "n", v_gt: 2}).map(r => r.v)',
        "[5]",
      ),
      gives(
        'for n in [1, 2, 3] { store_memory({type: "n", odd: n % 2 == 1, n}) }\nsearch_memory({type: "n"}, {sort_by: ["odd", "n"], sort_order: ["asc", "desc"]}).map(r => r.n)',
        "[2,3,1]",
      ),
      gives('search_memory({type: "nothing"})', "[]"),
    ],
  ),
  performed(
    "search_memory_one(query: object) -> object | null",
    "memory.read",
    "The first record that matches a query, or null.",
    [
      gives('store_memory({type: "agent", id: "core"})\nsearch_memory_one({type: "agent"}).id', "core"),
      gives('search_memory_one({id: "nothing here"})', "null"),
    ],
  ),
  performed("count_memory(query: object) -> number", "memory.read", "How many records match a query.", [
    gives('store_memory({type: "n"})\ncount_memory({type: "n"})', "1"),
    gives('count_memory({type: "nothing"})', "0"),
  ]),
  performed(
    "update_memory(id: string | number, patch: object, options?: object) -> boolean",
    "memory.write",
    "Merges a patch shallowly into a record and answers whether there was one; it never creates a record. With `{if_version: n}` it fails (AE6006) and changes nothing when the record has another version by now.",
    [
      gives('store_memory({id: "a", n: 1})\nupdate_memory("a", {n: 2})\nget_memory("a").n', "2"),
      gives('update_memory("nothing here", {n: 1})', "false"),
      gives(
        'store_memory({id: "a", n: 1})\nlet seen = memory_info("a").version\nupdate_memory("a", {n: get_memory("a").n + 1}, {if_version: seen})\nmemory_info("a").version',
        "2",
      ),
      fails('store_memory({id: "a"})\nupdate_memory("a", {n: 1}, {if_version: 7})', "AE6006"),
    ],
  ),
  performed(
    "memory_info(id: string | number) -> object | null",
    "memory.read",
    "What is known about a record besides its fields: `id`, `type`, `created`, `updated` and `version`; null when there is no such record.",
    [gives('store_memory({id: "a"})\nmemory_info("a").version', "1"), gives('memory_info("nothing here")', "null")],
  ),
];

/** Runs a function between begin and commit; whatever it throws rolls back. */
class Transaction implements Task {
  readonly receiver = null;
  readonly args = [];
  private readonly body: Task;
  private begun = false;
  private ended = false;

  constructor(
    readonly callee: Callable,
    private readonly context: BuiltinContext,
  ) {
    this.body = once(callee, null, []);
  }

  next(): boolean {
    if (!this.begun) {
      this.context.perform("memory.begin", []);
      this.begun = true;
    }
    return this.body.next();
  }

  feed(result: Value): void {
    this.body.feed(result);
    // A commit that fails has undone the transaction itself: nothing is left to roll back.
    this.ended = true;
    this.context.perform("memory.commit", []);
  }

  failed(): void {
    const open = this.begun && !this.ended;
    this.ended = true;
    if (open) this.context.perform("memory.rollback", []);
  }

  result(): Value {
    return this.body.result();
  }
}

/** `transaction(fn)` */
export const transaction: CallingBuiltin = {
  ...signature("transaction(body: function) -> any"),
  form: "calling",
  effect: "memory.transaction",
  doc: "Calls a function and keeps all changes it makes to memory, or none of them when it throws. Answers the function's result.",
  examples: [
    gives('transaction(() => { store_memory({id: "a"})\nreturn 5 })', "5"),
    gives('try { transaction(() => { store_memory({id: "b"})\nthrow "no" }) } catch { }\nget_memory("b")', "null"),
  ],
  start: (context, [body]) => new Transaction(body as Callable, context),
};
