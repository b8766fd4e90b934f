import { createHash } from "node:crypto";
import { countInBins } from "../../probe/contract/histogram.ts";
import type { PathHistory } from "../contract/path-history.ts";
import type { EvidenceInput } from "../core/advise/evidence-input.ts";
import { DAY_MS, FIVE_MINUTES_MS } from "../core/fold/tier.ts";

/**
 * SHA-256, in hexadecimal, over all that a recommendation stands on: the days of each path in short, the
 * version of the prices, the design that stands, the service, failover runs and memory. JSON with the fields
 * in order of their names and the paths in order of theirs, so that equal evidence has equal hashes.
 */
export function hashEvidence(input: EvidenceInput, pricesVersion: string): string {
  const { histories, prices, atMs, ...rest } = input;
  const hash = createHash("sha256");
  const paths = histories.map((path) => canonicalJson(inShort(path))).sort();
  for (const path of paths) hash.update(`${path}\n`);
  return hash.update(canonicalJson({ ...rest, pricesVersion })).digest("hex");
}

/** Counts and sums of each day: whatever is counted otherwise changes one of them. */
function inShort({ vantage, entry, endpoint, medians, days }: PathHistory) {
  const byDay: { day: number; medians: number; values: number; us: number }[] = [];
  let own = { day: Number.NaN, medians: 0, values: 0, us: 0 };
  for (const median of medians) {
    const atMs = median[0];
    const day = Math.floor(atMs / DAY_MS);
    // They are in order of time, and there are a million and more of them.
    if (day !== own.day) {
      own = { day, medians: 0, values: 0, us: 0 };
      byDay.push(own);
    }
    own.medians += 1;
    own.values += median[2];
    // By its place in the day, so that two that change places are told apart.
    own.us += median[1] * ((atMs - day * DAY_MS) / FIVE_MINUTES_MS + 1);
  }
  return {
    path: [vantage, entry, endpoint],
    medians: byDay,
    days: days.map(({ bins, ...day }) => ({ ...day, n: countInBins(bins), bins: bins.join() })),
  };
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
