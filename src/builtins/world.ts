import { fails, gives, performed } from "./build.ts";

/** Built-ins that only the Run can perform: clock, ids, context, registry, environment, timers, output. */
export const world = [
  performed(
    "now() -> timestamp",
    "clock",
    "The current time. Timestamps compute in seconds and print as ISO-8601 text.",
    [gives("typeof(now())", "timestamp"), gives("now() - now() <= 0", "true")],
  ),
  performed("today() -> timestamp", "clock", "The start of the current day in UTC.", [
    gives('today().format("HH:mm:ss")', "00:00:00"),
    gives("today() <= now()", "true"),
  ]),
  performed(
    "generate_id() -> string",
    "random",
    "A new id that no other call ever gives: a UUID whose text sorts by time of creation.",
    [gives("len(generate_id())", "36"), gives("generate_id() == generate_id()", "false")],
  ),
  performed(
    "get_session_id() -> string",
    "environment",
    "The id of this run; the same for the whole run, over plugin borders.",
    [
      gives("fn id() { return get_session_id() }\nid() == get_session_id()", "true"),
      gives("get_session_id() == get_session_id()", "true"),
    ],
  ),
  performed(
    "get_global(key: string) -> any",
    "run",
    "A variable of this run, shared by all plugins; null when nobody has set it.",
    [gives('set_global("color", "red")\nget_global("color")', "red"), gives('get_global("never set")', "null")],
  ),
  performed(
    "set_global(key: string, value: any) -> any",
    "run",
    "Sets a variable of this run that every plugin can read; answers the value. It is gone when the run ends.",
    [
      fails("set_global(5, 1)", "AE2150"),
      gives('set_global("count", 1)\nset_global("count", get_global("count") + 1)', "2"),
    ],
  ),
  performed("has_context() -> boolean", "run", "True while the code of a plugin runs, false in a file without one.", [
    gives("plugin p { fn inside() { return has_context() } }\ncall p.inside()", "true"),
    gives("has_context()", "false"),
  ]),
  performed(
    "get_current_context() -> object | null",
    "run",
    "What runs at the moment: an object with `plugin`, `path` and `session_id`; null outside of a plugin.",
    [
      gives("plugin p { fn inside() { return get_current_context().plugin } }\ncall p.inside()", "p"),
      gives("get_current_context()", "null"),
    ],
  ),
  performed(
    "get_stack_trace() -> string",
    "run",
    "The script stack at this place as text, one line per call, innermost first.",
    [
      gives("get_stack_trace().lines().length", "1"),
      gives('fn here() { return get_stack_trace() }\nhere().includes("here")', "true"),
    ],
  ),
  performed(
    "plugin_exists(name: string) -> boolean",
    "environment",
    "True when a plugin of this name (or module path) is registered or bundled.",
    [gives('plugin_exists("no_such_plugin")', "false"), fails("plugin_exists(1)", "AE2150")],
  ),
  performed(
    "has_method(plugin: string, name: string) -> boolean",
    "environment",
    "True when a plugin declares a function of this name itself; the defaults `status`, `ping` and `health_check` do not count.",
    [fails('has_method(null, "run")', "AE2150"), gives('has_method("no_such_plugin", "run")', "false")],
  ),
  performed(
    "call_plugin(name: string, payload?: any) -> object",
    "call",
    "Calls a plugin's `execute(payload)`, or its `on_run`, and always answers `{success, data, error}`; it does not fail.",
    [fails("call_plugin(null)", "AE2150"), gives('call_plugin("no_such_plugin").success', "false")],
  ),
  performed(
    "get_available_plugins() -> list<object>",
    "environment",
    "The records of all registered plugins, with `name`, `status`, `version`, `description` and `health`.",
    [
      gives('get_available_plugins().every(p => p.type == "plugin")', "true"),
      gives("typeof(get_available_plugins())", "list"),
    ],
  ),
  performed(
    "get_config(key: string, fallback?: any) -> any",
    "environment",
    "A value of the project's configuration by its dotted key; `fallback`, or null, when it is not set.",
    [gives('get_config("no.such.key", 5)', "5"), gives('get_config("no.such.key")', "null")],
  ),
  performed(
    "get_env(name: string, fallback?: any) -> any",
    "environment",
    "The text of an environment variable; `fallback`, or null, when it is not set.",
    [gives('get_env("AETHER_NO_SUCH_VARIABLE", "none")', "none"), gives('get_env("AETHER_NO_SUCH_VARIABLE")', "null")],
  ),
  performed(
    "sleep(ms: number) -> null",
    "wait",
    "Waits for a number of milliseconds; `wait 5s` does the same with a duration. Other agents go on meanwhile.",
    [gives("sleep(1)", "null"), fails('sleep("1s")', "AE2150")],
  ),
  performed(
    "setTimeout(callback: function, ms?: number, ...args: any) -> number",
    "timer",
    "Calls a function once after a number of milliseconds, while the run waits or after its last statement; answers an id for `clearTimeout`.",
    [
      gives("let id = setTimeout(() => print(1), 1000)\nclearTimeout(id)\ntypeof(id)", "number"),
      fails('setTimeout("x", 5)', "AE2150"),
    ],
  ),
  performed(
    "clearTimeout(id?: number) -> null",
    "timer",
    "Cancels a timer that has not fired yet; does nothing for any other id.",
    [gives("clearTimeout()", "null"), gives("clearTimeout(12345)", "null")],
  ),
  performed(
    "print(...values: any) -> null",
    "output",
    "Writes values to standard output, separated by spaces, with a line break at the end.",
    [gives('print(1, null, ["a"])', "null"), gives("print()", "null")],
  ),
];
