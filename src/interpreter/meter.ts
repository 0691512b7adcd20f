import { Aborted, errorValue } from "../values/thrown.ts";
import type { Host, Limits } from "./host.ts";

/** Steps granted at a time; between grants nothing but a counter is touched. */
const grant = 1_024;
/** Entries copied or compared at once that count as one step. */
const entriesPerStep = 16;
/** Milliseconds between two looks at the heap. */
const heapInterval = 20;
/** What a `finally` gets after a limit was reached. */
const graceSteps = 100_000;
const graceTime = 5_000;
/** Part of the heap limit that it may add. */
const graceHeapPart = 8;
/** What all of them together get. */
const graceTimeInAll = 10_000;

/** Counts what a run uses and stops it at its limits. One per run, shared by all its fibers. */
export class Meter {
  /** Steps left of the last grant. */
  fuel = 0;
  /** Set when others should get a turn; waiting code looks at it after each tick. */
  sliceDue = false;
  /** Open transactions: nothing may yield or wait inside. */
  transactions = 0;
  private granted = 0;
  private stepLimit: number;
  private timeLimit: number;
  private timeUsed = 0;
  private resumedAt = 0;
  private heapBase = -1;
  /** Growth at which to look closely. */
  private heapLimit: number;
  /** Growth at which the run ends. */
  private heapCap: number;
  private heapLookedAt = 0;
  /** What the run ends with; from then on only the grace of `finally` blocks counts. */
  private stopped: Aborted | null = null;
  private graceEnds: number | null = null;

  constructor(
    private readonly host: Host,
    private readonly limits: Limits,
    /** Yield about every so many steps; 0 never. */
    private readonly slice: boolean,
  ) {
    this.stepLimit = limits.steps;
    this.timeLimit = limits.wallTime;
    this.heapLimit = limits.heapGrowth;
    this.heapCap = limits.heapGrowth;
  }

  openTransaction(): void {
    this.transactions++;
    this.sliceDue = false;
  }

  /** Steps used so far. */
  get steps(): number {
    return this.granted - this.fuel;
  }

  /** The run starts or goes on after waiting: wall time counts from here. */
  resume(): void {
    this.resumedAt = this.host.clock();
    if (this.heapBase < 0) this.heapBase = this.startingHeap();
  }

  /** The run waits or has ended: wall time stands still. */
  pause(): void {
    this.timeUsed += this.host.clock() - this.resumedAt;
  }

  /** Counts an operation over many entries. @throws Aborted at a limit or when cancelled */
  chargeEntries(count: number): void {
    if (count >= entriesPerStep) this.charge(Math.floor(count / entriesPerStep));
  }

  /** Counts several steps at once. @throws Aborted at a limit or when cancelled */
  charge(steps: number): void {
    this.fuel -= steps;
    while (this.fuel < 0) this.refuel();
  }

  private refuel(): void {
    if (this.granted >= this.stepLimit) {
      this.stop("AE4003", { limit: this.limits.steps });
    }
    const more = Math.min(grant, this.stepLimit - this.granted);
    this.granted += more;
    this.fuel += more;
    this.look();
  }

  private look(): void {
    if (this.slice && this.transactions === 0) this.sliceDue = true;
    const now = this.host.clock();
    if (this.timeUsed + now - this.resumedAt > this.timeLimit)
      this.stop("AE4004", { limit: this.limits.wallTime / 1000 });
    const cancelled = this.stopped ? null : this.host.cancelled();
    if (cancelled) throw this.stopWith(() => cancelled);
    if (now - this.heapLookedAt >= heapInterval) {
      this.heapLookedAt = now;
      this.lookAtHeap();
    }
  }

  private lookAtHeap(): void {
    if (this.heapGrowth(false) <= this.heapLimit) return;
    // Most of it may be garbage; only what survives a collection counts.
    const growth = this.heapGrowth(true);
    if (growth > this.heapCap) this.stop("AE4007", { limit: Math.round(this.limits.heapGrowth / 1024 / 1024) });
    // Collecting is slow: wait for half of the free room to fill before looking so closely again.
    this.heapLimit = growth + Math.max((this.heapCap - growth) / 2, this.heapCap / 16);
  }

  /** What is in use before the run; garbage of earlier runs must not count where there is much of it. */
  private startingHeap(): number {
    const { host } = this;
    const used = host.heapUsed?.(false) ?? 0;
    return host.heapUsed && used > this.limits.heapGrowth / 4 ? host.heapUsed(true) : used;
  }

  private heapGrowth(exact: boolean): number {
    const { host } = this;
    return host.heapUsed ? host.heapUsed(exact) - this.heapBase : 0;
  }

  /** Ends the run. From then on one and the same error is thrown: making many of them would cost more than the script. */
  private stop(code: Parameters<typeof errorValue>[0], params: Parameters<typeof errorValue>[1]): never {
    this.granted -= this.fuel;
    this.fuel = 0;
    throw this.stopWith(() => new Aborted(errorValue(code, params)));
  }

  /** What the run ends with: `make` is asked the first time only. */
  stopWith(make: () => Aborted): Aborted {
    this.stopped ??= make();
    return this.stopped;
  }

  /**
   * Before a `finally` that runs because of a limit or a cancellation: fresh steps and time for it. False when all of them
   * together have had their time: then the rest is skipped, or functions that call themselves in `finally` would never end.
   */
  beginGrace(failure: Aborted): boolean {
    this.stopped ??= failure;
    const now = this.timeUsed + this.host.clock() - this.resumedAt;
    this.graceEnds ??= now + graceTimeInAll;
    if (now >= this.graceEnds) return false;
    this.stepLimit = this.steps + graceSteps;
    this.timeLimit = Math.min(now + graceTime, this.graceEnds);
    this.heapCap = Math.max(this.heapCap, this.heapGrowth(false) + this.limits.heapGrowth / graceHeapPart);
    this.heapLimit = this.heapCap;
    return true;
  }
}
