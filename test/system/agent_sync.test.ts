import { describe, expect, it } from "vitest";
import type { RunSourceOptions } from "../support/run.ts";
import { hour, World } from "./world.ts";

/** Everything about the agents, one line each. */
const agents = `
for agent in search_memory({ type: "agent" }) {
  print("{agent.id} {agent.role} {agent.plugins.join("+")} {agent.status} {agent.health} {agent.last_activity}")
}`;

/** The events logged since the last call, in the order they were written, with what matters about them. */
const events = `
for entry in search_memory({ type: "system_log", seen: null }) {
  print("{entry.level} {entry.event_type} {entry.data.id or entry.data.plugin or ""}".trim())
  update_memory(entry.id, { seen: true })
}`;

/** Events that are about agents, not about plugins or the run as a whole. */
async function agentEvents(world: World): Promise<string[]> {
  return (await world.printed(events)).filter((line) => !/agent_plugin_unknown|agent_sync_complete/.test(line));
}

async function sync(world: World, options: RunSourceOptions = {}): Promise<void> {
  const ran = await world.runSystem("agent_sync", options);
  expect(ran.error).toBeUndefined();
  expect(ran.result).toBe("Agent sync complete.");
}

async function counts(world: World): Promise<string> {
  const [line] = await world.printed(`
    let { duration, ...counts } = call system/logger.get_logs_by_type("agent_sync_complete", 1)[0].data
    print("{counts} {typeof(duration)}")`);
  return line!;
}

