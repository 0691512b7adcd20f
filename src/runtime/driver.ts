import type { Activity, Turn } from "../interpreter/execution.ts";
import type { Effect, Outcome } from "../interpreter/host.ts";
import { Aborted, errorValue, Thrown } from "../values/thrown.ts";
import type { Value } from "../values/types.ts";
import type { Cancellation } from "./cancellation.ts";
import type { Clock } from "./clock.ts";
import type { Timer, Timers } from "./timers.ts";
import { waitingTime } from "./waiting-time.ts";

/** What the driver needs from its run. */
export interface DriverPort {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly cancellation: Cancellation;
  /** Called before each wait. @throws Thrown when the state cannot be saved */
  saveStates(): Promise<void>;
  /** Performs an effect that answers later. @throws Thrown, Aborted */
  performLater(effect: Effect): Promise<Value>;
  /** Calls the function of a timer. */
  fire(timer: Timer): Activity;
}

/** What a waiting strand is to be resumed with. */
type Answer = { readonly value: Value } | { readonly error: Thrown | Aborted };

/** One thread of script execution: the main one, or that of a timer. */
interface Strand {
  readonly activity: Activity;
  readonly main: boolean;
  /** When its wait is over, on the monotonic clock; Infinity while it waits for an answer. */
  due: number;
  answer: Answer;
  /** Counts its waits, so that an answer that comes too late is dropped. */
  waits: number;
}

/** What `finally` blocks may wait for in all once the run has been stopped. */
const GRACE = 5_000;
/** A run in slices lets the host breathe after so many milliseconds. */
const BREATH = 10;

/** Drives the waiting form of a script: one thing at a time, waits and timers in the order they are due. */
export class Driver {
  private readonly strands: Strand[] = [];
  private result: Outcome | null = null;
  /** Once set, everything that still runs is being brought to its end. */
  private stopping: Aborted | null = null;
  private graceEnds = 0;
  private lastBreath = 0;
  private wake: () => void = () => {};
  /** What went wrong in the host itself while an effect was performed: not the script's to catch. */
  private fault: { readonly error: unknown } | null = null;

  constructor(private readonly port: DriverPort) {}

  /** Runs the main code and then whatever it has started, to the end of all. */
  async drive(main: Activity): Promise<Outcome> {
    await this.begin(main, true);
    for (;;) {
      if (this.fault !== null) throw this.fault.error;
      if (this.stopping === null) this.look();
      const strand = this.nextStrand();
      const timer = this.stopping === null ? this.port.timers.next() : null;
      if (strand === null && timer === null) break;
      const due = Math.min(strand?.due ?? Number.POSITIVE_INFINITY, timer?.due ?? Number.POSITIVE_INFINITY);
      if (due > this.port.clock.monotonic()) await this.sleepUntil(due);
      else if (strand !== null && strand.due <= (timer?.due ?? Number.POSITIVE_INFINITY)) await this.resume(strand);
      else if (timer !== null) await this.fire(timer);
    }
    return this.result!;
  }

  private async fire(timer: Timer): Promise<void> {
    this.port.timers.clear(timer.id);
    await this.begin(this.port.fire(timer), false);
  }

  private async begin(activity: Activity, main: boolean): Promise<void> {
    const strand: Strand = { activity, main, due: 0, answer: { value: null }, waits: 0 };
    this.strands.push(strand);
    await this.advance(strand, activity.resume());
  }

  private nextStrand(): Strand | null {
    let first: Strand | null = null;
    for (const strand of this.strands) if (first === null || strand.due < first.due) first = strand;
    return first;
  }

  private async resume(strand: Strand): Promise<void> {
    const { answer } = strand;
    if (this.stopping !== null && this.port.clock.monotonic() >= this.graceEnds) return this.abort(strand);
    const { activity } = strand;
    await this.advance(strand, "error" in answer ? activity.fail(answer.error) : activity.resume(answer.value));
  }

