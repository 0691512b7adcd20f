import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parse, tokenize } from "../../src/syntax/index.ts";
import { Source } from "../../src/text/source.ts";
import { recorded } from "../support/generate/choices.ts";
import { Coverage } from "../support/generate/coverage.ts";
import { mutate } from "../support/generate/mutations.ts";
import { program } from "../support/generate/program.ts";
import { type Ran, runSource } from "../support/run.ts";
import { samples } from "../support/samples.ts";

// `npm run fuzz -- 10000` sets both; the suite runs few programs, and always the same.
const programs = Number(process.env.AETHER_FUZZ ?? 300);
const seed = Number(process.env.AETHER_FUZZ_SEED ?? 1);

/** Numbers that decide what is written; shrinking them shrinks the program. */
const choices = fc.noBias(fc.array(fc.nat(), { minLength: 200, maxLength: 1_500, size: "max" }));
const meaningful = choices.map((numbers) => program(recorded(numbers)));
const texts = samples().map((sample) => sample.source);
const mutated = fc
  .tuple(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...texts) }, { weight: 1, arbitrary: meaningful }),
    fc.noBias(fc.array(fc.nat(), { minLength: 30, maxLength: 30 })),
  )
  .map(([text, numbers]) => mutate(recorded(numbers), text, tokenize));

/** Small limits, so that a mutation which loops for ever ends soon. */
const limits = { steps: 20_000, heapGrowth: 256 * 1024 * 1024, outputBytes: 200_000 };

/** What both ways of running a program must agree on. */
function visible(ran: Ran): object {
  const { result, error, output, steps } = ran;
  return { result, code: error?.code, message: error?.message, path: error?.path, span: error?.span, output, steps };
}

async function bothModes(text: string): Promise<Ran> {
  const fast = await runSource(text, { mode: "fast", limits });
  const sliced = await runSource(text, { mode: "sliced", limits });
  expect(visible(sliced)).toEqual(visible(fast));
  return fast;
}

const endings = new Map<string, number>();
const coverage = new Coverage();

describe("generated programs", () => {
  it(`run alike in both forms (${programs} programs)`, async () => {
    let ended = 0;
    const property = fc.asyncProperty(meaningful, async (text) => {
      const { diagnostics, file } = parse(new Source("main.aether", text));
      expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
      const ran = await bothModes(text);
      await coverage.during(() => runSource(text, { limits }));
      coverage.declarations(file);
      const ending = ran.error === undefined ? "no error" : (ran.error.code ?? "thrown by the script");
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
      if (ran.error === undefined) ended += 1;
    });
    await fc.assert(property, { numRuns: programs, seed, endOnFailure: false });
    expect(ended / programs).toBeGreaterThanOrEqual(0.5);
    // In proportion: at least 20 executions of everything in 10,000 programs.
    if (programs >= 10_000) expect(coverage.missing(20)).toEqual([]);
  }, 3_600_000);

  it(`survive mutation (${programs} mutations of samples and programs)`, async () => {
    await fc.assert(
      fc.asyncProperty(mutated, async (text) => {
        const ran = await bothModes(text);
        expect(typeof ran.steps).toBe("number");
      }),
      { numRuns: programs, seed },
    );
  }, 3_600_000);

  afterAll(() => {
    if (endings.size === 0) return;
    const table = (counts: ReadonlyMap<string, number>): string =>
      [...counts]
        .sort((a, b) => a[1] - b[1])
        .map(([name, count]) => `${name} ${count}`)
        .join(", ");
    console.log(
      `endings: ${table(endings)}\n\nnodes: ${table(coverage.nodes)}\n\nbuilt-ins: ${table(coverage.builtins)}`,
    );
  });
});
