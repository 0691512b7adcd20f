import { describe, expect, it } from "vitest";
import { minute, World } from "./world.ts";

const use = "use system/agents\n";

describe("agents", () => {
  it("creates, finds and updates agents", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      print(agents.create_agent({ id: "a", role: "core", plugins: ["logger"] }))
      print(agents.find_agent("a").omit("created", "last_activity"))
      print([agents.agent_exists("a"), agents.agent_exists("b"), agents.find_agent("b")])
      wait 1m
      print([agents.update_agent_role("a", "lead"), agents.update_agent_plugins("a", ["utils"])])
      print([agents.update_agent_status("a", "maintenance"), agents.update_agent_health("a", "degraded")])
      let agent = agents.find_agent("a")
      print([agent.role, agent.plugins, agent.status, agent.health, agent.last_activity - agent.created])
      print(agents.update_agent_role("b", "lead"))`);
    expect(lines).toEqual([
      "a",
      '{"type":"agent","id":"a","role":"core","plugins":["logger"],"status":"active","health":"healthy","current_tasks":[]}',
      "[true,false,null]",
      "[true,true]",
      "[true,true]",
      '["lead",["utils"],"maintenance","degraded",60]',
      "false",
    ]);
  });

  it("refuses definitions and values that make no sense", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      fn message_of(work) { try { work() } catch (e) { return e.message } }
      agents.create_agent({ id: "a" })
      store_memory({ id: "goal", type: "goal" })
      print(message_of(() => agents.create_agent({ role: "core" })))
      print(message_of(() => agents.create_agent({ id: "a" })))
      print(message_of(() => agents.update_agent_status("a", "asleep")))
      print(message_of(() => agents.update_agent_health("a", "fine")))
      print(agents.update_agent_role("goal", "lead"))
      print(get_memory("goal"))`);
    expect(lines).toEqual([
      "create_agent needs a definition with an id",
      "There is already an agent a: change it with the update functions",
      "The status of an agent or ticket is one of active, inactive, maintenance, not asleep",
      "The health of an agent or ticket is one of healthy, degraded, unhealthy, not fine",
      "false",
      '{"id":"goal","type":"goal"}',
    ]);
  });

  it("knows the status and the health of an agent", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      agents.create_agent({ id: "a", role: "core" })
      update_memory("a", { current_tasks: [{ goal_id: 1 }, { goal_id: 2 }] })
      print(agents.get_agent_status("a"))
      print(agents.get_agent_status("nobody"))
      print([agents.check_agent_health("a"), agents.check_agent_health("nobody")])
      wait 1800
      print(agents.check_agent_health("a"))
      wait 1
      print(agents.check_agent_health("a"))
      agents.update_agent_health("a", "degraded")
      print(agents.check_agent_health("a"))
      agents.update_agent_health("a", "healthy")
      print(agents.check_agent_health("a"))
      update_memory("a", { last_activity: null })
      print(agents.check_agent_health("a"))`);
    expect(lines).toEqual([
      '{"status":"active","health":"healthy","load":2,"last_activity":"2025-07-07T12:00:00.000Z"}',
      '{"status":"not_found","health":"unknown"}',
      "[true,false]",
      "true",
      "false",
      "false",
      "true",
      "false",
    ]);
  });

  it("counts and lists agents", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      print(agents.get_agent_statistics())
      agents.create_agent({ id: "a", role: "core" })
      agents.create_agent({ id: "b", role: "core" })
      agents.create_agent({ id: "c", role: "other" })
      agents.update_agent_status("b", "inactive")
      agents.update_agent_health("c", "unhealthy")
      update_memory("a", { current_tasks: [1, 2] })
      store_memory({ type: "escalation_ticket", status: "open" })
      print(agents.get_agent_statistics())
      let ids = list => list.map(agent => agent.id)
      print([ids(agents.get_agents()), ids(agents.get_agents_by_role("core")), ids(agents.get_agents_by_role("core", false))])`);
    expect(lines).toEqual([
      '{"total_agents":0,"active_agents":0,"healthy_agents":0,"total_load":0,"escalations_pending":0}',
      '{"total_agents":3,"active_agents":2,"healthy_agents":2,"total_load":2,"escalations_pending":1}',
      '[["a","b","c"],["a"],["a","b"]]',
    ]);
  });

  it("sums up recent activity", async () => {
    const world = new World();
    await world.printed(`${use}
      agents.create_agent({ id: "old", role: "core" })
      agents.update_agent_health("old", "unhealthy")
      store_memory({ type: "escalation_ticket", status: "open", created_at: now() })`);
    world.advance(90 * minute);
    const lines = await world.printed(`${use}
      agents.create_agent({ id: "new", role: "core" })
      update_memory("new", { current_tasks: [1] })
      store_memory({ type: "escalation_ticket", status: "resolved", created_at: now() })
      print(agents.get_recent_agent_activity(now() - 1h))
      print(agents.get_recent_agent_activity().escalations)`);
    expect(lines).toEqual([
      '{"since":"2025-07-07T12:30:00.000Z","total_agents":2,"active":["old","new"],"busy":["new"],"unhealthy":["old"],' +
        '"recently_active":["new"],"escalations":{"open":0,"resolved":1,"failed":0}}',
      '{"open":1,"resolved":1,"failed":0}',
    ]);
  });

  it("routes a goal to the agent with the highest score", async () => {
    const world = new World();
    const lines = await world.printed(`${use}
      let routed = (...args) => agents.route_goal(...args)?.id
      print(routed({ id: "g" }))
      agents.create_agent({ id: "busy", role: "core", capabilities: ["build", "test"] })
      agents.create_agent({ id: "idle", role: "core", capabilities: ["build"] })
      agents.create_agent({ id: "plugged", role: "writer", plugins: ["summarizer_plugin"] })
      agents.create_agent({ id: "off", role: "core", capabilities: ["build", "test", "deploy"] })
      agents.update_agent_status("off", "inactive")
      update_memory("busy", { current_tasks: [1] })
      # busy: 100 - 10 + 40 = 130, idle: 100 + 20 = 120
      print(routed({ id: "g" }, ["build", "test"]))
      update_memory("busy", { current_tasks: [1, 2, 3] })
      # busy: 100 - 30 + 40 = 110
      print(routed({ id: "g" }, ["build", "test"]))
      print(routed({ id: "g" }, ["summarizer_plugin"]))
      print(routed({ id: "g", required_capabilities: ["writer"] }))
      print(routed({ id: "g" }, ["deploy"]))
      # without wishes only the load counts; among equals the oldest wins
      print(routed({ id: "g" }))`);
    expect(lines).toEqual(["null", "busy", "idle", "plugged", "plugged", "null", "idle"]);
  });

  describe("escalation", () => {
    const goal =
      'let goal = { type: "goal", id: "g", title: "Backup", priority: "high", status: "failed" }\nstore_memory(goal)\n';

    it("opens a ticket when there is no agent for it, once", async () => {
      const world = new World();
      const lines = await world.printed(`${use}${goal}
        print(agents.escalate_goal(goal))
        print(agents.escalate_goal(goal))
        for ticket in search_memory({ type: "escalation_ticket" }) { print(ticket.omit("id")) }
        print(get_memory("g").status)`);
      expect(lines).toEqual([
        "false",
        "false",
        '{"type":"escalation_ticket","goal_id":"g","goal_title":"Backup","reason":"no_agents_available",' +
          '"created_at":"2025-07-07T12:00:00.000Z","status":"open","priority":"high"}',
        "failed",
      ]);
    });

    it("opens a ticket when the agent has no handler, and still assigns the goal", async () => {
      const world = new World();
      const lines = await world.printed(`${use}${goal}
        agents.create_agent({ id: "second", role: "escalator" })
        agents.create_agent({ id: "first", role: "escalator" })
        update_memory("second", { current_tasks: [1] })
        print(agents.escalate_goal(goal))
        print(get_memory("g"))
        print(search_memory({ type: "escalation_ticket" }).map(ticket => ticket.reason))
        print(search_memory({ event_type: "agent_notification_failed" }).map(entry => entry.data.agent_id))`);
      expect(lines).toEqual([
        "false",
        '{"type":"goal","id":"g","title":"Backup","priority":"high","status":"escalated","escalated_to":"first",' +
          '"escalation_time":"2025-07-07T12:00:00.000Z","escalation_reason":"stalled_timeout"}',
        '["agent_notification_failed"]',
        '["first","second"]',
      ]);
    });

    it("asks the agents in the order of their load, and gives the goal to the first that takes it", async () => {
      const world = new World();
      const lines = await world.printed(
        `${use}${goal}
        agents.create_agent({ id: "refuses", role: "escalator" })
        agents.create_agent({ id: "accepts", role: "escalator" })
        agents.create_agent({ id: "loaded", role: "escalator" })
        update_memory("accepts", { current_tasks: [{ goal_id: "other" }] })
        update_memory("loaded", { current_tasks: [1, 2] })
        print(agents.escalate_goal(goal, "third failure"))
        let { status, escalated_to, escalation_reason } = get_memory("g")
        print([status, escalated_to, escalation_reason])
        print(agents.find_agent("accepts").current_tasks)
        print(count_memory({ type: "escalation_ticket" }))
        print([agents.complete_task("accepts", "g"), agents.find_agent("accepts").current_tasks, agents.complete_task("x", "g")])`,
        {
          files: {
            "plugins/handlers.aether": `
              plugin refuses {
                description: "Refuses."
                memory_access: none
                fn handle_escalated_goal(goal) { throw "not me" }
              }
              plugin accepts {
                description: "Accepts."
                memory_access: none
                fn handle_escalated_goal(goal) { return goal.id }
              }`,
          },
        },
      );
      expect(lines).toEqual([
        "true",
        '["escalated","accepts","third failure"]',
        '[{"goal_id":"other"},{"type":"escalated_goal","goal_id":"g","assigned_at":"2025-07-07T12:00:00.000Z"}]',
        "0",
        '[true,[{"goal_id":"other"}],false]',
      ]);
    });

    it("closes tickets, after which a new one can be opened", async () => {
      const world = new World();
      const lines = await world.printed(`${use}${goal}
        let ticket = agents.create_escalation_ticket(goal, "no_agents_available")
        print([agents.close_escalation_ticket(ticket.id), get_memory(ticket.id).status])
        print(agents.close_escalation_ticket(ticket.id, "failed"))
        print(agents.close_escalation_ticket("none"))
        agents.create_escalation_ticket(goal, "no_agents_available")
        print(count_memory({ type: "escalation_ticket" }))`);
      expect(lines).toEqual(['[true,"resolved"]', "true", "false", "2"]);
    });
  });
});
