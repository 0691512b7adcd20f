import { readFileSync } from "node:fs";
import { Recogniser, type Verdict } from "./earley.ts";
import { BUILT_IN_TOKENS, lower } from "./lower.ts";
import { readGrammar } from "./read.ts";
import { buildScanner, ScanFailure, type Token } from "./scan.ts";

/** The rules of `grammar/aether.ebnf`, the scanner its lexical rules describe, and its productions. */
export const rules = readGrammar(readFileSync("grammar/aether.ebnf", "utf8"), BUILT_IN_TOKENS);
export const scan = buildScanner(rules);
export const productions = lower(rules);

/** Answers null when a text is a sentence of the grammar, otherwise where and why it is not. */
export class GrammarCheck {
  private readonly recogniser: Recogniser;

  constructor(start = "File") {
    this.recogniser = new Recogniser(productions, start);
  }

  problem(text: string): string | null {
    let tokens: Token[];
    try {
      tokens = scan(text);
    } catch (error) {
      if (error instanceof ScanFailure) return `${place(text, error.at)}: ${error.message}`;
      throw error;
    }
    const verdict = this.recogniser.recognise(tokens);
    return verdict.accepted ? null : describe(text, tokens, verdict);
  }
}

function describe(text: string, tokens: readonly Token[], { at, expected }: Verdict): string {
  const token = tokens[at];
  const found = token === undefined ? "the end" : token.kind === "NL" ? "a line break" : token.text;
  return `${place(text, token?.start ?? text.length)}: found ${found}, expected ${expected.join(" ")}`;
}

function place(text: string, offset: number): string {
  const lines = text.slice(0, offset).split("\n");
  return `${lines.length}:${lines[lines.length - 1]!.length + 1}`;
}
