import { Aborted, errorValue, Thrown } from "../values/thrown.ts";
import type { ErrorValue, StackFrame } from "../values/types.ts";
import type { Site } from "./frame.ts";
import type { Machine } from "./machine.ts";
import type { Meter } from "./meter.ts";

/** Innermost and outermost frames kept in an error's stack when it is deeper than both together. */
const innermost = 40;
const outermost = 10;

/** One thread of script execution with its call stack. */
export class Fiber {
  /** Script frames in use. */
  depth = 0;
  /** Where each frame was called from. */
  readonly sites: Site[] = [];
  readonly meter: Meter;
  private readonly maxDepth: number;

  constructor(readonly machine: Machine) {
    this.meter = machine.meter;
    this.maxDepth = machine.limits.callDepth;
  }

  /** A script function is called at `site`. @throws Aborted at the call depth limit and those of the meter */
  enter(site: Site): void {
    this.tick(site);
    if (this.depth >= this.maxDepth)
      throw new Aborted(this.locate(errorValue("AE4006", { limit: this.maxDepth }), site));
    this.sites[this.depth++] = site;
  }

  /** One call or loop turn at `site`. @throws Aborted at a limit or when cancelled */
  tick(site: Site): void {
    if (--this.meter.fuel < 0) this.refuel(site);
  }

  private refuel(site: Site): void {
    try {
      this.meter.charge(0);
    } catch (thrown) {
      throw this.located(thrown, site);
    }
  }

  /** The script stack at `site`, innermost frame first. */
  stack(site: Site): StackFrame[] {
    const frames = [stackFrame(site)];
    for (let i = this.depth - 1; i >= 0; i--) {
      if (frames.length === innermost && i > outermost) i = outermost - 1;
      const at = this.sites[i]!;
      if (!at.root) frames.push(stackFrame(at));
    }
    return frames;
  }

  /** Gives an error its place and stack, unless it has them already. */
  locate(error: ErrorValue, site: Site): ErrorValue {
    if (error.place === null) {
      error.place = { path: site.source.path, span: site.span };
      error.stack = this.stack(site);
    }
    return error;
  }

  private tooDeep(site: Site | null): Aborted {
    return this.meter.stopWith(() => {
      const error = errorValue("AE4006", { limit: this.maxDepth });
      return new Aborted(site ? this.locate(error, site) : error);
    });
  }

  /** Anything thrown below, with its place: script errors and limits; a host stack overflow becomes the call depth limit. */
  located(thrown: unknown, site: Site): unknown {
    if (thrown instanceof Thrown || thrown instanceof Aborted) this.locate(thrown.error, site);
    else if (isStackOverflow(thrown)) return this.tooDeep(site);
    return thrown;
  }

  /**
   * What a `try` caught: the call stack is cut back to `depth`. What has no place yet gets that of the call it happened in.
   */
  caught(thrown: unknown, depth: number): unknown {
    const site = this.sites[Math.min(this.depth, this.sites.length) - 1];
    if (site && this.depth > 0 && !site.root) thrown = this.located(thrown, site);
    else if (isStackOverflow(thrown)) thrown = this.tooDeep(null);
    this.depth = depth;
    return thrown;
  }
}

function stackFrame(site: Site): StackFrame {
  const { line, column } = site.source.position(site.span.start);
  return { name: site.fn.name, path: site.source.path, line, column };
}

/** Did the host run out of stack? */
export function isStackOverflow(thrown: unknown): boolean {
  return thrown instanceof RangeError && thrown.message.includes("call stack");
}
