import { describe, expect, it } from "vitest";
import { flat, help, problems, read, tree } from "./support.ts";

const header = (text: string): string =>
  flat(`plugin p {\n${text}\n}`).replace(
    /^\(Plugin "plugin" name: p members: \[\(Header key: \w+ value: (.*)\)\]\)$/,
    "$1",
  );

describe("headers take the form their key asks for", () => {
  it.each([
    ['description: "a {b} c"', '"a {b} c"'],
    ['version: "1.0"', '"1.0"'],
    ["author: 'Ada'", '"Ada"'],
    ["memory_access: read-write", '(Word "read-write")'],
    ["memory_access: none", '(Word "none")'],
    [
      'tags: [os, sync, "two words", new, a-b]',
      '(WordList (Word "os") (Word "sync") "two words" (Word "new") (Word "a-b"))',
    ],
    ["tags: [\n os\n sync,\n agents\n]", '(WordList (Word "os") (Word "sync") (Word "agents"))'],
    [
      'config: { a: "{b}", c: [1, true] }',
      '(ObjectLiteral (Property key: a value: (StringLiteral "{b}")) (Property key: c value: (List (NumberLiteral 1) (BooleanLiteral true))))',
    ],
    ["state: { a: -1 }", '(ObjectLiteral (Property key: a value: (Unary "-" (NumberLiteral 1))))'],
    ['config: { a: () => "{b}" }', '(StringLiteral "{b}")'],
    ['config: { a: () => { return "{b}" } }', '(Return (Template (Name "b")))'],
    ["capabilities: [read, write-all]", '(WordList (Word "read") (Word "write-all"))'],
    ["role: escalator", '(Word "escalator")'],
    ["role: read-only", '(Word "read-only")'],
    ['motto: "a {b}"', '"a {b}"'],
    ["permissions: { files: allow }", '(ObjectLiteral (Property key: files value: (Name "allow")))'],
    ["weight: 2 * 3", '(Binary "*" left: (NumberLiteral 2) right: (NumberLiteral 3))'],
    ["if: 1", "(NumberLiteral 1)"],
  ])("%s", (text, expected) => {
    expect(header(text)).toContain(expected);
  });
});

describe("schedules", () => {
  it.each([
    ["every 30 minutes", '("every" seconds=1800)'],
    ["every 1 hour", '("every" seconds=3600)'],
    ["every 10 seconds", '("every" seconds=10)'],
    ["every 2 days", '("every" seconds=172800)'],
    ["every 1 week", '("every" seconds=604800)'],
    ["every 0.5 hours", '("every" seconds=1800)'],
    ["every 5m", '("every" seconds=300)'],
    ["hourly", '("every" seconds=3600)'],
    ['daily at "02:00"', '("daily" hour=2 minute=0)'],
    ['daily at "9:05"', '("daily" hour=9 minute=5)'],
    ['weekly on "Monday at 18:00"', '("weekly" weekday=1 hour=18 minute=0)'],
    ['weekly on "sunday at 00:30"', '("weekly" weekday=0 hour=0 minute=30)'],
    ['cron "0 3 * * *"', '("cron" expression="0 3 * * *")'],
    ['cron "*/15 0-6,12 1 jan-MAR sun"', '("cron" expression="*/15 0-6,12 1 jan-MAR sun")'],
    ['cron "30 0 3 * * 1-5/2"', '("cron" expression="30 0 3 * * 1-5/2")'],
    ['hourly timezone "Europe/Paris"', 'timezone: "Europe/Paris"'],
    ["hourly missed skip", 'missed="skip"'],
    ["hourly missed once overlap queue", 'overlap="queue"'],
    ['every 1 hour overlap cancel missed all timezone "UTC"', 'missed="all" overlap="cancel"'],
  ])("%s", (text, expected) => {
    expect(header(`schedule: ${text}`)).toContain(expected);
  });

  it.each([
    ["every hour", "AE1041 `every` needs a number: write `every 1 hour`."],
    ["every 0 minutes", "AE1041 The interval must be greater than zero."],
    ["every 5", "AE1041 The unit of an interval is seconds, minutes, hours, days or weeks."],
    ["every 5 month", "AE1041 The unit of an interval is seconds, minutes, hours, days or weeks, not `month`."],
    ["every 5min", "AE1011 `5min` is not a number: `min` is not a unit."],
    ["sometimes", "AE1041 `sometimes` begins no schedule."],
    ["daily", 'AE1041 `daily` needs a time: write `daily at "02:00"`.'],
    ["daily at 2", 'AE1041 The time is a text: write `daily at "02:00"`.'],
    ['daily at "25:00"', 'AE1042 "25:00" is not a time of day.'],
    ['daily at "12:60"', 'AE1042 "12:60" is not a time of day.'],
    ['weekly on "Funday at 18:00"', 'AE1043 "Funday" is not a day of the week.'],
    ['weekly on "Monday"', 'AE1041 "Monday" is no day and time: write `weekly on "Monday at 18:00"`.'],
    ['weekly on "Monday at 24:00"', 'AE1042 "24:00" is not a time of day.'],
    ['cron "0 3 * *"', 'AE1044 "0 3 * *" is not a cron expression: it has 4 fields instead of five or six.'],
    ['cron "60 3 * * *"', 'AE1044 "60 3 * * *" is not a cron expression: the minute `60` is not between 0 and 59.'],
    [
      'cron "0 3 0 * *"',
      'AE1044 "0 3 0 * *" is not a cron expression: the day of the month `0` is not between 1 and 31.',
    ],
    ['cron "0 3 * foo *"', 'AE1044 "0 3 * foo *" is not a cron expression: the month `foo` is not between 1 and 12.'],
    [
      'cron "0 9-5 * * *"',
      'AE1044 "0 9-5 * * *" is not a cron expression: the range `9-5` of the hour runs backwards.',
    ],
    ['cron "*/0 * * * *"', 'AE1044 "*/0 * * * *" is not a cron expression: the step of the minute cannot be 0.'],
    ['cron "a? * * * *"', 'AE1044 "a? * * * *" is not a cron expression: the minute cannot be `a?`.'],
    ['hourly timezone "Europe/Atlantis"', 'AE1045 "Europe/Atlantis" is not a known time zone.'],
    ["hourly missed never", "AE1046 `missed` cannot be `never`."],
    ["hourly overlap", "AE1046 `overlap` cannot be `empty`."],
    ["hourly missed all missed all", "AE1041 `missed` stands twice."],
    ["hourly sharp", "AE1041 `sharp` cannot stand here: after the rule come `timezone`, `missed` and `overlap`."],
    ["every -5 minutes", "AE1041 `-` cannot stand in a schedule."],
  ])("%s is wrong", (text, expected) => {
    expect(problems(`plugin p {\n schedule: ${text}\n}`).replace(/^2:\d+ /, "")).toBe(expected);
  });

  it("say what may be written", () => {
    expect(help("plugin p {\n schedule: hourly missed never\n}")).toBe("`missed` is one of: skip, once, all.");
    expect(help("plugin p {\n schedule: every 5min\n}")).toBe("Did you mean `5m`?");
  });
});

