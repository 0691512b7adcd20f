import { beforeAll, describe, expect, it } from "vitest";
import { folderWith } from "../project/files.ts";
import { aether, ensureBuilt, Running } from "./command.ts";

beforeAll(ensureBuilt);

const AGENTS = ["core_agent", "escalation_mgr", "reflection_ai"];
/** What a run of the sync may say about an agent. */
const EVENTS = [
  "agent_created",
  "agent_missing",
  "agent_role_updated",
  "agent_plugins_synced",
  "agent_role_update_failed",
];

/** A project of its own, and what one does with it by hand. */
function project() {
  const cwd = folderWith({ ".aether/": "" });
  const run = (...words: string[]) => {
    const end = aether(words, { cwd });
    expect(end.code, end.err).toBe(0);
    return end.out;
  };
  const records = (...query: string[]) =>
    run("memory", "search", ...query)
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  const logs = () => records("--type", "system_log");
  return {
    run,
    agents: () => records("--type", "agent"),
    /** Runs the sync; answers the events it logged about agents, in order, and its counts. */
    sync(...options: string[]) {
      const before = logs().length;
      expect(run("run", "system/agent_sync.aether", "--quiet", ...options)).toBe("Agent sync complete.\n");
      const added = logs().slice(before);
      const counts = added.find((log) => log.event_type === "agent_sync_complete")?.data as Record<string, number>;
      const events = added.map((log) => log.event_type as string).filter((type) => EVENTS.includes(type));
      return { events, counts };
    },
  };
}

describe("aether run system/agent_sync.aether", () => {
  it("creates what is missing, changes nothing twice, and mends exactly what differs", () => {
    const { run, agents, sync } = project();

    const first = sync();
    expect(first.events).toEqual(["agent_created", "agent_created", "agent_created"]);
    expect(first.counts).toMatchObject({ created: 3, updated: 0, missing: 0 });
    expect(agents().map((agent) => agent.id)).toEqual(AGENTS);
    expect(Object.keys(agents()[0]!).sort()).toEqual([
      "created",
      "current_tasks",
      "health",
      "id",
      "last_activity",
      "plugins",
      "role",
      "status",
      "type",
    ]);

    const before = agents();
    const second = sync();
    expect(second.events).toEqual([]);
    expect(second.counts).toMatchObject({ created: 0, updated: 0, missing: 0 });
    expect(agents()).toEqual(before);

    const [core, escalation, reflection] = before;
    run("memory", "set", JSON.stringify({ ...core, role: "changed" }));
    run("memory", "set", JSON.stringify({ ...escalation, plugins: ["logger"] }));
    run("memory", "delete", reflection!.id as string);
    const third = sync();
    expect([...third.events].sort()).toEqual(["agent_created", "agent_plugins_synced", "agent_role_updated"]);
    const mended = agents();
    expect(mended.find((agent) => agent.id === "core_agent")!.role).toBe("core");
    expect(mended.find((agent) => agent.id === "escalation_mgr")!.plugins).toEqual(
      expect.arrayContaining(["goal_autopilot", "logger"]),
    );
    expect(mended.map((agent) => agent.id).sort()).toEqual([...AGENTS].sort());
    expect(sync().events).toEqual([]);
  });

  it("only reports missing agents where it may not create them", () => {
    const { agents, sync, run } = project();
    const all = sync("--config", "allow_agent_regeneration=false");
    expect(all.events).toEqual(["agent_missing", "agent_missing", "agent_missing"]);
    expect(all.counts).toMatchObject({ created: 0, missing: 3 });
    expect(agents()).toEqual([]);
    sync();
    run("memory", "delete", "core_agent");
    expect(sync("--config", "allow_agent_regeneration=false").events).toEqual(["agent_missing"]);
  });

  it("does nothing twice when several first runs start at once", async () => {
    const cwd = folderWith({ ".aether/": "" });
    const words = ["run", "system/agent_sync.aether", "--quiet"];
    const ends = await Promise.all([1, 2, 3, 4].map(() => new Running(words, { cwd }).done));
    expect(ends.map((end) => [end.code, end.out, end.err])).toEqual(ends.map(() => [0, "Agent sync complete.\n", ""]));
    const created = aether(["memory", "search", "--type", "system_log"], { cwd }).out.match(/"agent_created"/g);
    expect(created).toHaveLength(3);
  });
});
