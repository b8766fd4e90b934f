import { InjectProblem } from "./inject-problem.ts";
import type { InForce } from "./injection.ts";

/** What can be done with one thing that is made to fail, once it is known how it was found. */
export type Acts = {
  /** How often, and how many times, it is looked for what was asked for. */
  readonly patience: { readonly everyMs: number; readonly looks: number };
  /**
   * Reads, and changes nothing.
   *
   * @throws InjectProblem where it cannot be read
   */
  look(): Promise<InForce>;
  /**
   * Asks for the failure, of a thing that is as it was found.
   *
   * @throws InjectProblem
   */
  bringAbout(): Promise<void>;
  /**
   * Reads, and asks for what differs from what was found, and for nothing else.
   *
   * @returns whether it is of use to wait; false where something is gone for good
   * @throws InjectProblem
   */
  putBack(): Promise<boolean>;
};

/** Waits so many milliseconds; throws what a signal was aborted with. */
export type Pause = (ms: number) => Promise<void>;

/**
 * Looks until it is seen in a state, or patience ends. That something cannot be read for a moment is
 * forgiven until then.
 *
 * @returns what was seen last
 * @throws InjectProblem where the last look failed
 */
export async function looksUntil(
  acts: Acts,
  wanted: InForce["state"],
  pause: Pause,
): Promise<InForce> {
  const { everyMs, looks } = acts.patience;
  for (let left = looks; ; left -= 1) {
    const isLast = left <= 1;
    const seen = isLast ? await acts.look() : await looked(acts);
    if (seen?.state === wanted || (isLast && seen !== null)) return seen;
    await pause(everyMs);
  }
}

/**
 * Puts back what differs, and looks whether it is so.
 *
 * @returns what was found at the end
 * @throws InjectProblem where it could not be read or written
 */
export async function restoreBy(acts: Acts, pause: Pause): Promise<InForce> {
  const before = await looked(acts);
  if (before?.state === "restored") return before;
  const mayCome = await acts.putBack();
  return mayCome ? await looksUntil(acts, "restored", pause) : await acts.look();
}

/** Null where it cannot be read. */
async function looked(acts: Acts): Promise<InForce | null> {
  try {
    return await acts.look();
  } catch (error) {
    if (error instanceof InjectProblem) return null;
    throw error;
  }
}
