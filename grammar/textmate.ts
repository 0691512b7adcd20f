import { registry } from "../src/builtins/registry.ts";
import { marks, reservedWords } from "../src/syntax/lexer/tokens.ts";

/** A rule of a TextMate grammar. */
interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly include?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly endCaptures?: Readonly<Record<string, { readonly name: string }>>;
  readonly patterns?: readonly Rule[];
}

const word = "[\\p{L}_$][\\p{L}\\p{N}\\p{M}_$]*";
/** Neither part of a longer word nor after a dot, where every word is a plain name. */
const before = "(?<![\\p{L}\\p{N}_$.])";
const after = "(?![\\p{L}\\p{N}_$])";
/** Where a statement or member can begin; the words with a meaning there are plain names elsewhere. */
const start = "(?:^|(?<=[{};:]))[ \\t]*";

const literals: Readonly<Record<string, string>> = {
  true: "constant.language.boolean.aether",
  false: "constant.language.boolean.aether",
  null: "constant.language.null.aether",
  undefined: "constant.language.null.aether",
  this: "variable.language.this.aether",
  let: "storage.type.aether",
  function: "storage.type.function.aether",
  new: "keyword.operator.new.aether",
  and: "keyword.operator.logical.aether",
  or: "keyword.operator.logical.aether",
  not: "keyword.operator.logical.aether",
  in: "keyword.operator.in.aether",
};

/**
 * The TextMate grammar for editors, made from the parser's tokens and the registry of built-ins. It colours words by what
 * stands around them on their line, as far as that can be told without parsing.
 */
export function textMateGrammar(): object {
  return {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "Aether",
    scopeName: "source.aether",
    fileTypes: ["aether"],
    patterns: [{ include: "#code" }],
    repository: {
      code: {
        patterns: [
          "comments",
          "strings",
          "regexes",
          "numbers",
          "declarations",
          "headers",
          "statements",
          "keys",
          "calls",
          "words",
          "names",
          "operators",
          "braces",
        ].map((name) => ({ include: `#${name}` })),
      },
      comments: { patterns: comments() },
      strings: { patterns: strings() },
      escapes: { patterns: [escapeRule] },
      interpolation: { patterns: [doubledBraces, interpolationRule] },
      regexes: { patterns: [regexRule] },
      numbers: { patterns: [numberRule] },
      declarations: { patterns: declarations() },
      headers: { patterns: [headerRule] },
      statements: { patterns: statements() },
      keys: { patterns: [keyRule] },
      calls: { patterns: calls() },
      words: { patterns: words() },
      names: { patterns: [{ name: "variable.other.property.aether", match: `(?<=\\.)${word}` }] },
      operators: { patterns: operators() },
      braces: { patterns: [{ begin: "\\{", end: "\\}", patterns: [{ include: "#code" }] }] },
    },
  };
}

function comments(): Rule[] {
  return [
    { name: "comment.line.number-sign.aether", match: "#.*$" },
    { name: "comment.line.double-slash.aether", match: "//.*$" },
    { name: "comment.block.aether", begin: "/\\*", end: "\\*/" },
  ];
}

const escapeRule: Rule = {
  patterns: [
    {
      name: "constant.character.escape.aether",
      match: "\\\\(?:[ntr0\\\\\"'{}]|u[0-9A-Fa-f]{4}|u\\{[0-9A-Fa-f]{1,6}\\})",
    },
    { name: "invalid.illegal.escape.aether", match: "\\\\." },
  ],
};

const doubledBraces: Rule = { name: "constant.character.escape.brace.aether", match: "\\{\\{|\\}\\}" };

const interpolationRule: Rule = {
  name: "meta.interpolation.aether",
  begin: "\\{",
  end: "\\}",
  beginCaptures: { "0": { name: "punctuation.section.interpolation.begin.aether" } },
  endCaptures: { "0": { name: "punctuation.section.interpolation.end.aether" } },
  patterns: [{ include: "#code" }],
};

function strings(): Rule[] {
  const inside = [{ include: "#escapes" }, { include: "#interpolation" }];
  return [
    { name: "string.quoted.triple.aether", begin: '"""', end: '"""', patterns: inside },
    { name: "string.quoted.double.aether", begin: '"', end: '"|$', patterns: inside },
    { name: "string.quoted.single.aether", begin: "'", end: "'|$", patterns: [{ include: "#escapes" }] },
  ];
}

const regexRule: Rule = {
  name: "string.regexp.aether",
  match:
    "(?:^|(?<=[=(,\\[:!&|?{};]|=>|return|in|and|or|not|case))[ \\t]*" +
    "(/(?![/*])(?:[^/\\\\\\[]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*\\])+/[dgimsuvy]*)",
};

const numberRule: Rule = {
  name: "constant.numeric.aether",
  match: `${before}(?:0[xX][0-9A-Fa-f_]+|[0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?(ms|[smhdw])?)${after}`,
  captures: { "1": { name: "keyword.other.unit.aether" } },
};

