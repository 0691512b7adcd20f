import type { Choices } from "./random.ts";
import { type Expr, isLexical, type Rules, visitExpr } from "./read.ts";

/** A token to write; `tight` when nothing may stand before it. */
interface Piece {
  readonly text: string;
  readonly tight: boolean;
}

/** Tokens whose meaning goes beyond their spelling: the calendar and the regex engine have a say. */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  CRON: ['"0 3 * * *"', "'*/5 8-18 * * 1-5'", '"0 0 3 1,15 * *"'],
  ZONE: ['"Europe/Paris"', "'UTC'", '"America/New_York"'],
  REGEX: ["/a+b/", "/[/\\]]x/gi", "/\\d{2}/", "/(a|b)*/s"],
};
/** The same for one token within one rule. */
const SPELLINGS_IN_RULE: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  ScheduleRule: { COUNT: ["1", "30", "2"], DURATION: ["5m", "90s"] },
};

/** Characters that classes are asked for. */
const ALPHABET = [..." abcxyzABCXYZ0123456789_$.,:;!?+-*/=<>()[]'\"äß€😀{}\n"];

/** Writes random sentences of a grammar. Options that were taken less often are preferred, so that all get their turn. */
export class SentenceWriter {
  /** How often each option was taken, by rule and position. */
  readonly taken = new Map<Expr, number[]>();
  private readonly costs = new Map<string, number>();
  private readonly contextualWords: readonly string[];
  private tight = false;
  private budget = 0;

  constructor(
    private readonly rules: Rules,
    private readonly choices: Choices,
  ) {
    this.measure();
    const words = new Set<string>();
    for (const [name, rule] of rules) {
      if (isLexical(name)) continue;
      visitExpr(rule, (expr) => {
        if (expr.type === "text" && this.spells("IDENT", expr.text)) words.add(expr.text);
      });
    }
    this.contextualWords = [...words];
  }

  /** A sentence of the rule `start`: of about `size` tokens, then brought to its end as shortly as the rules allow. */
  write(start: string, size: number): string {
    this.budget = size;
    const pieces: Piece[] = [];
    this.expand({ type: "rule", name: start, without: "" }, { name: start, marks: "", brackets: 0 }, pieces);
    return this.join(pieces, true);
  }

  private expand(
    expr: Expr,
    within: { readonly name: string; readonly marks: string; brackets: number },
    out: Piece[],
  ): void {
    switch (expr.type) {
      case "text":
        if ("([{".includes(expr.text)) within.brackets += 1;
        if (")]}".includes(expr.text)) within.brackets -= 1;
        this.put(expr.text, out);
        return;
      case "rule": {
        if (expr.name === "TIGHT") this.tight = true;
        else if (expr.name === "SAME_LINE") return;
        else if (expr.name === "MATCH") this.put("match", out);
        else if (expr.name === "BLOCK_END") {
          if (out[out.length - 1]?.text !== "}") this.put(";", out);
        } else if (expr.name === "NL") out.push({ text: "\n", tight: false });
        else if (isLexical(expr.name)) this.put(this.token(expr.name, within.name), out);
        else {
          const marks = (within.brackets === 0 ? within.marks : "") + expr.without;
          this.expand(this.rule(expr.name), { name: expr.name, marks, brackets: 0 }, out);
        }
        return;
      }
      case "sequence":
        for (const part of expr.parts) this.expand(part, within, out);
        return;
      case "choice": {
        const excluded = within.brackets === 0 && within.marks.includes("~") ? "BracedOperand" : "";
        const options = expr.options.filter((option) => !(option.type === "rule" && option.name === excluded));
        this.expand(this.pick(expr, options), within, out);
        return;
      }
      case "repeat": {
        for (let count = 0; count === 0 || expr.many; count++) {
          const room = this.cost(expr.body) <= this.budget;
          const wanted = count < expr.min || (room && this.choices.below(10) < appetite(within.name, expr.body));
          if (!wanted) return;
          this.expand(expr.body, within, out);
        }
        return;
      }
      case "look":
        return;
      case "class":
      case "except":
        throw new Error("a rule of tokens cannot hold characters");
    }
  }

  private put(text: string, out: Piece[]): void {
    this.budget -= 1;
    out.push({ text, tight: this.tight });
    this.tight = false;
  }

  private pick(choice: Expr, options: readonly Expr[]): Expr {
    const least = Math.min(...options.map((option) => this.cost(option)));
    const fitting = options.filter((option) => this.cost(option) <= Math.max(this.budget, least));
    const all = choice.type === "choice" ? choice.options : options;
    const counts = this.taken.get(choice) ?? all.map(() => 0);
    this.taken.set(choice, counts);
    const weights = fitting.map((option) => 1000 / (10 + counts[all.indexOf(option)]!) + 5);
    let ticket = this.choices.below(1_000_000) * (weights.reduce((sum, weight) => sum + weight, 0) / 1_000_000);
    const found = fitting.find((_, index) => (ticket -= weights[index]!) < 0) ?? fitting[fitting.length - 1]!;
    counts[all.indexOf(found)]! += 1;
    return found;
  }

