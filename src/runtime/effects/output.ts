import type { LogLevel } from "../../syntax/ast.ts";
import { print } from "../../values/print.ts";
import type { Perform } from "../context.ts";

export const outputEffects = {
  print(run, { args }) {
    run.output.print(args.map((value) => print(value)).join(" "));
    return null;
  },
  /** The `log` statement: level (null for the default) and value. */
  log(run, { args, origin }) {
    const value = args[1] ?? null;
    run.output.log({
      level: (args[0] ?? "info") as LogLevel,
      message: print(value),
      ...(typeof value === "string" ? {} : { data: value }),
      plugin: origin.plugin,
      time: run.clock.now(),
      session: run.session,
    });
    return null;
  },
} satisfies Record<string, Perform>;
