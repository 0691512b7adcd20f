import { constants } from "node:os";
import type { Worker } from "node:worker_threads";
import type { CancelReason, CancelSource } from "./cancellation.ts";

/**
 * Node's own watcher for Ctrl-C, the one behind `breakOnSigint` of the `vm` module: a thread that notes the signal, so
 * that busy code can ask for it. Absent on hosts that do not offer it.
 */
interface SigintWatchdog {
  startSigintWatchdog(): void;
  stopSigintWatchdog(): void;
  watchdogHasPendingSigint(): boolean;
}

/** Busy for this many milliseconds, a run gets the thread that listens for what the watchdog does not. */
const SLOW = 100;
/** While the run waits, the watchdog is asked this often, in milliseconds. */
const LOOK = 50;

/**
 * Makes Ctrl-C, SIGTERM and SIGHUP reach a run that computes without pause: Node delivers signals to a thread that has time, and
 * the one that runs scripts has none. A second Ctrl-C has its ordinary effect and ends the process.
 */
export class Interrupts implements CancelSource {
  private readonly watchdog = findWatchdog();
  private watching = false;
  private received: CancelReason | null = null;
  private thread: Worker | null = null;
  /** Set by the thread: the number of the signal that came. */
  private readonly flag = new Int32Array(new SharedArrayBuffer(4));
  private startedAt = 0;

  /** Begins to listen for a run that is about to start. */
  start(): void {
    this.startedAt = performance.now();
    if (!this.watchdog || this.watching) return;
    this.watchdog.startSigintWatchdog();
    this.watching = true;
  }

  poll(): CancelReason | null {
    if (this.received !== null) return this.received;
    if (this.watching && this.watchdog!.watchdogHasPendingSigint()) this.receive("interrupt");
    else if (Atomics.load(this.flag, 0) !== 0) this.receive(reasonOf(Atomics.load(this.flag, 0)));
    else if (this.thread === null && performance.now() - this.startedAt > SLOW) this.startThread();
    return this.received;
  }

  listen(callback: () => void): () => void {
    const known = this.received;
    const look = () => {
      if (this.poll() !== known) callback();
    };
    // The watchdog stays on and is asked: handing Ctrl-C over to an ordinary handler and back would lose one that comes
    // in between.
    const timer = setInterval(look, LOOK);
    const handle = (signal: NodeJS.Signals) => {
      this.receive(reasonOf(constants.signals[signal]));
      callback();
    };
    const signals = this.signals();
    for (const signal of signals) process.on(signal, handle);
    return () => {
      clearInterval(timer);
      for (const signal of signals) process.off(signal, handle);
    };
  }

  blocking(): void {
    if (this.thread === null) this.startThread();
  }

  interrupted(): void {
    this.receive("interrupt");
  }

  /** Stops listening; signals have their ordinary effect again. */
  close(): void {
    this.unwatch();
    void this.thread?.terminate();
    this.thread = null;
  }

  private receive(reason: CancelReason): void {
    this.received ??= reason;
    // From here on a second Ctrl-C has its ordinary effect.
    this.unwatch();
  }

  /** The signals the watchdog does not look after. */
  private signals(): NodeJS.Signals[] {
    return this.watchdog ? ["SIGTERM", "SIGHUP"] : ["SIGTERM", "SIGHUP", "SIGINT"];
  }

  private unwatch(): void {
    if (this.watching) this.watchdog!.stopSigintWatchdog();
    this.watching = false;
  }

  /** Starting a thread costs milliseconds, so short runs go without; until it listens, other signals than Ctrl-C simply end the process. */
  private startThread(): void {
    const signals = this.signals().map((signal) => constants.signals[signal]);
    // Asked for here and not imported: a start-up snapshot that holds this module cannot start threads.
    const threads = process.getBuiltinModule("node:worker_threads");
    this.thread = new threads.Worker(LISTENER, { eval: true, workerData: { flag: this.flag, signals } });
    // A host without the binding the listener needs keeps the ordinary effect of signals.
    this.thread.on("error", () => {});
    this.thread.unref();
  }
}

const LISTENER = `
process.noDeprecation = true;
const { workerData } = require("node:worker_threads");
const { Signal } = process.binding("signal_wrap");
for (const signal of workerData.signals) {
  const handle = new Signal();
  handle.onsignal = () => Atomics.store(workerData.flag, 0, signal);
  handle.start(signal);
}
`;

function reasonOf(signal: number): CancelReason {
  if (signal === constants.signals.SIGINT) return "interrupt";
  return signal === constants.signals.SIGHUP ? "hangup" : "terminate";
}

function findWatchdog(): SigintWatchdog | null {
  const host = process as unknown as { binding?: (name: string) => Partial<SigintWatchdog> };
  try {
    const found = host.binding?.("contextify");
    return found?.startSigintWatchdog && found.stopSigintWatchdog && found.watchdogHasPendingSigint
      ? (found as SigintWatchdog)
      : null;
  } catch {
    return null;
  }
}