describe("agent_sync", () => {
  it("creates the expected agents in an empty memory", async () => {
    const world = new World();
    await sync(world);
    expect(await world.printed(agents)).toEqual([
      "core_agent core goal_autopilot+memory_cleanser active healthy 2025-07-07T12:00:00.000Z",
      "escalation_mgr escalator goal_autopilot+logger active healthy 2025-07-07T12:00:00.000Z",
      "reflection_ai reflector summarizer_plugin active healthy 2025-07-07T12:00:00.000Z",
    ]);
    expect(await agentEvents(world)).toEqual([
      "info agent_created core_agent",
      "info agent_created escalation_mgr",
      "info agent_created reflection_ai",
    ]);
    expect(await counts(world)).toBe('{"created":3,"updated":0,"unchanged":0,"missing":0,"failed":0} number');
  });

  it("stores exactly the fields of an agent record", async () => {
    const world = new World();
    await sync(world);
    expect(await world.printed('print(get_memory("core_agent"))')).toEqual([
      '{"type":"agent","id":"core_agent","role":"core","plugins":["goal_autopilot","memory_cleanser"],' +
        '"created":"2025-07-07T12:00:00.000Z","status":"active","health":"healthy","current_tasks":[],' +
        '"last_activity":"2025-07-07T12:00:00.000Z"}',
    ]);
  });

  it("changes no agent the second time", async () => {
    const world = new World();
    await sync(world);
    const before = await world.printed(agents);
    await world.printed(events);
    const versions = 'for a in search_memory({ type: "agent" }) { print("{a.id} {memory_info(a.id).version}") }';
    const versionsBefore = await world.printed(versions);
    world.advance(hour);
    await sync(world);
    expect(await world.printed(agents)).toEqual(before);
    expect(await world.printed(versions)).toEqual(versionsBefore);
    expect(await agentEvents(world)).toEqual([]);
    expect(await counts(world)).toBe('{"created":0,"updated":0,"unchanged":3,"missing":0,"failed":0} number');
  });

  it("mends exactly what differs", async () => {
    const world = new World();
    await sync(world);
    await world.printed(events);
    await world.printed(`
      update_memory("core_agent", { role: "janitor" })
      update_memory("escalation_mgr", { plugins: ["logger", "added_by_hand"] })
      delete_memory("reflection_ai")`);
    world.advance(hour);
    await sync(world);
    expect(await agentEvents(world)).toEqual([
      "info agent_role_updated core_agent",
      "info agent_plugins_synced escalation_mgr",
      "info agent_created reflection_ai",
    ]);
    expect(await world.printed(agents)).toEqual([
      "core_agent core goal_autopilot+memory_cleanser active healthy 2025-07-07T13:00:00.000Z",
      "escalation_mgr escalator goal_autopilot+logger+added_by_hand active healthy 2025-07-07T13:00:00.000Z",
      "reflection_ai reflector summarizer_plugin active healthy 2025-07-07T13:00:00.000Z",
    ]);
    expect(await counts(world)).toBe('{"created":1,"updated":2,"unchanged":0,"missing":0,"failed":0} number');
  });

  it("leaves plugins alone that were added by hand, unless told to be exact", async () => {
    const world = new World();
    await sync(world);
    await world.printed(events);
    await world.printed(
      'update_memory("core_agent", { plugins: ["goal_autopilot", "memory_cleanser", "added_by_hand"] })',
    );
    await sync(world);
    expect(await agentEvents(world)).toEqual([]);
    await sync(world, { config: { sync_plugins_exact: true } });
    expect(await agentEvents(world)).toEqual(["info agent_plugins_synced core_agent"]);
    expect(await world.printed('print(get_memory("core_agent").plugins)')).toEqual([
      '["goal_autopilot","memory_cleanser"]',
    ]);
  });

  it("only reports a missing agent when it must not create one", async () => {
    const world = new World();
    await sync(world, { config: { allow_agent_regeneration: false } });
    expect(await world.printed(agents)).toEqual([]);
    expect(await agentEvents(world)).toEqual([
      "warning agent_missing core_agent",
      "warning agent_missing escalation_mgr",
      "warning agent_missing reflection_ai",
    ]);
    expect(await counts(world)).toBe('{"created":0,"updated":0,"unchanged":0,"missing":3,"failed":0} number');
  });

  it("leaves roles alone when told to", async () => {
    const world = new World();
    await sync(world);
    await world.printed(events);
    await world.printed('update_memory("core_agent", { role: "janitor" })');
    await sync(world, { config: { sync_roles: false } });
    expect(await agentEvents(world)).toEqual([]);
    expect(await world.printed('print(get_memory("core_agent").role)')).toEqual(["janitor"]);
  });

  it("logs only problems when told to", async () => {
    const world = new World();
    await sync(world, { config: { log_all_actions: false } });
    expect(await agentEvents(world)).toEqual([]);
    expect(await counts(world)).toBe('{"created":3,"updated":0,"unchanged":0,"missing":0,"failed":0} number');
  });

  it("warns once in a run about each plugin that does not exist", async () => {
    const world = new World();
    await world.printed('store_memory({ type: "agent", id: "mine", role: "own", plugins: ["no_such", "utils"] })');
    await sync(world);
    const warnings = `
      for entry in call system/logger.get_logs_by_type("agent_plugin_unknown") {
        print("{entry.level} {entry.data.plugin} {entry.data.agents}")
      }`;
    const lines = await world.printed(warnings);
    expect(lines).toContain('warning no_such ["mine"]');
    expect(lines.filter((line) => line.includes("logger") || line.includes("utils"))).toEqual([]);
    expect(new Set(lines).size).toBe(lines.length);
    await sync(world);
    expect((await world.printed(warnings)).filter((line) => line.includes("no_such"))).toHaveLength(2);
  });

  it("goes on with the other agents when a role cannot be changed", async () => {
    const world = new World();
    await sync(world);
    await world.printed(events);
    await world.printed(`
      update_memory("core_agent", { role: "janitor", plugins: [] })
      update_memory("reflection_ai", { role: "poet" })`);
    await sync(world, {
      files: {
        "system/agents.aether": `
          plugin agents {
            description: "Refuses to change one role."
            memory_access: read-write
            fn find_agent(id) { return search_memory_one({ type: "agent", id }) }
            fn get_agents() { return search_memory({ type: "agent" }) }
            fn update_agent_plugins(id, plugins) { return update_memory(id, { plugins }) }
            fn update_agent_role(id, role) {
              if id == "core_agent" { throw "roles are locked" }
              return update_memory(id, { role })
            }
          }`,
      },
    });
    expect(await agentEvents(world)).toEqual([
      "error agent_role_update_failed core_agent",
      "info agent_plugins_synced core_agent",
      "info agent_role_updated reflection_ai",
    ]);
    expect(await counts(world)).toBe('{"created":0,"updated":1,"unchanged":1,"missing":0,"failed":1} number');
    const [failure] = await world.printed(`
      let data = call system/logger.get_logs_by_type("agent_role_update_failed", 1)[0].data
      print("{data.error_message} / {data.error_type} / {data.role} / {data.stack_trace != null}")`);
    expect(failure).toBe("roles are locked / Error / core / true");
  });

  it("goes on when an agent cannot be created, because its id is taken", async () => {
    const world = new World();
    await world.printed('store_memory({ type: "goal", id: "core_agent" })');
    await sync(world);
    expect(await agentEvents(world)).toEqual([
      "error agent_sync_failed core_agent",
      "info agent_created escalation_mgr",
      "info agent_created reflection_ai",
    ]);
    expect(await counts(world)).toBe('{"created":2,"updated":0,"unchanged":0,"missing":0,"failed":1} number');
  });

  it("runs from any script", async () => {
    const world = new World();
    expect(
      await world.printed('print(call system/agent_sync.on_run())\nprint(count_memory({ type: "agent" }))'),
    ).toEqual(["Agent sync complete.", "3"]);
  });
});
