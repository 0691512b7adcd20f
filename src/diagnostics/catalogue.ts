import type { Span } from "../text/span.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { checkMessages } from "./messages/check.ts";
import type { MessageEntry } from "./messages/entry.ts";
import { interpreterMessages } from "./messages/interpreter.ts";
import { limitMessages } from "./messages/limits.ts";
import { memoryMessages } from "./messages/memory.ts";
import { permissionMessages } from "./messages/permissions.ts";
import { runMessages } from "./messages/run.ts";
import { syntaxMessages } from "./messages/syntax.ts";
import { valueMessages } from "./messages/values.ts";

/** Every message Aether can say, by its stable code: AE1xxx syntax, 2xxx run, 3xxx check, 4xxx limits, 5xxx permissions, 6xxx memory. */
export const catalogue = {
  ...syntaxMessages,
  ...interpreterMessages,
  ...runMessages,
  ...valueMessages,
  ...checkMessages,
  ...limitMessages,
  ...permissionMessages,
  ...memoryMessages,
} satisfies Record<string, MessageEntry>;

export type Code = keyof typeof catalogue;
export type Params = Readonly<Record<string, string | number>>;

/** The entry of a code. */
export function entry(code: Code): MessageEntry {
  return catalogue[code];
}

/** Fills `{name}` places; a place without a parameter stays visible, so that a test can find it. */
export function fill(text: string, params: Params): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

/** The message of a code with its parameters filled in. */
export function message(code: Code, params: Params = {}): string {
  return fill(entry(code).text, params);
}

/** A diagnostic for a code at a span; `extra` adds labels, fixes, or another help text. */
export function diagnostic(code: Code, span: Span, params: Params = {}, extra: Partial<Diagnostic> = {}): Diagnostic {
  const found = entry(code);
  return {
    code,
    severity: found.severity,
    message: fill(found.text, params),
    span,
    ...(found.help === undefined ? {} : { help: fill(found.help, params) }),
    ...extra,
  };
}
