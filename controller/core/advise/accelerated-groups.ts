import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { PriceBook } from "../../contract/price-book.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import type { AcceleratedGroup, Knowledge } from "../candidates/knowledge.ts";
import { movedLines } from "../cost/cost-design.ts";
import { pricedPlace } from "../cost/priced-place.ts";
import { edgeGroupOf } from "../cost/service/edge-group-of.ts";
import type { Audience } from "../predict/audience.ts";
import type { EvidenceBook, PathEvidence } from "../predict/evidence-book.ts";
import { pathsQuantileUs } from "../predict/path-times.ts";
import { practicalThresholdUs } from "./entry-difference.ts";
import type { EntryJudgement } from "./judge-entries.ts";

interface AcceleratedEvidence {
  readonly service: Service;
  readonly vantages: readonly PlacedVantage[];
  readonly audiences: readonly Audience[];
  readonly book: EvidenceBook;
  readonly judgements: readonly EntryJudgement[];
  readonly thresholds: AdviceThresholds;
  readonly prices: PriceBook;
  /** Median in µs that a group gets of an endpoint when names lead to it; null where not measured. */
  readonly p50Us: Knowledge["p50Us"];
}

/**
 * Groups that are worth trying behind an accelerator: those that days of measurements call better off or
 * as well off by it, and that gain by it against the best that a name could lead them to. An accelerator
 * often leaves the median where it was and takes the tail away, and the tail of one group may be that of all.
 */
export function acceleratedGroups(evidence: AcceleratedEvidence): AcceleratedGroup[] {
  const byGroup = new Map(evidence.audiences.map((audience) => [audience.group.id, audience]));
  return evidence.judgements.flatMap(({ advice }) => {
    const { group, share, verdict, difference } = advice;
    const audience = byGroup.get(group);
    if (audience === undefined) return [];
    if (verdict !== "better" && verdict !== "equivalent") return [];
    const judgedUs = verdict === "better" && difference !== null ? -difference.us : 0;
    const gainUs = gainOverNames(audience, evidence) ?? judgedUs;
    return gainUs <= 0
      ? []
      : [{ group, weightedGainUs: share * gainUs, usdPerMonth: premiumUsd(audience, evidence) }];
  });
}

const MEDIAN = 0.5;
const TAIL = 0.95;

/** The larger of what median and tail gain in µs, 0 where neither is worth acting on; null where not known. */
function gainOverNames(
  { group, listeners }: Audience,
  { service, book, thresholds, p50Us }: AcceleratedEvidence,
): number | null {
  const fast = listeners.flatMap(({ vantage }) => book.pathBy(vantage, "accelerator") ?? []);
  const ways = service.endpoints.flatMap(({ id }) => {
    const us = p50Us(group.id, id);
    return us === null ? [] : [{ id, us }];
  });
  if (fast.length === 0 || ways.length === 0) return null;
  const gain = (leastUs: number, p: number) => {
    const gainUs = leastUs - quantileUs(fast, p);
    return gainUs > practicalThresholdUs(leastUs, thresholds) ? gainUs : 0;
  };
  const leastUs = Math.min(...ways.map(({ us }) => us));
  // The tail of an endpoint with a far higher median is not the least.
  const near = ways.filter(({ us }) => us <= FAR_RATIO * leastUs + FAR_US);
  const tailUs = Math.min(
    ...near.map(({ id }) =>
      quantileUs(
        listeners.flatMap(({ vantage }) => book.pathTo(vantage, "dns", id) ?? []),
        TAIL,
      ),
    ),
  );
  return Math.max(gain(leastUs, MEDIAN), gain(tailUs, TAIL));
}

const FAR_RATIO = 1.5;
const FAR_US = 20_000;

function quantileUs(paths: readonly PathEvidence[], p: number): number {
  return pathsQuantileUs(paths, p) ?? 0;
}

/** What the accelerator charges for the group's traffic, from the endpoint that serves most of it. */
function premiumUsd(
  { group, listeners }: Audience,
  { service, vantages, book, prices }: AcceleratedEvidence,
): number | null {
  const { gbIn, gbOut } = group.trafficPerMonth ?? {};
  const endpoint = service.endpoints.find(({ id }) => id === servingMost(listeners, book));
  if (gbIn === undefined || gbOut === undefined || endpoint === undefined) return null;
  const own = vantages.filter(({ id }) => group.vantages.includes(id));
  const traffic = {
    groups: [
      {
        group: group.id,
        edgeGroup: edgeGroupOf(group, own).value,
        servedFrom: pricedPlace(endpoint.place),
        queries: 0,
      },
    ],
    periods: [{ times: 1, volumes: [{ group: group.id, inGb: gbIn, outGb: gbOut }] }],
  };
  const accelerator = { accelerators: 1, publicIpv4Each: 2 };
  const lines = movedLines(prices, { kind: "accelerator", accelerator, extras: [] }, traffic);
  const premium = lines.filter((line) => line.group !== null && line.part === "accelerator");
  return premium.some(({ usd }) => usd === null)
    ? null
    : premium.reduce((sum, { usd }) => sum + Number(usd), 0);
}

function servingMost(listeners: Audience["listeners"], book: EvidenceBook): string | null {
  const answers = new Map<string, number>();
  for (const { vantage } of listeners) {
    for (const { servedBy } of book.chosenBy(vantage, "accelerator")?.days ?? []) {
      for (const [endpoint, count] of Object.entries(servedBy)) {
        answers.set(endpoint, (answers.get(endpoint) ?? 0) + count);
      }
    }
  }
  return [...answers].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))[0]?.[0] ?? null;
}
