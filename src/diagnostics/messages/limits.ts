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
  AE4003: {
    title: "Too many steps",
    severity: "error",
    text: "The run used its {limit} steps (calls and loop turns).",
    help: "Look for a loop that never ends, or raise the limit with --steps.",
    type: "LimitExceeded",
  },
  AE4004: {
    title: "Out of time",
    severity: "error",
    text: "The run worked for its {limit} seconds (waiting not counted).",
    help: "Look for a loop that never ends, or raise the limit with --timeout.",
    type: "LimitExceeded",
  },
  AE4006: {
    title: "Calls too deep",
    severity: "error",
    text: "Functions call each other more than {limit} levels deep.",
    help: "Look for a recursion that never ends, or use a loop.",
    type: "LimitExceeded",
  },
  AE4007: {
    title: "Out of memory",
    severity: "error",
    text: "The run keeps more than {limit} MB of values.",
    help: "Keep less at a time: search with a limit, work through the data in pages.",
    type: "LimitExceeded",
  },
  AE4201: {
    title: "Too much output",
    severity: "error",
    text: "This run has written more than {limit} bytes with `print` and `log`.",
    help: "Write less, or store results in memory; the limit can be raised in aether.yaml (limits: output_size).",
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
  // Sizes of single values (AE4101-AE4199)
  AE4101: {
    title: "Text too long",
    severity: "error",
    text: "This text would have {length} characters; the limit is {limit}.",
    help: "Work on parts of it, or raise the string limit.",
    type: "LimitExceeded",
  },
  AE4102: {
    title: "List or object too large",
    severity: "error",
    text: "This would have {length} entries; the limit is {limit}.",
    help: "Work on parts of it, or raise the list limit.",
    type: "LimitExceeded",
  },
} satisfies Record<string, MessageEntry>;
