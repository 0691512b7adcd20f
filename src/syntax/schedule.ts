import { type Code, diagnostic, type Params } from "../diagnostics/catalogue.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Span } from "../text/span.ts";
import type * as ast from "./ast.ts";
import { cronProblem } from "./cron.ts";
import { readNumber } from "./lexer/literals.ts";
import { NumberToken, StringToken, type Token } from "./lexer/tokens.ts";

type ScheduleFields = Omit<ast.Schedule, "span">;

const intervalSeconds: ReadonlyMap<string, number> = new Map(
  Object.entries({ second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 }).flatMap(([unit, seconds]) => [
    [unit, seconds],
    [`${unit}s`, seconds],
  ]),
);
const weekdays = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
const missedChoices = ["skip", "once", "all"] as const;
const overlapChoices = ["skip", "queue", "cancel", "allow"] as const;

/**
 * Reads the words of a `schedule:` header and checks them completely: interval, time of day, weekday, cron fields, time
 * zone, options. A wrong schedule is reported and answered as `every 1 hour`, so that the tree stays whole.
 */
export function readSchedule(
  tokens: readonly Token[],
  span: Span,
  text: (token: Token) => ast.Text,
): { schedule: ScheduleFields; problems: Diagnostic[] } {
  return new ScheduleReader(tokens, span, text).read();
}