describe("wrong headers", () => {
  it.each([
    ["description: hello", "2:14 AE1040 `description` takes a text, but found `hello`."],
    ["version: 1.0", "2:10 AE1040 `version` takes a text, but found `1.0`."],
    ["tags: os", "2:7 AE1040 `tags` takes a list of words, but found `os`."],
    ['memory_access: "none"', '2:16 AE1040 `memory_access` takes a word, but found `"none"`.'],
    ["config: 5", "2:9 AE1040 `config` takes an object, but found `5`."],
    ["description:", "2:13 AE1001 Expected a value for `description`, but found the end of the line."],
    ['description: "a",\nversion: "1"', "2:17 AE1062 Headers and members of a plugin are not separated by commas."],
    ['description: "a" version: "1"', "2:18 AE1005 Expected the end of the statement, but found `version`."],
    ['description "a"', '2:13 AE1001 Expected `:` after `description`, but found `"a"`.'],
    ["let x = 1", "2:1 AE1039 A statement cannot stand directly in the body of a plugin."],
    ["run() { }", "2:1 AE1055 `fn` is missing before `run`."],
    ["5", "2:1 AE1001 Expected a header, handler or function, but found `5`."],
  ])("%s", (text, expected) => {
    expect(problems(`plugin p {\n${text}\n}`)).toBe(expected);
  });
});

describe("members", () => {
  it("come in any order", () => {
    const members =
      'on_run { }\nfn f() { }\ndescription: "a"\ntest "b" { }\non done { }\non_message(msg, x = 1) { }\ntags: [a]';
    const { file } = read(`plugin p {\n${members}\n}`);
    const plugin = file.body[0];
    expect(problems(`plugin p {\n${members}\n}`)).toBe("");
    expect(plugin?.kind === "Plugin" && plugin.members.map(({ kind }) => kind)).toEqual([
      "Handler",
      "FunctionDeclaration",
      "Header",
      "Test",
      "On",
      "Handler",
      "Header",
    ]);
  });

  it("may stand on one line behind a block or `;`", () => {
    expect(problems('plugin p { description: "a"; tags: [b]; on_run { } fn f() { } }')).toBe("");
  });

  it("agents are plugins of their own form", () => {
    expect(tree("agent a extends b { role: x }")).toBe(
      '(Plugin "agent" name: a base: b members: [(Header key: role value: (Word "x"))])',
    );
  });

  it("on_run may be used as a key", () => {
    expect(header("on_run: 5")).toBe("(NumberLiteral 5)");
  });
});

describe("documentation", () => {
  it.each([
    ["# One.\n# Two.\nfn f() { }", "One.\nTwo."],
    ["#One.\n#   Two.\n#\n# Three.\nfn f() { }", "One.\n  Two.\n\nThree."],
    ["# Other.\n\n# One.\nfn f() { }", "One."],
    ["// No.\nfn f() { }", null],
    ["# No.\n\nfn f() { }", null],
    ["let a = 1 # No.\nfn f() { }", null],
    ["#!/usr/bin/env aether\nfn f() { }", null],
    ["#!/usr/bin/env aether\n# One.\nfn f() { }", "One."],
    ["  # One.\n  fn f() { }", "One."],
    ["# One.\r\nfn f() { }", "One."],
  ])("%j", (text, expected) => {
    const last = read(text).file.body.at(-1);
    expect(last?.kind === "FunctionDeclaration" ? last.doc : "no function").toBe(expected);
  });

  it("belongs to plugins, handlers and functions", () => {
    const { file } = read("# P.\nplugin p {\n  # H.\n  on_run { }\n  # F.\n  fn f() { }\n}");
    expect(JSON.stringify(file.body).match(/"doc":"\w\."/g)).toEqual(['"doc":"H."', '"doc":"F."', '"doc":"P."']);
  });
});

it("comments are kept with their place and style", () => {
  const { file } = read("#!run\nlet a = 1 // one\n/* two\n */ let b = '# no'\n  # three");
  expect(file.comments.map(({ text, style, ownLine, span }) => `${style} ${ownLine} ${span.start} ${text}`)).toEqual([
    "hash true 0 #!run",
    "slash false 16 // one",
    "block true 23 /* two\n */",
    "hash true 51 # three",
  ]);
});