function declarations(): Rule[] {
  const declare = (match: string, name: string): Rule => ({
    match,
    captures: { "1": { name: "storage.type.aether" }, "2": { name } },
  });
  return [
    declare(`${before}(fn)[ \\t]+(${word})(?=[ \\t]*\\()`, "entity.name.function.aether"),
    declare(`${start}(plugin)[ \\t]+(${word})(?=[ \\t]*\\{)`, "entity.name.type.plugin.aether"),
    declare(`${start}(agent)[ \\t]+(${word})(?=[ \\t]*\\{|[ \\t]+extends)`, "entity.name.type.agent.aether"),
    declare(`${start}(on)[ \\t]+(${word})(?=[ \\t]*\\{|[ \\t]+where)`, "entity.name.function.event.aether"),
    declare(`${start}(type)[ \\t]+(${word})(?=[ \\t]*=)`, "entity.name.type.aether"),
    { match: `${start}(test)(?=[ \\t]*["'])`, captures: { "1": { name: "storage.type.aether" } } },
    {
      match: `${start}(on_[\\p{L}\\p{N}_$]*)(?=[ \\t]*[({])`,
      captures: { "1": { name: "entity.name.function.handler.aether" } },
    },
  ];
}

const headerRule: Rule = {
  match:
    "^[ \\t]*(description|version|author|memory_access|schedule|tags|permissions|config|state|role|capabilities)[ \\t]*(:)",
  captures: { "1": { name: "keyword.other.header.aether" }, "2": { name: "punctuation.separator.aether" } },
};

function statements(): Rule[] {
  const keyword = (match: string): Rule => ({
    match: `${start}${match}`,
    captures: { "1": { name: "keyword.control.aether" }, "2": { name: "keyword.other.modifier.aether" } },
  });
  return [
    keyword(
      "(log)(?:[ \\t]+(debug|info|warn|error)(?=[ \\t]+[\\p{L}_$0-9\"']))?(?=[ \\t]+[^\\s\\[\\-/{=.+*%?<>&|,:)])",
    ),
    keyword("(wait|assert)(?=[ \\t]+[^\\s\\[\\-/{=.+*%?<>&|,:)])"),
    keyword(`(emit|use|retry|timeout|lock|act)(?=[ \\t]+[\\p{L}_$0-9"'])`),
    keyword(`(import)(?=[ \\t]*["'])`),
    keyword("(case)(?=[ \\t]+)"),
    keyword("(default)(?=[ \\t]*:)"),
    { name: "keyword.control.aether", match: `${before}match${after}(?=.*\\{[ \\t]*(?:$|case|default))` },
    { name: "keyword.control.aether", match: `${before}parallel(?=[ \\t]+for${after}|[ \\t]*\\{)` },
    { name: "keyword.control.aether", match: `(?<=\\}[ \\t])undo(?=[ \\t]*\\{)` },
    {
      name: "keyword.other.modifier.aether",
      match: `${before}(?:as|backoff|limit|because|where|extends)(?=[ \\t]+[\\p{L}_$0-9"'(])`,
    },
    {
      match: `${before}(call)[ \\t]+((?:${word}/)*)(?=${word})`,
      captures: { "1": { name: "keyword.control.call.aether" }, "2": { name: "entity.name.namespace.aether" } },
    },
  ];
}

/** A key of an object, also when it is a reserved word. */
const keyRule: Rule = {
  match: `(?:^|(?<=[{,]))[ \\t]*(${word})[ \\t]*(:)`,
  captures: { "1": { name: "variable.other.property.aether" }, "2": { name: "punctuation.separator.aether" } },
};

function calls(): Rule[] {
  const functions = [...registry.globals.keys()].sort();
  const spaces = [...registry.namespaces.keys()].sort();
  return [
    { name: "support.function.aether", match: `${before}(?:${functions.join("|")})(?=\\()` },
    ...(spaces.length === 0
      ? []
      : [{ name: "support.class.aether", match: `${before}(?:${spaces.join("|")})(?=\\.)` }]),
    {
      name: "entity.name.function.aether",
      match: `(?<![\\p{L}\\p{N}_$])(?!(?:${[...reservedWords.keys()].join("|")})\\()${word}(?=\\()`,
    },
  ];
}

/** Reserved words, by what they mean. */
function words(): Rule[] {
  const groups = new Map<string, string[]>();
  for (const reserved of reservedWords.keys()) {
    const name = literals[reserved] ?? "keyword.control.aether";
    groups.set(name, [...(groups.get(name) ?? []), reserved]);
  }
  return [...groups].map(([name, group]) => ({ name, match: `${before}(?:${group.join("|")})${after}` }));
}

function operators(): Rule[] {
  const punctuation = new Set(["(", ")", "[", "]", "{", "}", ",", ";", ":", ".", "#", '"', "'"]);
  const texts = [...marks.keys()].filter((mark) => !punctuation.has(mark)).sort((a, b) => b.length - a.length);
  return [
    {
      name: "keyword.operator.aether",
      match: texts.map((mark) => mark.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"),
    },
    { name: "punctuation.separator.aether", match: "[,;:]" },
    { name: "punctuation.accessor.aether", match: "\\." },
  ];
}
