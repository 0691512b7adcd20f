import { type Expr, isLexical, type Rules } from "./read.ts";

/**
 * RegExp source (flag `u`) for a rule of characters. A rule of tokens inside it (the expression of an interpolation)
 * becomes "any text": whoever needs more checks that part with the recogniser.
 */
export function regexSource(rules: Rules, name: string): string {
  const source = (expr: Expr): string => {
    switch (expr.type) {
      case "text":
        return expr.text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
      case "class":
        return expr.source;
      case "rule":
        return isLexical(expr.name) ? regexSource(rules, expr.name) : "[^]*?";
      case "sequence":
        return expr.parts.map(source).join("");
      case "choice":
        return `(?:${expr.options.map(source).join("|")})`;
      case "repeat":
        return `(?:${source(expr.body)})${expr.many ? (expr.min === 1 ? "+" : "*") : "?"}`;
      case "except":
        return `(?!(?:${source(expr.but)})$)${source(expr.body)}`;
      case "look":
        return `(?${expr.wanted ? "=" : "!"}${source(expr.body)})`;
    }
  };
  const rule = rules.get(name);
  if (!rule) throw new Error(`the grammar has no rule ${name}`);
  return `(?:${source(rule)})`;
}

/** A sticky RegExp that finds an instance of a rule of characters at its `lastIndex`. */
export function finder(rules: Rules, name: string): RegExp {
  return new RegExp(regexSource(rules, name), "uy");
}

/** A test whether a whole text is an instance of a rule of characters. */
export function matcher(rules: Rules, name: string): (text: string) => boolean {
  const regex = new RegExp(`^${regexSource(rules, name)}$`, "u");
  return (text) => regex.test(text);
}
