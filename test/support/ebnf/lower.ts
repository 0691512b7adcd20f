import { matcher } from "./lexical.ts";
import { type Expr, isLexical, type Rules } from "./read.ts";
import type { Token } from "./scan.ts";

/**
 * What stands in a production: a rule (its number), or a test. A test either consumes the token at a position or, when
 * it is of no width, only looks.
 */
export type Part = { readonly rule: number } | { readonly test: number };

export interface Test {
  readonly name: string;
  readonly width: 0 | 1;
  readonly holds: (tokens: readonly Token[], at: number, interpolation: InterpolationCheck) => boolean;
}

/** Whether the tokens of an interpolation are an expression: asked of the recogniser, once for each. */
export type InterpolationCheck = (tokens: readonly Token[]) => boolean;

/** A grammar as plain productions, for Earley's algorithm. */
export interface Productions {
  readonly rules: readonly { readonly name: string; readonly options: readonly (readonly Part[])[] }[];
  readonly tests: readonly Test[];
  /** @throws Error for an unknown name */
  readonly ruleNumber: (name: string) => number;
}

/** Tokens that the rules of characters do not spell. */
export const BUILT_IN_TOKENS = ["NL", "TIGHT", "SAME_LINE", "BLOCK_END", "MATCH"];
/** BLOCK_END holds where one of these has just ended; that only the recogniser knows. */
export const BLOCK_RULES = ["Block", "Members", "Cases"];

/** The rules that `~` and `^` leave out. */
const LEFT_OUT: Readonly<Record<string, string>> = { BracedOperand: "~", ArrowResult: "^" };

const OPENING = new Set(["(", "[", "{"]);
const CLOSING = new Set([")", "]", "}"]);

/** Turns the rules of tokens into productions: groups, options and repetitions become rules of their own. */
export function lower(rules: Rules): Productions {
  const lowered: { name: string; options: (readonly Part[])[] }[] = [];
  const numbers = new Map<string, number>();
  const tests: Test[] = [];
  const testNumbers = new Map<string, number>();

  const addRule = (name: string): { number: number; options: (readonly Part[])[] } => {
    const rule = { name, options: [] as (readonly Part[])[] };
    lowered.push(rule);
    return { number: lowered.length - 1, options: rule.options };
  };
  const addTest = (name: string, width: 0 | 1, holds: Test["holds"]): Part => {
    let number = testNumbers.get(name);
    if (number === undefined) {
      number = tests.length;
      tests.push({ name, width, holds });
      testNumbers.set(name, number);
    }
    return { test: number };
  };

  /** `marks`: the marks of `Rule~` and `Rule^` in force. */
  const named = (name: string, marks: string): number => {
    const full = name + marks;
    const known = numbers.get(full);
    if (known !== undefined) return known;
    const body = rules.get(name);
    if (!body) throw new Error(`the grammar has no rule ${name}`);
    const { number, options } = addRule(full);
    numbers.set(full, number);
    const leftOut = marks.includes(LEFT_OUT[name] ?? "none");
    if (!leftOut) options.push(...choice(body, marks, { depth: 0 }, full));
    return number;
  };

  const choice = (expr: Expr, marks: string, within: { depth: number }, owner: string): Part[][] => {
    if (expr.type === "choice") {
      return expr.options.flatMap((option) => choice(option, marks, { depth: within.depth }, owner));
    }
    return [expr.type === "sequence" ? sequence(expr.parts, marks, within, owner) : part(expr, marks, within, owner)];
  };
  const sequence = (parts: readonly Expr[], marks: string, within: { depth: number }, owner: string): Part[] =>
    parts.flatMap((expr) => part(expr, marks, within, owner));

  const part = (expr: Expr, marks: string, within: { depth: number }, owner: string): Part[] => {
    switch (expr.type) {
      case "text": {
        if (OPENING.has(expr.text)) within.depth += 1;
        if (CLOSING.has(expr.text)) within.depth -= 1;
        return textParts(expr.text, addTest);
      }
      case "rule": {
        if (BUILT_IN_TOKENS.includes(expr.name) || isLexical(expr.name)) return [tokenTest(rules, expr.name, addTest)];
        const inherited = within.depth === 0 ? marks : "";
        return [
          { rule: named(expr.name, inherited.includes(expr.without) ? inherited : sorted(inherited + expr.without)) },
        ];
      }
      case "look": {
        const looks = predicate(rules, expr.body);
        const wanted = expr.wanted;
        const name = `${wanted ? "&" : "!"}(${JSON.stringify(expr.body)})`;
        return [addTest(name, 0, (tokens, at, check) => looks(tokens, at, check) === wanted)];
      }
      case "repeat": {
        const { number, options } = addRule(`${owner}…`);
        const body = choice(expr.body, marks, { depth: within.depth }, owner);
        if (expr.min === 0) options.push([]);
        else options.push(...body);
        if (expr.many) options.push(...body.map((parts) => [{ rule: number }, ...parts]));
        else options.push(...body);
        return [{ rule: number }];
      }
      case "choice": {
        const { number, options } = addRule(`${owner}…`);
        options.push(...choice(expr, marks, { depth: within.depth }, owner));
        return [{ rule: number }];
      }
      case "sequence":
        return sequence(expr.parts, marks, within, owner);
      case "class":
      case "except":
        throw new Error(`${owner} describes tokens and cannot hold a rule of characters`);
    }
  };

  for (const name of rules.keys()) if (!isLexical(name)) named(name, "");
  return {
    rules: lowered,
    tests,
    ruleNumber: (name) => numbers.get(name) ?? named(name, ""),
  };
}

