import { finder, matcher } from "./lexical.ts";
import { isLexical, type Rules, visitExpr } from "./read.ts";

/** A token as the grammar's lexical rules cut it out of a text. */
export interface Token {
  readonly kind: "word" | "number" | "string" | "regex" | "mark" | "NL";
  readonly text: string;
  readonly start: number;
  /** True when nothing stands between it and the token before. */
  readonly tight: boolean;
  /** True when a line break stands between it and the token before. */
  readonly lineBreak: boolean;
  /** Of a string: the tokens of each interpolation; null when its braces cannot be read as interpolations. */
  readonly interpolations?: readonly (readonly Token[])[] | null;
}

/** The text cannot be cut into tokens. */
export class ScanFailure extends Error {
  constructor(
    readonly at: number,
    what: string,
  ) {
    super(what);
  }
}

export type Scanner = (text: string) => Token[];

const LITERAL_WORDS = new Set(["this", "true", "false", "null", "undefined"]);
/** Behind these a line goes on. */
const GOES_ON_BEHIND = new Set(
  "** * / % + - << & ^ | < <= >= == != === !== && || ?? ! ~ = += -= *= /= %= ??= => , ? . ?. ... ( [ {".split(" "),
);
const GOES_ON_BEHIND_WORDS = new Set(["in", "and", "or", "not"]);
/** Before these a line goes on. */
const GOES_ON_BEFORE = new Set(". ?. || && ?? ? : ) ] }".split(" "));
const GOES_ON_BEFORE_WORDS = new Set(["or", "and"]);

