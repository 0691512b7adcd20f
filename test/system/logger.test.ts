import { describe, expect, it } from "vitest";
import { day, hour, minute, World } from "./world.ts";

const use = "use system/logger\n";

describe("logger", () => {
  it("stores an event, shows it, and returns its id", async () => {
    const world = new World();
    const ran = await world.run(`${use}
      let id = logger.log_event("disk_checked", { disk: "sda", free: 12 })
      let { session_id, ...entry } = get_memory(id)
      print(entry.id == id and session_id == get_session_id())
      print(entry.omit("id"))`);
    expect(ran.error).toBeUndefined();
    expect(ran.output.split("\n")).toEqual([
      "log info: ℹ️ [disk_checked] disk: sda, free: 12",
      "true",
      '{"type":"system_log","event_type":"disk_checked","level":"info","timestamp":"2025-07-07T12:00:00.000Z",' +
        '"data":{"disk":"sda","free":12},"source":"system_logger"}',
      "",
    ]);
  });

  it("has five levels with icons, accepts other spellings, and formats data", async () => {
    const world = new World();
    const ran = await world.run(`${use}
      for level in ["debug", "info", "warning", "error", "critical", "WARN", "Error", "loud", null] {
        logger.log_event("e", "text", level)
      }
      logger.log_event("none", null)
      logger.log_event("list", [1, 2])
      logger.log_warning("w", "careful", { disk: "sda" })
      logger.log_critical("c", "look at this")`);
    expect(ran.output.trimEnd().split("\n")).toEqual([
      "log debug: 🔍 [e] text",
      "log info: ℹ️ [e] text",
      "log warn: ⚠️ [e] text",
      "log error: ❌ [e] text",
      "log error: 🚨 [e] text",
      "log warn: ⚠️ [e] text",
      "log error: ❌ [e] text",
      "log info: ℹ️ [e] text",
      "log info: ℹ️ [e] text",
      "log info: ℹ️ [none] ",
      "log info: ℹ️ [list] [1,2]",
      "log warn: ⚠️ [w] careful (disk: sda)",
      "log error: 🚨 [c] look at this",
    ]);
    const levels = 'print(search_memory({ type: "system_log" }).map(entry => entry.level))';
    expect(await world.printed(levels)).toEqual([
      '["debug","info","warning","error","critical","warning","error","info","info","info","info","warning","critical"]',
    ]);
  });

  it("logs errors with message, type, stack and further fields", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      try {
        let agent = null
        agent.name
      } catch (e) {
        logger.log_error("failed", e, { agent_id: "core" })
      }
      logger.log_error("failed", "only text")
      logger.log_error("failed", null)
      for entry in search_memory({ event_type: "failed" }) {
        let { error_message, error_type, stack_trace, agent_id } = entry.data
        print([entry.level, error_message, error_type, stack_trace != null, agent_id])
      }`);
    expect(lines).toEqual([
      '["error","Cannot read \\"name\\" of `agent`, because it is null.","NullError",true,"core"]',
      '["error","only text","Error",false,null]',
      '["error","null","Error",false,null]',
    ]);
  });

  it("finds entries by type, newest first, within a time and a number", async () => {
    const world = new World();
    await world.run(`${use}logger.log_event("sync", { n: 1 })`);
    world.advance(30 * hour);
    await world.run(`${use}
      logger.log_event("sync", { n: 2 })
      logger.log_event("other", { n: 3 })
      logger.log_event("sync", { n: 4 })`);
    world.advance(minute);
    await world.run(`${use}logger.log_event("sync", { n: 5 })`);
    const lines = await world.printed(`${use}
      fn numbers(entries) { return entries.map(entry => entry.data.n) }
      print(numbers(logger.get_logs_by_type("sync")))
      print(numbers(logger.get_logs_by_type("sync", 2)))
      print(numbers(logger.get_logs_by_type("sync", 50, 48)))
      print(logger.get_logs_by_type("nothing", 1)[0])
      print(numbers(logger.get_logs_since(now() - 30)))
      print(numbers(logger.get_logs_since(now() - 1h)))`);
    expect(lines).toEqual(["[5,4,2]", "[5,4]", "[5,4,2,1]", "null", "[5]", "[5,4,3,2]"]);
  });

  it("finds entries by level, by query and by text", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      logger.log_event("a_started", { n: 1 })
      logger.log_warning("b_slow", "the disk is slow", { n: 2 })
      logger.log_error("c_failed", "the disk is full", { n: 3 })
      logger.log_critical("d_lost", "data lost", { n: 4 })
      logger.log_event("e_debug", { n: 5 }, "DEBUG")
      fn numbers(entries) { return entries.map(entry => entry.data.n) }
      print([numbers(logger.errors()), numbers(logger.warnings()), numbers(logger.critical())])
      print(numbers(logger.get_logs_by_level("debug")))
      print(numbers(logger.get_logs_by_level("WARN")))
      print(numbers(logger.search_logs({ "data.n_gt": 2 })))
      print(numbers(logger.search_logs({ "data.n_gt": 2 }, 2)))
      print(numbers(logger.search_logs("disk")))
      print(numbers(logger.search_logs("_lost")))`);
    expect(lines).toEqual(["[[3],[2],[4]]", "[5]", "[2]", "[5,4,3]", "[5,4]", "[3,2]", "[4]"]);
  });

  it("finds the entries a plugin caused", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      plugin worker {
        description: "Logs."
        memory_access: none
        fn work() {
          call system/logger.log_event("work_done", { n: 1 })
          [2].for_each(n => call system/logger.log_event("work_done", { n }))
        }
      }
      call worker.work()
      logger.log_event("plugin_failed", { plugin: "worker", n: 3 })
      logger.log_event("unrelated", { n: 4 })
      print(logger.get_plugin_logs("worker").map(entry => entry.data.n))
      print(logger.get_plugin_logs("worker", now() + 1))
      print(logger.get_plugin_logs("nobody"))`);
    expect(lines).toEqual(["[3,2,1]", "[]", "[]"]);
  });

  it("measures health: 20 for a critical entry, 10 for an error, 3 for a warning, never below 0", async () => {
    const world = new World();
    const metrics = "print(logger.get_system_health_metrics())";
    expect(await world.printed(use + metrics)).toEqual([
      '{"total_events":0,"critical_count":0,"error_count":0,"warning_count":0,"most_common_events":[],' +
        '"health_score":100,"window_hours":24}',
    ]);
    await world.run(`${use}logger.log_critical("old", "long ago")`);
    world.advance(25 * hour);
    await world.run(`${use}
      logger.log_event("sync", 1)
      logger.log_event("sync", 2)
      logger.log_warning("slow", "w")
      logger.log_error("failed", "e")
      logger.log_critical("lost", "c")`);
    expect(await world.printed(use + metrics)).toEqual([
      '{"total_events":5,"critical_count":1,"error_count":1,"warning_count":1,"most_common_events":' +
        '[["sync",2],["lost",1],["failed",1],["slow",1]],"health_score":67,"window_hours":24}',
    ]);
    await world.run(`${use}for i in range(10) { logger.log_critical("lost", "c") }`);
    expect(await world.printed(`${use}print(logger.get_system_health_metrics(1).health_score)`)).toEqual(["0"]);
  });

  it("removes entries that are too old for their level", async () => {
    const world = new World();
    await world.run(`
      for level in ["debug", "info", "warning", "error", "critical"] {
        for days in [0.5, 2, 8, 29, 31] {
          store_memory({ type: "system_log", event_type: "e", level, timestamp: now() - days * 1d, data: days })
        }
      }
      store_memory({ type: "note", id: "kept", timestamp: now() - 1000d })`);
    const ran = await world.runSystem("logger");
    expect(ran.result).toBe("Log clean-up removed 10 expired and 0 surplus entries.");
    const left = `
      for level in ["debug", "info", "warning", "error", "critical"] {
        print("{level} {search_memory({ type: "system_log", level }).map(entry => entry.data)}")
      }
      print(get_memory("kept") != null)`;
    expect(await world.printed(left)).toEqual([
      "debug [0.5]",
      "info [0.5,2]",
      "warning [0.5,2,8,29]",
      "error [0.5,2,8,29]",
      "critical [0.5,2,8,29]",
      "true",
    ]);
  });

  it("removes the oldest entries above the largest number", async () => {
    const world = new World();
    await world.run(`
      for n in range(1200) {
        store_memory({ type: "system_log", event_type: "e", level: "error", timestamp: now() - n, data: n })
      }`);
    const ran = await world.runSystem("logger", { config: { max_log_entries: 5 } });
    expect(ran.result).toBe("Log clean-up removed 0 expired and 1195 surplus entries.");
    expect(await world.printed('print(search_memory({ type: "system_log" }).map(entry => entry.data))')).toEqual([
      "[0,1,2,3,4]",
    ]);
    world.advance(40 * day);
    const later = await world.runSystem("logger");
    expect(later.result).toBe("Log clean-up removed 5 expired and 0 surplus entries.");
  });
});
