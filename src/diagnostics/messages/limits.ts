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
  AE4201: {
    title: "Too much output",
    severity: "error",
    text: "This run has written more than {limit} bytes with `print` and `log`.",
    help: "Write less, or store results in memory; the limit can be raised in aether.yaml (limits: outputBytes).",
    type: "LimitExceeded",
  },
  AE4202: {
    title: "Run timed out",
    severity: "error",
    text: "The run took longer than {seconds} s, waiting included.",
    help: "Give it more time with --timeout, or do less in one run.",
    type: "LimitExceeded",
  },
  AE4203: {
    title: "Run cancelled",
    severity: "error",
    text: "The run was cancelled ({reason}).",
    type: "Cancelled",
  },
  AE4204: {
    title: "Regular expression too slow",
    severity: "error",
    text: "Matching /{pattern}/ against a text of {length} characters took longer than {limit} ms.",
    help: "Avoid nested repetition such as (a+)+, or match a shorter part of the text.",
    type: "LimitExceeded",
  },
} satisfies Record<string, MessageEntry>;
