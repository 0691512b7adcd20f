const codes = { red: "31", yellow: "33", cyan: "36", green: "32", dim: "2", bold: "1" } as const;

export type Style = keyof typeof codes;
export type Paint = (style: Style, text: string) => string;

/** Puts ANSI colours around texts, or leaves them alone. */
export function painter(color: boolean): Paint {
  return color ? (style, text) => (text === "" ? "" : `\u001b[${codes[style]}m${text}\u001b[0m`) : (_, text) => text;
}