  private token(name: string, owner: string): string {
    const spellings = SPELLINGS_IN_RULE[owner]?.[name] ?? SPELLINGS[name];
    if (spellings) return spellings[this.choices.below(spellings.length)]!;
    if (name === "IDENT" || name === "NAME") {
      const turn = this.choices.below(4);
      if (turn === 0) return this.contextualWords[this.choices.below(this.contextualWords.length)]!;
      if (turn < 3) return "abcdefgh"[this.choices.below(8)]!;
    }
    for (;;) {
      const text = this.characters(this.rule(name));
      // A brace in a TEXT is plain, but two of them on a line can look like an interpolation from one to the other.
      if (this.spells(name, text) && !(name === "TEXT" && text.includes("{"))) return text;
    }
  }

  /** Words only: a reserved word is no IDENT. */
  private spells(name: string, text: string): boolean {
    const rule = this.rules.get(name);
    if (rule?.type !== "except") return true;
    const reserved = this.rule(rule.but.type === "rule" ? rule.but.name : name);
    const isReserved =
      reserved.type === "choice" && reserved.options.some((word) => word.type === "text" && word.text === text);
    return /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(text) && !isReserved;
  }

  private characters(expr: Expr): string {
    switch (expr.type) {
      case "text":
        return expr.text;
      case "class": {
        const regex = new RegExp(`^${expr.source}$`, "u");
        const fitting = ALPHABET.filter((character) => regex.test(character));
        return fitting[this.choices.below(fitting.length)]!;
      }
      case "rule": {
        if (isLexical(expr.name)) return this.characters(this.rule(expr.name));
        const pieces: Piece[] = [];
        this.expand(expr, { name: expr.name, marks: "", brackets: 0 }, pieces);
        return this.join(pieces, false);
      }
      case "sequence":
        return expr.parts.map((part) => this.characters(part)).join("");
      case "choice":
        return this.characters(this.pick(expr, expr.options));
      case "repeat": {
        let text = "";
        for (let count = expr.min + this.choices.below(expr.many ? 4 : 2); count > 0; count--) {
          text += this.characters(expr.body);
        }
        return text;
      }
      case "except":
        return this.characters(expr.body);
      case "look":
        throw new Error("a rule of characters cannot look ahead");
    }
  }

  /** White space between the tokens; at whim a comment, or a line break where line breaks mean nothing. */
  private join(pieces: readonly Piece[], whims: boolean): string {
    const open: string[] = [];
    let text = "";
    for (const [index, piece] of pieces.entries()) {
      const whim = whims ? this.choices.below(40) : 1;
      if (index === 0 || piece.tight) text += "";
      else if (piece.text === "\n") text += whim === 0 ? " # a comment" : "";
      else if (whim === 0) text += " /* a comment */ ";
      else if (whim < 4 && whims && open[open.length - 1] === "(") text += "\n";
      else if (!text.endsWith("\n")) text += " ";
      text += whims || piece.text !== "\n" ? piece.text : " ";
      if ("([{".includes(piece.text)) open.push(piece.text);
      else if (")]}".includes(piece.text)) open.pop();
    }
    return text;
  }

  private rule(name: string): Expr {
    const found = this.rules.get(name);
    if (!found) throw new Error(`the grammar has no rule ${name}`);
    return found;
  }

  /** Tokens in the shortest text of an expression, and a little for each rule on the way, so that going on costs. */
  private cost(expr: Expr): number {
    switch (expr.type) {
      case "rule": {
        if (expr.name === "TIGHT" || expr.name === "SAME_LINE") return 0;
        if (expr.name === "BLOCK_END") return 1;
        if (!this.rules.has(expr.name) || isLexical(expr.name)) return 1;
        return 0.01 + (this.costs.get(expr.name) ?? Number.POSITIVE_INFINITY);
      }
      case "sequence":
        return expr.parts.reduce((sum, part) => sum + this.cost(part), 0);
      case "choice":
        return Math.min(...expr.options.map((option) => this.cost(option)));
      case "repeat":
        return expr.min === 0 ? 0 : this.cost(expr.body);
      case "look":
        return 0;
      default:
        return 1;
    }
  }

  private measure(): void {
    for (let changed = true; changed; ) {
      changed = false;
      for (const [name, rule] of this.rules) {
        const cost = this.cost(rule);
        if (cost < (this.costs.get(name) ?? Number.POSITIVE_INFINITY)) {
          this.costs.set(name, cost);
          changed = true;
        }
      }
    }
  }
}

/** Of ten chances to repeat or include something, how many are taken: statements often, operators now and then. */
function appetite(owner: string, body: Expr): number {
  if (body.type === "rule" && body.name === "End") return 1;
  if (/^(Statements|Members|Match|Schedule)$/.test(owner)) return 8;
  return /^(If|Try|For|Let|Parameter|Test|On|Act|Return)/.test(owner) ? 5 : 2;
}
