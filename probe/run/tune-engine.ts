import { setFlagsFromString } from "node:v8";
import type { Assignment } from "../contract/assignment.ts";

/**
 * From so many attempts a second on, the optimising compiler earns what it takes: at 1,000/s the probe
 * would need half as much time again without it, at 100/s one part in twenty, while it costs 5 MB to keep.
 */
const OPTIMISE_FROM_PER_S = 250;

/**
 * Settings of V8 for a process that does little, all the time. They hold for all of its threads; set them
 * before there is a second one.
 */
export function tuneForLittle(): void {
  // The optimising compiler takes 25 MB once for undici's HTTP parser, and the allocator never gives all of
  // it back. What the baseline compiler makes of it is fast enough for answers of a few hundred bytes.
  setFlagsFromString("--liftoff-only");
  optimise(false);
}

/** Lets V8 optimise, or not, according to the attempts that are planned. */
export class EngineTuner {
  readonly #perSecond = new Map<string, number>();
  #isOptimising = false;

  /** A vantage has been assigned something else. */
  assigned({ vantage, rounds }: Pick<Assignment, "vantage" | "rounds">): void {
    this.#perSecond.set(vantage, attemptsPerSecond(rounds));
    const total = [...this.#perSecond.values()].reduce((sum, rate) => sum + rate, 0);
    const isBusy = total >= OPTIMISE_FROM_PER_S;
    if (isBusy === this.#isOptimising) return;
    this.#isOptimising = isBusy;
    optimise(isBusy);
  }
}

/** For speed, or for size: then the heap is cleared sooner, too. */
function optimise(isForSpeed: boolean): void {
  setFlagsFromString(isForSpeed ? "--opt" : "--no-opt");
  setFlagsFromString(isForSpeed ? "--no-optimize-for-size" : "--optimize-for-size");
}

/** How many attempts the rounds start in a second, on average. */
export function attemptsPerSecond(rounds: Assignment["rounds"]): number {
  return rounds.reduce(
    (sum, { targets, intervalMs }) => sum + (targets.length * 1_000) / intervalMs,
    0,
  );
}
