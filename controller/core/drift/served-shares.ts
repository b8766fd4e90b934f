import type { PathEvidence } from "../advise/path-evidence.ts";
import type { Served } from "../routing/predict-served.ts";
import type { Spread } from "../routing/spread.ts";
import { percentText } from "../wording/count.ts";
import { DRIFT_RULES } from "./drift-rules.ts";

/** Part of the clients by who serves them: endpoints by their ids. */
export type Shares = ReadonlyMap<string, number>;

/** Whoever answered connections and is no endpoint of the service. */
const OTHER = "something else";

/** Who served some vantages, each with the same weight, and how many answers say so. */
export type MeasuredShares = {
  readonly shares: Shares;
  readonly answers: number;
  readonly vantages: number;
};

/** Null where no vantage has answers enough that say who served. */
export function measuredShares(
  paths: readonly PathEvidence[],
  endpoints: ReadonlySet<string>,
): MeasuredShares | null {
  const counted = paths
    .map(({ bucket }) => ({
      servedBy: bucket.servedBy,
      answers: Object.values(bucket.servedBy).reduce((sum, count) => sum + count, 0),
    }))
    .filter(({ answers }) => answers >= DRIFT_RULES.fewestAnswers);
  if (counted.length === 0) return null;
  const shares = new Map<string, number>();
  for (const { servedBy, answers } of counted) {
    for (const [name, count] of Object.entries(servedBy)) {
      const who = endpoints.has(name) ? name : OTHER;
      shares.set(who, (shares.get(who) ?? 0) + count / answers / counted.length);
    }
  }
  const answers = counted.reduce((sum, each) => sum + each.answers, 0);
  return { shares, answers, vantages: counted.length };
}

/** Why the model cannot say who serves, and what would let it. */
export type NotPredicted = { readonly why: string; readonly mend: string };

/**
 * What the model says in the same words. An address that no endpoint is known to have may well be the
 * endpoint's that was measured: of it the model says nothing.
 */
export function predictedShares(
  spread: Spread<Served>,
): { readonly shares: Shares } | { readonly unknown: NotPredicted } {
  const shares = new Map<string, number>();
  for (const { probability, item } of spread) {
    if (item.kind === "unknown") return { unknown: { why: item.reason, mend: PLACE_MEND } };
    if (item.kind === "other") {
      const why = `no endpoint is known to have ${item.what}`;
      return { unknown: { why, mend: "Add it to the addresses of the endpoint that has it." } };
    }
    const who = item.kind === "none" ? NOBODY : item.endpoint;
    shares.set(who, (shares.get(who) ?? 0) + probability);
  }
  return { shares };
}

/** Of clients that are answered nothing, or led to where nothing answers. */
const NOBODY = "nobody";

const PLACE_MEND = "Say where these clients are: their country, or where their vantages stand.";

/** `eu-west-1 97 %, us-east-1 3 %`. */
export function sharesText(shares: Shares): string {
  return [...shares]
    .filter(([, share]) => share > 0)
    .sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
    .map(([who, share]) => `${who} ${percentText(Math.min(1, rounded(share)), 1)}`)
    .join(", ");
}

/** Sums of shares are off by less than this. */
function rounded(share: number): number {
  return Math.round(share * 1e9) / 1e9;
}