/** Builds the scanner that the lexical rules of a grammar describe. It throws ScanFailure. */
export function buildScanner(rules: Rules): Scanner {
  const find = (name: string) => {
    const regex = finder(rules, name);
    return (text: string, at: number): string | null => {
      regex.lastIndex = at;
      return regex.exec(text)?.[0] ?? null;
    };
  };
  const space = find("WHITE_SPACE");
  const lineBreak = find("LINE_BREAK");
  const comment = find("COMMENT");
  const word = find("WORD");
  const number = find("NUMBER");
  const regex = find("REGEX");
  const escaped = find("ESCAPE");
  const reserved = matcher(rules, "RESERVED");
  const marks = punctuation(rules);

  /** Tokens from `at` to the end of the text or, in an interpolation, to the `}` that closes it. */
  const run = (text: string, from: number, inside: "file" | "line" | "block"): { tokens: Token[]; end: number } => {
    const tokens: Token[] = [];
    /** True for brackets within which line breaks count. */
    const open: boolean[] = [];
    let at = from;
    let broken = false;
    let tight = true;
    let last: Token | null = null;
    /** What a `/` divides and a `[` indexes. */
    let lastIsOperand = false;

    let lastIsName = false;

    /** Whether the line break before a token that is about to be added ends something. */
    const ends = (kind: Token["kind"], mark: string): boolean => {
      if (!broken || !last) return false;
      if (!(open.length === 0 ? inside === "file" : open[open.length - 1]!)) return false;
      if (last.kind === "mark" && GOES_ON_BEHIND.has(last.text)) return false;
      if (last.kind === "word" && !lastIsName && GOES_ON_BEHIND_WORDS.has(last.text)) return false;
      if (kind === "mark") return !GOES_ON_BEFORE.has(mark);
      const isKey = /^(?:\s|#.*|\/\/.*|\/\*[\s\S]*?\*\/)*:/.test(text.slice(at + mark.length));
      return !(kind === "word" && GOES_ON_BEFORE_WORDS.has(mark) && !isKey);
    };
    const push = (token: Omit<Token, "tight" | "lineBreak" | "start">): void => {
      if (ends(token.kind, token.text)) tokens.push({ kind: "NL", text: "", start: at, tight: false, lineBreak: true });
      last = { ...token, start: at, tight, lineBreak: broken };
      lastIsName = false;
      tokens.push(last);
      at += token.text.length;
      tight = true;
      broken = false;
    };

    while (at < text.length) {
      const blank = space(text, at) ?? comment(text, at);
      if (blank !== null) {
        if (inside !== "file" && !/^\s/.test(blank)) throw new ScanFailure(at, "a comment in an interpolation");
        if (/[\r\n]/.test(blank)) broken = true;
        at += blank.length;
        tight = false;
        continue;
      }
      const newLine = lineBreak(text, at);
      if (newLine !== null) {
        if (inside === "line") throw new ScanFailure(at, "a line break in an interpolation");
        at += newLine.length;
        broken = true;
        tight = false;
        continue;
      }
      const character = text[at]!;
      const afterDot: boolean =
        last !== null && (last as Token).kind === "mark" && /^\??\.$/.test((last as Token).text);
      const operandBefore = lastIsOperand;
      if (character === '"' || character === "'") {
        const found = string(text, at);
        if (inside === "line" && /[\r\n]/.test(found.text))
          throw new ScanFailure(at, "a line break in an interpolation");
        push(found);
        lastIsOperand = true;
        continue;
      }
      const name = word(text, at);
      if (name !== null) {
        push({ kind: "word", text: name });
        lastIsName = afterDot;
        lastIsOperand = afterDot || LITERAL_WORDS.has(name) || !reserved(name);
        continue;
      }
      const digits = number(text, at);
      if (digits !== null) {
        if (word(text, at + digits.length) !== null) throw new ScanFailure(at, "a name directly after a number");
        push({ kind: "number", text: digits });
        lastIsOperand = true;
        continue;
      }
      const pattern: string | null = operandBefore && !broken ? null : regex(text, at);
      if (pattern !== null) {
        push({ kind: "regex", text: pattern });
        lastIsOperand = true;
        continue;
      }
      if (character === "/" && (!operandBefore || broken))
        throw new ScanFailure(at, "a regular expression does not end");
      const mark = marks.find((known) => text.startsWith(known, at));
      if (mark === undefined) throw new ScanFailure(at, `unknown character ${character}`);
      if (mark === "}" && inside !== "file" && open.length === 0) return { tokens, end: at };
      if (mark === ")" || mark === "]" || mark === "}") {
        push({ kind: "mark", text: mark });
        open.pop();
        lastIsOperand = mark !== "}";
        continue;
      }
      const attached: boolean =
        last !== null &&
        !ends("mark", mark) &&
        (last as Token).text !== "case" &&
        (operandBefore || (last as Token).text === "}" || (last as Token).text === "?.");
      // `>>` is two `>` that touch: type arguments close one by one.
      if (/^>>+$/.test(mark)) for (const piece of mark) push({ kind: "mark", text: piece });
      else push({ kind: "mark", text: mark });
      if (mark === "(") open.push(false);
      else if (mark === "{") open.push(true);
      else if (mark === "[") open.push(!attached);
      lastIsOperand = false;
    }
    if (inside !== "file") throw new ScanFailure(at, "an interpolation does not end");
    return { tokens, end: at };
  };

  /** The string literal at `at`; it ends where its own quotes end, quotes inside interpolations skipped. */
  const string = (text: string, at: number): Omit<Token, "tight" | "lineBreak" | "start"> => {
    const quote = text.startsWith('"""', at) ? '"""' : text[at]!;
    const interpolations: (readonly Token[])[] = [];
    let readable = true;
    let next = at + quote.length;
    while (!text.startsWith(quote, next)) {
      const character = text[next];
      if (character === undefined) throw new ScanFailure(at, "a string does not end");
      if (quote !== '"""' && (character === "\n" || character === "\r")) {
        throw new ScanFailure(at, "a string does not end on its line");
      }
      if (character === "\\") {
        const found = escaped(text, next);
        if (found === null) throw new ScanFailure(next, "unknown escape");
        next += found.length;
      } else if (character === "{" && quote !== "'") {
        if (text[next + 1] === "{") next += 2;
        else {
          try {
            const { tokens, end } = run(text, next + 1, quote === '"' ? "line" : "block");
            interpolations.push(tokens);
            next = end + 1;
          } catch (error) {
            if (!(error instanceof ScanFailure)) throw error;
            readable = false;
            next += 1;
          }
        }
      } else next += 1;
    }
    const end = next + quote.length;
    return { kind: "string", text: text.slice(at, end), interpolations: readable ? interpolations : null };
  };

  return (text) => run(text, 0, "file").tokens;
}

/** Every token of punctuation in the rules of tokens, longest first. */
function punctuation(rules: Rules): string[] {
  const found = new Set<string>();
  for (const [name, rule] of rules) {
    if (isLexical(name)) continue;
    visitExpr(rule, (expr) => {
      if (expr.type === "text" && !/^\w/.test(expr.text)) found.add(expr.text);
    });
  }
  return [...found].sort((a, b) => b.length - a.length);
}
