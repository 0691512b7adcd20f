import type { MessageEntry } from "./entry.ts";

/** AE4xxx: a limit was reached or the run was cancelled; scripts cannot catch these. */
export const limitMessages = {
  AE4001: {
    title: "Source too large",
    severity: "error",
    text: "This source has {size} bytes; the limit is {limit}.",
    help: "Split the file into modules, or raise the source size limit.",
    type: "LimitExceeded",
  },
  AE4002: {
    title: "Nesting too deep",
    severity: "error",
    text: "This is nested more than {limit} levels deep.",
    help: "Move inner parts into functions, or name intermediate results with `let`.",
    type: "LimitExceeded",
  },
} satisfies Record<string, MessageEntry>;
