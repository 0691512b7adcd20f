import { parsePatchOptions } from "../../memory/patch-options.ts";
import type { Maybe, RecordInfo } from "../../memory/store.ts";
import { print } from "../../values/print.ts";
import { ObjectValue, type Value } from "../../values/types.ts";
import { actorOf, type Perform } from "../context.ts";

export const memoryEffects = {
  store_memory(run, effect) {
    const record = effect.args[0] as ObjectValue;
    return after(run.memory.get().put(record, actorOf(run, effect)), (id) => {
      // Only an absent id is filled in; `id: null` counts as absent, and a read-only object stays as it is.
      if ((record.get("id") ?? null) === null && !record.readOnly) record.set("id", id);
      return id;
    });
  },
  get_memory: (run, { args }) => run.memory.get().get(idText(args[0])),
  delete_memory: (run, effect) => run.memory.get().delete(idText(effect.args[0]), actorOf(run, effect)),
  delete_memory_entry: (run, effect) => run.memory.get().delete(idText(effect.args[0]), actorOf(run, effect)),
  update_memory(run, effect) {
    const [id, patch, options] = effect.args;
    const conditions = parsePatchOptions((options ?? null) as ObjectValue | null);
    return run.memory.get().patch(idText(id), patch as ObjectValue, actorOf(run, effect), conditions);
  },
  search_memory: (run, { args }) =>
    run.memory.get().find(args[0] as ObjectValue, (args[1] ?? undefined) as ObjectValue | undefined),
  search_memory_one: (run, { args }) =>
    after(run.memory.get().find(args[0] as ObjectValue, new ObjectValue([["limit", 1]])), (found) => found[0] ?? null),
  count_memory: (run, { args }) => run.memory.get().count(args[0] as ObjectValue),
  memory_info: (run, { args }) => after(run.memory.get().info(idText(args[0])), infoValue),
  "memory.begin": (run) => after(run.memory.get().begin(), nothing),
  "memory.commit": (run) => after(run.memory.get().commit(), nothing),
  "memory.rollback": (run) => after(run.memory.get().rollback(), nothing),
} satisfies Record<string, Perform>;

function after<A>(value: Maybe<A>, then: (value: A) => Value): Maybe<Value> {
  return value instanceof Promise ? value.then(then) : then(value);
}

function nothing(): null {
  return null;
}

/** Ids are text; numbers are converted. */
function idText(value: Value | undefined): string {
  return print(value ?? null);
}

function infoValue(info: RecordInfo | null): Value {
  if (info === null) return null;
  return new ObjectValue([
    ["id", info.id],
    ["type", info.type],
    ["created", info.created],
    ["updated", info.updated],
    ["version", info.version],
  ]);
}
