import type { Service } from "../../contract/estate.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import type { Knowledge } from "../candidates/knowledge.ts";
import { pricedPlace } from "../cost/priced-place.ts";
import { dayDifferences, groupDays } from "../evidence/day-differences.ts";
import { pairedHours } from "../evidence/paired-hours.ts";
import type { Audience } from "../predict/audience.ts";
import type { EvidenceBook } from "../predict/evidence-book.ts";
import { pathsQuantileUs } from "../predict/path-times.ts";
import type { LatencyTable } from "../routing/latency-table.ts";
import { practicalThresholdUs } from "./entry-difference.ts";

/** What designs are made of: what each group gets of each endpoint, and whom the accelerator is better for. */
export function knowledgeOf(known: {
  readonly audiences: readonly Audience[];
  readonly book: EvidenceBook;
  readonly acceleratedBy: (p50Us: Knowledge["p50Us"]) => Knowledge["accelerated"];
  readonly endpoints: Service["endpoints"];
  readonly prices: PriceBook;
  readonly thresholds: AdviceThresholds;
  readonly latency: LatencyTable | undefined;
}): Knowledge {
  const { audiences, book, acceleratedBy, endpoints, prices, thresholds, latency } = known;
  const byGroup = new Map(audiences.map((audience) => [audience.group.id, audience]));
  const listenersOf = (group: string) => byGroup.get(group)?.listeners ?? [];
  const p50Us = kept((group, endpoint) =>
    pathsQuantileUs(
      listenersOf(group).flatMap(({ vantage }) => book.pathTo(vantage, "dns", endpoint) ?? []),
      0.5,
    ),
  );
  return {
    askersOf: (group) => listenersOf(group).map(({ asker }) => asker),
    latency,
    p50Us,
    dayDifferencesUs: (group, one, other) =>
      groupDays(
        listenersOf(group).map(({ vantage }) => {
          const [left, right] = [one, other].map((endpoint) =>
            book.pathTo(vantage, "dns", endpoint),
          );
          if (left == null || right == null) return [];
          return dayDifferences(pairedHours(left.history.medians, right.history.medians));
        }),
      ),
    thresholdUs: (p50Us) => practicalThresholdUs(p50Us, thresholds),
    accelerated: acceleratedBy(p50Us),
    usdPerGb: (endpoint) => {
      const place = pricedPlace(endpoints.find(({ id }) => id === endpoint)?.place ?? "");
      const usd = prices.prices[`data-transfer.internet.${place}`]?.tiers[0]?.usd ?? null;
      return usd === null ? null : Number(usd);
    },
  };
}

/** The same answer to the same question, worked out once. */
function kept(
  work: (group: string, endpoint: string) => number | null,
): (group: string, endpoint: string) => number | null {
  const known = new Map<string, Map<string, number | null>>();
  return (group, endpoint) => {
    const own = known.get(group) ?? new Map<string, number | null>();
    known.set(group, own);
    const before = own.get(endpoint);
    if (before !== undefined) return before;
    const value = work(group, endpoint);
    own.set(endpoint, value);
    return value;
  };
}
