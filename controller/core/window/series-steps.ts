import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import type { Coverage, WindowFacts } from "../../contract/window.ts";
import type { Step } from "../summary/sum-steps.ts";

/** One series over a window, as read from the store: the steps with attempts, oldest first. */
export type SeriesSteps = {
  readonly fromMs: number;
  readonly toMs: number;
  /** Length of the longest stored bucket that was read. */
  readonly resolutionMs: number;
  readonly steps: readonly Step[];
};

/** Minutes of the window with attempts, of all minutes that have begun in it. */
export function coverageOf({ fromMs, toMs, steps }: SeriesSteps): Coverage {
  const ofMinutes = minutesIn({ fromMs, toMs });
  const minutes = steps.reduce((sum, step) => sum + step.minutes, 0);
  return { minutes: Math.min(minutes, ofMinutes), ofMinutes };
}

/** How many minutes have begun in a window, the one that it begins in included. */
export function minutesIn({ fromMs, toMs }: Pick<SeriesSteps, "fromMs" | "toMs">): number {
  return Math.max(0, Math.ceil(toMs / MINUTE_MS) - Math.floor(fromMs / MINUTE_MS));
}

/** The facts that go with every answer about one series. */
export function windowFacts(read: SeriesSteps): WindowFacts {
  const { fromMs, toMs, resolutionMs } = read;
  return { fromMs, toMs, resolutionMs, coverage: coverageOf(read) };
}
