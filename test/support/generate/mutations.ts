import { type Choices, pick } from "./choices.ts";

/** Where the tokens of a text are. */
export interface TokenPlace {
  readonly start: number;
  readonly end: number;
}

/** One to three changes of a text: tokens lost, doubled, exchanged or replaced, and noise in its characters. */
export function mutate(choices: Choices, text: string, tokens: (text: string) => readonly TokenPlace[]): string {
  let changed = text;
  for (let count = 1 + choices.below(3); count > 0; count--) changed = mutateOnce(choices, changed, tokens(changed));
  return changed;
}

function mutateOnce(choices: Choices, text: string, tokens: readonly TokenPlace[]): string {
  if (tokens.length === 0) return text;
  const token = pick(choices, tokens);
  const other = pick(choices, tokens);
  const without = text.slice(0, token.start) + text.slice(token.end);
  switch (choices.below(6)) {
    case 0:
      return without;
    case 1:
      return `${text.slice(0, token.end)} ${text.slice(token.start)}`;
    case 2: {
      const [first, second] = token.start < other.start ? [token, other] : [other, token];
      if (first.end > second.start) return without;
      return [
        text.slice(0, first.start),
        text.slice(second.start, second.end),
        text.slice(first.end, second.start),
        text.slice(first.start, first.end),
        text.slice(second.end),
      ].join("");
    }
    case 3:
      return text.slice(0, token.start) + text.slice(other.start, other.end) + text.slice(token.end);
    case 4: {
      const at = choices.below(text.length);
      return text.slice(0, at) + noise(choices) + text.slice(at + choices.below(2));
    }
    default: {
      const from = choices.below(text.length);
      return text.slice(0, from) + text.slice(from + 1 + choices.below(20));
    }
  }
}

const characters = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  '"',
  "'",
  '"""',
  "\\",
  "/",
  "#",
  "\n",
  "\0",
  "\uFFFD",
  "\uD800",
  "é",
  "😀",
  "=",
  ":",
  ",",
  "?.",
  "...",
  "\r\n",
  "\t",
  "`",
  "@",
  "0x",
  "5min",
];

function noise(choices: Choices): string {
  return pick(choices, characters);
}