function sorted(marks: string): string {
  return [...marks].sort().join("");
}

type AddTest = (name: string, width: 0 | 1, holds: Test["holds"]) => Part;

/** `>>` arrives as two tokens `>` that touch. */
function textParts(text: string, addTest: AddTest): Part[] {
  if (!/^>>+$/.test(text)) {
    return [addTest(`"${text}"`, 1, (tokens, at) => tokens[at]?.text === text && tokens[at]?.kind !== "string")];
  }
  const pieces: Part[] = [];
  for (const [index] of [...text].entries()) {
    if (index > 0) pieces.push(tightTest(addTest));
    pieces.push(addTest('">"', 1, (tokens, at) => tokens[at]?.text === ">" && tokens[at]?.kind === "mark"));
  }
  return pieces;
}

function tightTest(addTest: AddTest): Part {
  return addTest("TIGHT", 0, (tokens, at) => tokens[at]?.tight === true);
}

/** Reserved words that begin an expression. */
const BEGINNINGS = new Set(["true", "false", "null", "undefined", "this", "function", "new", "if", "not"]);

/** The word `match` as the grammar defines the token MATCH. */
function matchAhead(tokens: readonly Token[], at: number, reserved: (text: string) => boolean): boolean {
  const next = tokens[at + 1];
  if (tokens[at]?.kind !== "word" || tokens[at].text !== "match" || next === undefined || next.lineBreak) return false;
  if (next.text === "not" && tokens[at + 2]?.text === "in") return false;
  if (next.kind === "word") return BEGINNINGS.has(next.text) || !reserved(next.text);
  if (next.kind !== "mark") return next.kind !== "NL";
  if (next.text === "!" || next.text === "~") return true;
  return (next.text === "(" || next.text === "[" || next.text === "-") && casesAhead(tokens, at + 1);
}

function casesAhead(tokens: readonly Token[], at: number): boolean {
  let depth = 0;
  for (let next = at; next < tokens.length; next++) {
    const { kind, text } = tokens[next]!;
    if (kind === "string") continue;
    if (depth === 0) {
      if (kind === "NL" || text === ";" || text === ",") return false;
      if (text === "{")
        return (
          tokens[next + 1]?.text === "case" || (tokens[next + 1]?.text === "default" && tokens[next + 2]?.text === ":")
        );
    }
    if (OPENING.has(text)) depth += 1;
    else if (CLOSING.has(text) && (depth -= 1) < 0) return false;
  }
  return false;
}

const TOKEN_KINDS: Readonly<Record<string, Token["kind"]>> = {
  IDENT: "word",
  NAME: "word",
  ON_NAME: "word",
  NUMBER: "number",
  COUNT: "number",
  DURATION: "number",
  MODULE: "string",
  STRING: "string",
  TEXT: "string",
  TIME: "string",
  WEEK_TIME: "string",
  CRON: "string",
  ZONE: "string",
  REGEX: "regex",
};

function matchTest(rules: Rules, addTest: AddTest): Part {
  const reserved = matcher(rules, "RESERVED");
  return addTest("MATCH", 1, (tokens, at) => matchAhead(tokens, at, reserved));
}

function tokenTest(rules: Rules, name: string, addTest: AddTest): Part {
  if (name === "TIGHT") return tightTest(addTest);
  if (name === "BLOCK_END") return addTest(name, 0, (tokens, at) => tokens[at - 1]?.text === "}");
  if (name === "MATCH") return matchTest(rules, addTest);
  if (name === "SAME_LINE") return addTest(name, 0, (tokens, at) => tokens[at]?.lineBreak === false);
  if (name === "NL") return addTest("NL", 1, (tokens, at) => tokens[at]?.kind === "NL");
  const kind = TOKEN_KINDS[name];
  if (kind === undefined) throw new Error(`${name} is part of a token, not a token`);
  const matches = matcher(rules, name);
  return addTest(name, 1, (tokens, at, check) => {
    const token = tokens[at];
    if (token?.kind !== kind) return false;
    // The scanner has read strings to their ends; where nothing interpolates, braces are plain.
    if (name === "TEXT") return true;
    if (name === "STRING") return token.interpolations?.every(check) ?? false;
    return matches(token.text);
  });
}

/** Look-ahead bodies hold tokens only. */
function predicate(rules: Rules, expr: Expr): Test["holds"] {
  if (expr.type === "choice") {
    const options = expr.options.map((option) => predicate(rules, option));
    return (tokens, at, check) => options.some((option) => option(tokens, at, check));
  }
  const collected: Test[] = [];
  const collect: AddTest = (name, width, holds) => {
    collected.push({ name, width, holds });
    return { test: collected.length - 1 };
  };
  const parts = expr.type === "sequence" ? expr.parts : [expr];
  for (const single of parts) {
    if (single.type === "text") textParts(single.text, collect);
    else if (single.type === "rule") tokenTest(rules, single.name, collect);
    else throw new Error("a look-ahead may only hold tokens");
  }
  return (tokens, at, check) => {
    let next = at;
    return collected.every((test) => {
      const holds = test.holds(tokens, next, check);
      next += test.width;
      return holds;
    });
  };
}
