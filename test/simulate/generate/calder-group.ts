import { between } from "../../helpers/draws.ts";
import { drawTruth, type PathTruth } from "./path-truth.ts";

/** Users with the way that they take today and three others. */
export interface CalderGroup {
  readonly today: PathTruth;
  readonly others: readonly PathTruth[];
}

const OTHERS = 3;

/**
 * A group of users as Calder et al. found them ("Analyzing the Performance of an Anycast CDN", 2015,
 * figure 5): 19 % could gain by another way, 12 % at least 10 ms, 4 % at least 50 ms.
 */
export function calderGroup(random: () => number): CalderGroup {
  const bestGainUs = 1_000 * gainMs(random);
  const medianUs = Math.max(between(random, 20_000, 200_000), bestGainUs + 15_000);
  const best = Math.floor(random() * OTHERS);
  const others = Array.from({ length: OTHERS }, (_, at) => {
    const behindUs = at === best ? 0 : between(random, 0, 40_000);
    return drawTruth(random, medianUs - bestGainUs + behindUs);
  });
  return { today: drawTruth(random, medianUs), others };
}

/** What the best other way would gain; most would lose. */
function gainMs(random: () => number): number {
  const kind = random();
  if (kind < 0.04) return between(random, 50, 100);
  if (kind < 0.12) return between(random, 10, 50);
  if (kind < 0.19) return between(random, 0, 10);
  return -between(random, 0, 30);
}