class ScheduleReader {
  private at = 0;
  private readonly problems: Diagnostic[] = [];
  private timezone: ast.Text | null = null;
  private missed: ast.Schedule["missed"] = null;
  private overlap: ast.Schedule["overlap"] = null;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly span: Span,
    private readonly text: (token: Token) => ast.Text,
  ) {}

  read(): { schedule: ScheduleFields; problems: Diagnostic[] } {
    const rule = this.rule();
    if (rule) while (this.at < this.tokens.length && this.option());
    const { timezone, missed, overlap } = this;
    const schedule = {
      kind: "Schedule" as const,
      rule: rule ?? { form: "every" as const, seconds: 3600 },
      timezone,
      missed,
      overlap,
    };
    return { schedule, problems: this.problems };
  }

  private rule(): ast.ScheduleRule | null {
    const token = this.take();
    switch (token?.image) {
      case "every":
        return this.every();
      case "hourly":
        return { form: "every", seconds: 3600 };
      case "daily":
        return this.daily();
      case "weekly":
        return this.weekly();
      case "cron":
        return this.cron();
      default:
        return this.wrong(token, token ? `\`${token.image}\` begins no schedule` : "The schedule is empty");
    }
  }

  private every(): ast.ScheduleRule | null {
    const count = this.take();
    if (count?.tokenType !== NumberToken) {
      const unit = count && intervalSeconds.has(count.image) ? count.image.replace(/s$/, "") : null;
      return this.wrong(
        count,
        unit ? `\`every\` needs a number: write \`every 1 ${unit}\`` : "`every` needs a number and a unit",
      );
    }
    const { value, unit, problem } = readNumber(count.image);
    if (problem) {
      const { suggestion } = problem;
      this.report(
        problem.code,
        spanOf(count),
        problem.params,
        suggestion === null ? undefined : `Did you mean \`${suggestion}\`?`,
      );
      return null;
    }
    let seconds = value;
    if (unit === null) {
      const word = this.take();
      const factor = word && intervalSeconds.get(word.image);
      if (factor === undefined) {
        const found = word ? `, not \`${word.image}\`` : "";
        return this.wrong(word ?? count, `The unit of an interval is seconds, minutes, hours, days or weeks${found}`);
      }
      seconds = value * factor;
    }
    if (!(seconds > 0) || !Number.isFinite(seconds)) return this.wrong(count, "The interval must be greater than zero");
    return { form: "every", seconds };
  }

  private daily(): ast.ScheduleRule | null {
    if (!this.word("at")) return this.wrong(this.tokens[this.at], '`daily` needs a time: write `daily at "02:00"`');
    const time = this.take();
    if (time?.tokenType !== StringToken) return this.wrong(time, 'The time is a text: write `daily at "02:00"`');
    const read = this.time(this.text(time).value, spanOf(time));
    return read && { form: "daily", ...read };
  }

  private weekly(): ast.ScheduleRule | null {
    const form = '`weekly on "Monday at 18:00"`';
    if (!this.word("on")) return this.wrong(this.tokens[this.at], `\`weekly\` needs a day and a time: write ${form}`);
    const when = this.take();
    if (when?.tokenType !== StringToken) return this.wrong(when, `Day and time are a text: write ${form}`);
    const { value } = this.text(when);
    const parts = /^\s*(\S+)\s+at\s+(\S+)\s*$/.exec(value);
    if (!parts) return this.wrong(when, `"${value}" is no day and time: write ${form}`);
    const weekday = weekdays.indexOf(parts[1]!.toLowerCase());
    if (weekday < 0) {
      this.report("AE1043", spanOf(when), { day: parts[1]! });
      return null;
    }
    const time = this.time(parts[2]!, spanOf(when));
    return time && { form: "weekly", weekday, ...time };
  }

  private cron(): ast.ScheduleRule | null {
    const token = this.take();
    if (token?.tokenType !== StringToken)
      return this.wrong(token, 'The cron expression is a text: write `cron "0 3 * * *"`');
    const expression = this.text(token).value.trim();
    const reason = cronProblem(expression);
    if (reason !== null) {
      this.report("AE1044", spanOf(token), { expression, reason });
      return null;
    }
    return { form: "cron", expression };
  }

  /** One of `timezone "…"`, `missed …`, `overlap …`; false when the rest cannot be read. */
  private option(): boolean {
    const word = this.take()!;
    switch (word.image) {
      case "timezone":
        if (this.timezone) return this.twice(word);
        return this.zone();
      case "missed":
        if (this.missed) return this.twice(word);
        this.missed = this.choice("missed", missedChoices);
        return this.missed !== null;
      case "overlap":
        if (this.overlap) return this.twice(word);
        this.overlap = this.choice("overlap", overlapChoices);
        return this.overlap !== null;
      default:
        this.wrong(
          word,
          `\`${word.image}\` cannot stand here: after the rule come \`timezone\`, \`missed\` and \`overlap\``,
        );
        return false;
    }
  }

  private zone(): boolean {
    const token = this.take();
    if (token?.tokenType !== StringToken) {
      this.wrong(token, 'The time zone is a text: write `timezone "Europe/Paris"`');
      return false;
    }
    this.timezone = this.text(token);
    if (!isTimeZone(this.timezone.value)) this.report("AE1045", spanOf(token), { zone: this.timezone.value });
    return true;
  }

  private choice<T extends string>(option: string, choices: readonly T[]): T | null {
    const token = this.take();
    const found = choices.find((choice) => choice === token?.image);
    if (found !== undefined) return found;
    const value = token ? token.image : "empty";
    this.report("AE1046", token ? spanOf(token) : this.span, { option, value, choices: choices.join(", ") });
    return null;
  }

  private twice(word: Token): boolean {
    this.wrong(word, `\`${word.image}\` stands twice`);
    return false;
  }

  private time(text: string, span: Span): { hour: number; minute: number } | null {
    const parts = /^(\d{1,2}):(\d{2})$/.exec(text.trim());
    const hour = Number(parts?.[1]);
    const minute = Number(parts?.[2]);
    if (parts && hour < 24 && minute < 60) return { hour, minute };
    this.report("AE1042", span, { time: text });
    return null;
  }

  private word(image: string): boolean {
    if (this.tokens[this.at]?.image !== image) return false;
    this.at += 1;
    return true;
  }

  private take(): Token | undefined {
    const token = this.tokens[this.at];
    if (token) this.at += 1;
    return token;
  }

  private wrong(token: Token | undefined, problem: string): null {
    this.report("AE1041", token ? spanOf(token) : this.span, { problem });
    return null;
  }

  private report(code: Code, span: Span, params: Params, help?: string): void {
    this.problems.push(diagnostic(code, span, params, help === undefined ? {} : { help }));
  }
}

/** Whether the host knows a time zone of this name. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return name !== "";
  } catch {
    return false;
  }
}

function spanOf(token: Token): Span {
  return { start: token.startOffset, end: token.end };
}
