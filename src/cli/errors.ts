import { type Report, renderReport } from "../diagnostics/render.ts";
import type { Source } from "../text/source.ts";
import { toJson } from "../values/json.ts";
import { Thrown } from "../values/thrown.ts";
import type { ErrorValue, Value } from "../values/types.ts";
import { type Cli, colors } from "./cli.ts";

/** Finds the source of a display path. */
export type Sources = (path: string) => Source | undefined;

/** Writes an error to standard error: one code frame, a hint, the script stack. */
export function reportError(cli: Cli, error: ErrorValue, sources: Sources = () => undefined): void {
  cli.streams.err(renderReport(errorReport(error, sources), { color: colors(cli, "err") }));
}

/** An error as the renderers of diagnostics take it. */
export function errorReport(error: ErrorValue, sources: Sources = () => undefined): Report {
  const { place, message, code, type, help, stack } = error;
  const source = place ? sources(place.path) : undefined;
  return {
    severity: "error",
    code,
    type,
    message,
    help,
    stack,
    ...(place && source ? { place: { source, span: place.span } } : place ? { location: place.path } : {}),
  };
}

/** An error as `--json` prints it, with every key always present. */
export function jsonError(error: ErrorValue, sources: Sources = () => undefined) {
  const source = error.place ? sources(error.place.path) : undefined;
  return {
    code: error.code,
    type: error.type,
    message: error.message,
    help: error.help,
    path: error.place?.path ?? null,
    start: error.place && source ? source.position(error.place.span.start) : null,
    end: error.place && source ? source.position(error.place.span.end) : null,
    stack: error.stack,
    data: jsonValue(error.data),
  };
}

/** A value as host JSON; one that has no JSON form (a cycle) as the text that says why. */
export function jsonValue(value: Value): unknown {
  try {
    return JSON.parse(toJson(value)) as unknown;
  } catch (error) {
    if (error instanceof Thrown) return error.error.message;
    throw error;
  }
}
