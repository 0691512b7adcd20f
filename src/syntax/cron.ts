interface Field {
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly names: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

const seconds: Field = { name: "second", low: 0, high: 59, names: [] };
const fields: readonly Field[] = [
  { name: "minute", low: 0, high: 59, names: [] },
  { name: "hour", low: 0, high: 23, names: [] },
  { name: "day of the month", low: 1, high: 31, names: [] },
  { name: "month", low: 1, high: 12, names: months },
  // 0 and 7 are both Sunday.
  { name: "weekday", low: 0, high: 7, names: days },
];

/**
 * Why a cron expression of five fields, or six with seconds first, is invalid; null when it is valid. Fields are `*`,
 * numbers, names of months and days, ranges `a-b`, steps `a-b/n` and lists of these, as in crontab(5).
 */
export function cronProblem(expression: string): string | null {
  const parts = expression.split(/\s+/).filter((part) => part !== "");
  if (parts.length !== 5 && parts.length !== 6) return `it has ${parts.length} fields instead of five or six`;
  const expected = parts.length === 6 ? [seconds, ...fields] : fields;
  for (const [index, part] of parts.entries()) {
    const problem = fieldProblem(part, expected[index]!);
    if (problem !== null) return problem;
  }
  return null;
}

function fieldProblem(text: string, field: Field): string | null {
  for (const item of text.split(",")) {
    const parts = /^(?:(\*)|([0-9a-z]+)(?:-([0-9a-z]+))?)(?:\/(\d+))?$/i.exec(item);
    if (!parts) return `the ${field.name} cannot be \`${item}\``;
    const [, star, from, to, step] = parts;
    if (step !== undefined && Number(step) === 0) return `the step of the ${field.name} cannot be 0`;
    if (star !== undefined) continue;
    const low = fieldValue(from!, field);
    const high = to === undefined ? low : fieldValue(to, field);
    if (low === null || high === null) {
      return `the ${field.name} \`${low === null ? from : to}\` is not between ${field.low} and ${field.high}`;
    }
    if (high < low) return `the range \`${from}-${to}\` of the ${field.name} runs backwards`;
  }
  return null;
}

function fieldValue(text: string, field: Field): number | null {
  const named = field.names.indexOf(text.toLowerCase());
  if (named >= 0) return named + field.low;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= field.low && value <= field.high ? value : null;
}
