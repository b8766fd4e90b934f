import type { PathHealth } from "./path-health.ts";
import { tally } from "./tally.ts";
import { VERDICT_RULES } from "./verdict-rules.ts";

/** What most bad paths have in common. Endpoints are named within their service. */
export type CommonFactor = {
  readonly kind: "endpoint" | "vantage" | "entry";
  readonly id: string;
};

/** In order of preference among factors that explain equally well. */
const FACTORS: readonly {
  readonly kind: CommonFactor["kind"];
  readonly idOf: (path: PathHealth) => string | null;
}[] = [
  { kind: "endpoint", idOf: (path) => path.endpoint },
  { kind: "vantage", idOf: (path) => path.vantage },
  { kind: "entry", idOf: (path) => path.entry },
];

/**
 * The factor that explains the bad paths: it is on at least 70 % of them, at least half of its own
 * paths are bad, and not every path shares it. Null when there is none, which is an answer too.
 */
export function commonFactor(
  bad: readonly PathHealth[],
  all: readonly PathHealth[],
): CommonFactor | null {
  let best: { factor: CommonFactor; fit: number } | null = null;
  for (const { kind, idOf } of FACTORS) {
    const ownPaths = tally(all, idOf);
    for (const [id, hit] of tally(bad, idOf)) {
      const own = ownPaths.get(id) ?? hit;
      const explained = hit / bad.length;
      const affected = hit / own;
      const explains =
        explained >= VERDICT_RULES.explainedShare &&
        affected >= VERDICT_RULES.affectedShare &&
        own < all.length;
      const fit = explained * affected;
      if (explains && (best === null || fit > best.fit)) best = { factor: { kind, id }, fit };
    }
  }
  return best?.factor ?? null;
}
