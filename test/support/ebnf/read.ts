/** Reads grammar files in the notation that the head of `grammar/aether.ebnf` states: W3C EBNF, look-ahead, `Rule~` and `Rule^`. */

export type Expr =
  | { readonly type: "text"; readonly text: string }
  /** A character class; `source` is the same class for a RegExp with the flag `u`. */
  | { readonly type: "class"; readonly source: string }
  /** `without` is the mark of `Rule~` and `Rule^`, else empty. */
  | { readonly type: "rule"; readonly name: string; readonly without: "" | "~" | "^" }
  | { readonly type: "sequence"; readonly parts: readonly Expr[] }
  | { readonly type: "choice"; readonly options: readonly Expr[] }
  | { readonly type: "repeat"; readonly body: Expr; readonly min: 0 | 1; readonly many: boolean }
  | { readonly type: "except"; readonly body: Expr; readonly but: Expr }
  | { readonly type: "look"; readonly body: Expr; readonly wanted: boolean };

/** Rules by name, in the order of the file. */
export type Rules = ReadonlyMap<string, Expr>;

/** Rules in capitals describe characters, all others tokens. */
export function isLexical(name: string): boolean {
  return /^[A-Z_]+$/.test(name);
}

interface Mark {
  readonly text: string;
  readonly at: number;
}

/** @throws Error naming the line, when the text is not a grammar, defines a rule twice, or uses one it does not define */
export function readGrammar(text: string, builtIn: readonly string[] = []): Rules {
  const marks = [...scan(text)];
  const rules = new Map<string, Expr>();
  let next = 0;

  const wrong = (at: number, what: string): never => {
    throw new Error(`grammar line ${text.slice(0, at).split("\n").length}: ${what}`);
  };
  const peek = (ahead = 0): string => marks[next + ahead]?.text ?? "";
  const take = (): Mark => marks[next++] ?? wrong(text.length, "the grammar ends too early");
  const expect = (what: string): void => {
    const found = take();
    if (found.text !== what) wrong(found.at, `expected ${what}, found ${found.text}`);
  };

  const choice = (): Expr => {
    const options = [sequence()];
    while (peek() === "|") {
      take();
      options.push(sequence());
    }
    return options.length === 1 ? options[0]! : { type: "choice", options };
  };
  const sequence = (): Expr => {
    const parts: Expr[] = [];
    while (peek() !== "" && peek() !== "|" && peek() !== ")" && peek(1) !== "::=") parts.push(exception());
    return parts.length === 1 ? parts[0]! : { type: "sequence", parts };
  };
  const exception = (): Expr => {
    const body = repeated();
    if (peek() !== "-") return body;
    take();
    return { type: "except", body, but: repeated() };
  };
  const repeated = (): Expr => {
    let body = single();
    while (peek() === "?" || peek() === "*" || peek() === "+") {
      const mark = take().text;
      body = { type: "repeat", body, min: mark === "+" ? 1 : 0, many: mark !== "?" };
    }
    return body;
  };
  const single = (): Expr => {
    const { text: mark, at } = take();
    if (mark === "(") {
      const body = choice();
      expect(")");
      return body;
    }
    if (mark === "&" || mark === "!") {
      expect("(");
      const body = choice();
      expect(")");
      return { type: "look", body, wanted: mark === "&" };
    }
    if (mark[0] === '"' || mark[0] === "'") return { type: "text", text: mark.slice(1, -1) };
    if (mark[0] === "[") return { type: "class", source: classSource(mark) };
    if (mark[0] === "#") return { type: "text", text: String.fromCodePoint(Number.parseInt(mark.slice(2), 16)) };
    if (!/^\w+$/.test(mark)) return wrong(at, `unexpected ${mark}`);
    const without = peek() === "~" || peek() === "^" ? (take().text as "~" | "^") : "";
    return { type: "rule", name: mark, without };
  };

  while (next < marks.length) {
    const { text: name, at } = take();
    expect("::=");
    if (rules.has(name)) wrong(at, `${name} is defined twice`);
    rules.set(name, choice());
  }
  for (const mark of marks) {
    const known = rules.has(mark.text) || builtIn.includes(mark.text) || !/^[A-Za-z_]/.test(mark.text);
    if (!known) wrong(mark.at, `${mark.text} is not defined`);
  }
  return rules;
}

/** Calls `visit` for an expression and everything inside it. */
export function visitExpr(expr: Expr, visit: (expr: Expr) => void): void {
  visit(expr);
  if (expr.type === "sequence") for (const part of expr.parts) visitExpr(part, visit);
  else if (expr.type === "choice") for (const option of expr.options) visitExpr(option, visit);
  else if (expr.type === "repeat" || expr.type === "look") visitExpr(expr.body, visit);
  else if (expr.type === "except") {
    visitExpr(expr.body, visit);
    visitExpr(expr.but, visit);
  }
}

function* scan(text: string): Generator<Mark> {
  const mark =
    /\s+|\/\*[\s\S]*?\*\/|(::=|[()|*+?&!~^-]|"[^"]*"|'[^']*'|#x[0-9A-Fa-f]+|\[(?:[^\]#]|#x[0-9A-Fa-f]+)*\]|[A-Za-z_]\w*)/y;
  while (mark.lastIndex < text.length) {
    const at = mark.lastIndex;
    const found = mark.exec(text);
    if (!found) throw new Error(`grammar line ${text.slice(0, at).split("\n").length}: cannot read ${text[at]}`);
    if (found[1] !== undefined) yield { text: found[1], at };
  }
}

/** `[^a-z#xA]` as RegExp source: a backslash stands for itself in the notation, but for properties such as `\p{L}`. */
function classSource(mark: string): string {
  const inner = mark
    .slice(1, -1)
    .replace(/[[]|\\(?!p\{)/g, "\\$&")
    .replace(/#x([0-9A-Fa-f]+)/g, "\\u{$1}");
  return `[${inner}]`;
}
