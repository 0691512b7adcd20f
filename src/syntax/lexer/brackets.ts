import { diagnostic } from "../../diagnostics/catalogue.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Source } from "../../text/source.ts";
import { repairBrackets } from "./repair.ts";
import { closerOf, openerOf, type Token } from "./tokens.ts";

export interface Balanced {
  /** Tokens whose brackets all match; some may be inserted (without text), some left out. */
  readonly tokens: Token[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Pairs the brackets of a token list. Where they do not match, indentation tells where one is missing or too many, so
 * that the parser only ever sees balanced brackets and one lost brace does not swallow the rest of a file.
 * Linear in the number of tokens. Answers a single AE4002 when brackets nest deeper than `limit`.
 */
export function balanceBrackets(source: Source, tokens: Token[], limit: number): Balanced | Diagnostic {
  const stack: Token[] = [];
  let matches = true;
  for (const token of tokens) {
    const opener = openerOf(token);
    if (opener) {
      if (stack.pop()?.tokenType !== opener) matches = false;
    } else if (closerOf(token)) {
      stack.push(token);
      if (stack.length > limit) return tooDeep(token, limit);
    }
  }
  if (matches && stack.length === 0) {
    pairBrackets(tokens);
    return { tokens, diagnostics: [] };
  }
  const repaired = repairBrackets(source, tokens);
  pairBrackets(repaired.tokens);
  return repaired;
}

function tooDeep(token: Token, limit: number): Diagnostic {
  return diagnostic("AE4002", { start: token.startOffset, end: token.end }, { limit });
}

/** Sets `partner` and `parent` in a balanced token list. */
function pairBrackets(tokens: readonly Token[]): void {
  let open: Token | null = null;
  for (const token of tokens) {
    token.parent = open;
    if (closerOf(token)) open = token;
    else if (openerOf(token) && open) {
      open.partner = token;
      token.partner = open;
      open = open.parent;
    }
  }
}
