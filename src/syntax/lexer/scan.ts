/**
 * Where string and regex literals end. A string literal is one token including its interpolations, so its end can only
 * be found by following nested quotes and braces; this is done with an explicit stack, in linear time.
 */

const NEWLINE = 10;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const BACKSLASH = 92;
const OPEN = 123;
const CLOSE = 125;

/** Nesting of strings and braces inside one literal that is still followed; deeper text is scanned plainly. */
const maxNesting = 2000;

export interface Extent {
  /** Offset after the literal. */
  readonly end: number;
  readonly closed: boolean;
}

/** Finds the ends of literals in one text; remembers failures so that hostile text cannot make it quadratic. */
export class LiteralScanner {
  /** Strings and triple strings that start before these offsets are scanned without following interpolations. */
  private plainUntil = -1;
  private plainTripleUntil = -1;
  /** No regex literal that starts before this offset is closed on its line. */
  private noRegexUntil = -1;

  constructor(private readonly text: string) {}

  /** Extent of the string literal whose quote stands at `start`. */
  string(start: number): Extent {
    const mode = this.modeAt(start);
    if (mode === "single") return this.plain(start, mode);
    const plainUntil = mode === "triple" ? this.plainTripleUntil : this.plainUntil;
    if (start >= plainUntil) {
      const end = this.nested(start, mode);
      if (end >= 0) return { end, closed: true };
      if (mode === "triple") this.plainTripleUntil = this.text.length;
      else this.plainUntil = lineEnd(this.text, start);
    }
    return this.plain(start, mode);
  }

  /** End of the regex literal (with flags) whose slash stands at `start`; -1 when it is not closed on its line. */
  regex(start: number): number {
    if (start < this.noRegexUntil) return -1;
    const { text } = this;
    let inClass = false;
    for (let at = start + 1; at < text.length; at += 1) {
      const c = text.charCodeAt(at);
      if (c === NEWLINE || c === 13) break;
      if (c === BACKSLASH) at += 1;
      else if (c === 91) inClass = true;
      else if (c === 93) inClass = false;
      else if (c === SLASH && !inClass) {
        let end = at + 1;
        while (end < text.length && isNamePart(text.charCodeAt(end))) end += 1;
        return end;
      }
    }
    this.noRegexUntil = lineEnd(text, start);
    return -1;
  }

  /**
   * Offset after the `}` that closes the interpolation opened at `open`, at most `limit`; -1 when there is none.
   * `multiline`: line breaks are allowed (in triple strings).
   */
  interpolation(open: number, limit: number, multiline: boolean): number {
    return this.nested(open, "code", multiline, limit);
  }

  private modeAt(start: number): Mode {
    if (this.text.charCodeAt(start) === APOSTROPHE) return "single";
    return this.text.startsWith('"""', start) ? "triple" : "double";
  }

  /** The end by quotes and escapes alone: the next closing quote, else the end of the line (of the text for `"""`). */
  private plain(start: number, mode: Mode): Extent {
    const { text } = this;
    const quote = mode === "single" ? APOSTROPHE : QUOTE;
    for (let at = start + width(mode); at < text.length; at += 1) {
      const c = text.charCodeAt(at);
      if (c === BACKSLASH && text.charCodeAt(at + 1) !== NEWLINE && text.charCodeAt(at + 1) !== 13) at += 1;
      else if (c === NEWLINE && mode !== "triple") return { end: trimReturn(text, at), closed: false };
      else if (c === quote && (mode !== "triple" || text.startsWith('"""', at))) {
        return { end: at + width(mode), closed: true };
      }
    }
    return { end: text.length, closed: false };
  }

  /** Follows nested strings and braces; answers the end of the construct at `start`, or -1 when it is not closed. */
  private nested(start: number, first: Mode, multiline = true, limit = this.text.length): number {
    const { text } = this;
    const modes: Mode[] = [first];
    const braces: number[] = [];
    let lineBound = first === "double" || (first === "code" && !multiline) ? 1 : 0;
    let at = start + width(first);
    if (first === "code") braces.push(1);
    while (at < limit) {
      const mode = modes[modes.length - 1]!;
      const c = text.charCodeAt(at);
      if (c === NEWLINE) {
        if (lineBound > 0 || mode === "single") return -1;
        at += 1;
      } else if (mode === "code") {
        if (c === QUOTE || c === APOSTROPHE) {
          const inner = this.modeAt(at);
          if (modes.length > maxNesting) return -1;
          modes.push(inner);
          if (inner !== "triple") lineBound += 1;
          at += width(inner);
        } else if (c === OPEN) {
          braces[braces.length - 1]! += 1;
          at += 1;
        } else if (c === CLOSE) {
          at += 1;
          if ((braces[braces.length - 1]! -= 1) > 0) continue;
          modes.pop();
          braces.pop();
          if (modes.length === 0) return at;
        } else if (c === SLASH && regexMayStart(text, start, at)) {
          const end = this.regex(at);
          at = end < 0 ? at + 1 : end;
        } else at += 1;
      } else if (c === BACKSLASH) {
        at += escapeWidth(text, at);
      } else if (c === OPEN && mode !== "single") {
        at += 1;
        if (text.charCodeAt(at) === OPEN) at += 1;
        else if (modes.length > maxNesting) return -1;
        else {
          modes.push("code");
          braces.push(1);
        }
      } else if (mode === "triple" ? text.startsWith('"""', at) : c === (mode === "single" ? APOSTROPHE : QUOTE)) {
        at += width(mode);
        modes.pop();
        if (modes.length === 0) return at;
        if (mode !== "triple") lineBound -= 1;
      } else at += 1;
    }
    return -1;
  }
}

/** `code` is the inside of an interpolation's braces. */
type Mode = "single" | "double" | "triple" | "code";

/** Length of the escape at `at`; the brace of `\u{…}` belongs to it. */
export function escapeWidth(text: string, at: number): number {
  if (text.charCodeAt(at + 1) === NEWLINE) return 1;
  return text.charCodeAt(at + 1) === 117 && text.charCodeAt(at + 2) === OPEN ? 3 : 2;
}

function width(mode: Mode): number {
  return mode === "triple" ? 3 : 1;
}

/** Offset of the line break that ends the line of `at`, or the end of the text. */
function lineEnd(text: string, at: number): number {
  const found = text.indexOf("\n", at);
  return found < 0 ? text.length : found;
}

function trimReturn(text: string, at: number): number {
  return text.charCodeAt(at - 1) === 13 ? at - 1 : at;
}

/** ASCII letters, digits, `_`, `$`. */
function isNamePart(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || (c >= 48 && c <= 57) || c === 95 || c === 36;
}

const wordsBeforeOperand = new Set(["and", "or", "not", "in", "if", "else", "return", "throw"]);

/** Inside an interpolation: whether a slash begins a regex, judged by what stands before it. */
function regexMayStart(text: string, from: number, slash: number): boolean {
  let at = slash - 1;
  while (at > from && text.charCodeAt(at) <= 32) at -= 1;
  const c = text.charCodeAt(at);
  if (c === 41 || c === 93 || c === QUOTE || c === APOSTROPHE || c > 127) return false;
  if (!isNamePart(c)) return true;
  let word = at;
  while (word > from && at - word < 8 && isNamePart(text.charCodeAt(word - 1))) word -= 1;
  return wordsBeforeOperand.has(text.slice(word, at + 1)) && text.charCodeAt(word - 1) !== 46;
}