  /** Lets a strand run until it waits or ends. */
  private async advance(strand: Strand, turn: Turn): Promise<void> {
    while (!turn.done) {
      if (turn.request.kind === "effect") return this.wait(strand, turn.request.effect);
      await this.breathe();
      turn = strand.activity.resume();
    }
    this.strands.splice(this.strands.indexOf(strand), 1);
    this.ended(turn.outcome, strand.main);
  }

  private ended(outcome: Outcome, main: boolean): void {
    // The first failure decides; otherwise the main code does.
    if ((this.result?.ok ?? true) && (main || !outcome.ok)) this.result = outcome;
    if (!outcome.ok && this.stopping === null)
      this.stop(new Aborted(errorValue("AE4203", { reason: "another part of it failed" })));
  }

  /** Puts a strand to sleep for what it asked. */
  private async wait(strand: Strand, effect: Effect): Promise<void> {
    strand.waits++;
    try {
      if (effect.operation === "wait" || effect.operation === "sleep") {
        const unit = effect.operation === "wait" ? "seconds" : "milliseconds";
        const ms = waitingTime(effect.operation, effect.args[0] ?? null, unit);
        await this.port.saveStates();
        strand.due = this.port.clock.monotonic() + ms;
        strand.answer = { value: null };
      } else {
        strand.due = Number.POSITIVE_INFINITY;
        void this.answerLater(strand, effect);
      }
    } catch (error) {
      if (!(error instanceof Thrown || error instanceof Aborted)) throw error;
      strand.due = 0;
      strand.answer = { error };
    }
  }

  private async answerLater(strand: Strand, effect: Effect): Promise<void> {
    const wait = strand.waits;
    let answer: Answer;
    try {
      answer = { value: await this.port.performLater(effect) };
    } catch (error) {
      if (error instanceof Thrown || error instanceof Aborted) answer = { error };
      else {
        this.fault = { error };
        answer = { value: null };
      }
    }
    if (strand.waits === wait) {
      strand.answer = answer;
      strand.due = 0;
    }
    this.wake();
  }

  private async sleepUntil(due: number): Promise<void> {
    const { clock, cancellation } = this.port;
    const until = Math.min(
      due,
      this.stopping === null ? (cancellation.deadline ?? Number.POSITIVE_INFINITY) : this.graceEnds,
    );
    const waking = new AbortController();
    const woken = new Promise<void>((resolve) =>
      waking.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    this.wake = () => waking.abort();
    const stopListening = cancellation.listen(this.wake);
    try {
      const ms = until - clock.monotonic();
      await (ms === Number.POSITIVE_INFINITY ? woken : clock.sleep(ms, waking.signal));
    } finally {
      stopListening();
      this.wake = () => {};
    }
    if (this.stopping !== null && clock.monotonic() >= this.graceEnds) {
      for (const strand of this.strands) strand.due = 0;
    }
  }

  /** Has somebody asked the run to stop? */
  private look(): void {
    const aborted = this.port.cancellation.poll();
    if (aborted === null) return;
    // Everything may be over but for some timers: the run was stopped all the same.
    const steps = this.result?.steps ?? 0;
    if (this.result?.ok) this.result = { ok: false, error: aborted.error, aborted: true, steps };
    this.stop(aborted);
  }

  /** Brings everything to its end: no timer fires any more, and each strand runs its `finally` blocks. */
  private stop(aborted: Aborted): void {
    this.stopping = aborted;
    this.graceEnds = this.port.clock.monotonic() + GRACE;
    this.port.timers.clearAll();
    for (const strand of this.strands) {
      strand.waits++;
      strand.due = 0;
      strand.answer = { error: aborted };
    }
  }

  /** Ends a strand whose `finally` blocks wait longer than they may. */
  private async abort(strand: Strand): Promise<void> {
    await this.advance(strand, strand.activity.fail(this.stopping!));
  }

  private async breathe(): Promise<void> {
    const now = performance.now();
    if (now - this.lastBreath < BREATH) return;
    this.lastBreath = now;
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
