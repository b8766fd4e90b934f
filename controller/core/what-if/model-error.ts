import type { AdvisedDesign } from "../../contract/advised-design.ts";
import type { ClientGroup } from "../../contract/client-group.ts";
import type { GroupError, ModelError } from "../../contract/model-error.ts";
import type { PathHistory } from "../../contract/path-history.ts";
import type { Recommendation } from "../../contract/recommendation.ts";
import { mergeBins } from "../histogram/merge.ts";
import { userQuantiles } from "../predict/user-quantiles.ts";
import { countedText, percentText } from "../wording/count.ts";
import { latencyText } from "../wording/latency.ts";

/** A prediction this close to what was measured is a good one: the larger of the two. */
const WITHIN_US = 2_000;
const WITHIN_RATIO = 0.05;

const DAY_MS = 86_400_000;

/** An earlier recommendation, and what was measured since. */
export interface ModelCheck {
  readonly recommendation: Pick<Recommendation, "id" | "service" | "madeAtMs" | "designs">;
  /** Name of the design that users went by while it was measured. */
  readonly design: string;
  readonly clientGroups: readonly Pick<ClientGroup, "id" | "vantages">[];
  /** Of ways in that choose the endpoint; those of other paths are passed over. */
  readonly histories: readonly PathHistory[];
}

/**
 * How far a prediction was from what was measured after it was made. Days that began before it are left
 * out: it stood on them. Null where the recommendation tells nothing of the design.
 */
export function modelError(check: ModelCheck): ModelError | null {
  const { recommendation, design } = check;
  const told = recommendation.designs.find(({ name }) => name === design);
  if (told === undefined || told.groups.length === 0) return null;
  const { madeAtMs } = recommendation;
  const later = check.histories
    .filter(({ entry, endpoint, basis }) => {
      return entry !== "direct" && endpoint === null && (basis ?? "measured") === "measured";
    })
    .map((history) => ({
      ...history,
      days: history.days.filter(({ day }) => day * DAY_MS >= madeAtMs),
    }));
  const vantagesOf = new Map(check.clientGroups.map(({ id, vantages }) => [id, vantages]));
  const groups = told.groups.map((group) =>
    groupError(
      group,
      later.filter(({ vantage }) => vantagesOf.get(group.group)?.includes(vantage)),
    ),
  );
  const days = later.flatMap((history) => history.days.map(({ day }) => day));
  const span = days.reduce(
    ({ first, last }, day) => ({ first: Math.min(first, day), last: Math.max(last, day + 1) }),
    { first: Number.POSITIVE_INFINITY, last: Number.NEGATIVE_INFINITY },
  );
  const summary = { p50: p50Summary(groups), endpoint: endpointSummary(groups) };
  return {
    recommendation: recommendation.id,
    service: recommendation.service,
    design,
    predictedAtMs: madeAtMs,
    measured: {
      fromMs: days.length === 0 ? madeAtMs : span.first * DAY_MS,
      toMs: days.length === 0 ? madeAtMs : span.last * DAY_MS,
    },
    groups,
    ...summary,
    sentence: sentenceOf(recommendation.id, summary),
  };
}

type Predicted = AdvisedDesign["groups"][number];

function groupError(predicted: Predicted, histories: readonly PathHistory[]): GroupError {
  const { group, weight, basis, p50Us } = predicted;
  const measuredP50Us = measuredMedian(predicted, histories);
  const differenceUs = p50Us === null || measuredP50Us === null ? null : measuredP50Us - p50Us;
  return {
    group,
    weight,
    basis,
    predictedP50Us: p50Us,
    measuredP50Us,
    differenceUs,
    isWithin:
      differenceUs === null
        ? null
        : Math.abs(differenceUs) <= Math.max(WITHIN_US, WITHIN_RATIO * (measuredP50Us ?? 0)),
    servedAsPredicted: sharedShare(predicted, histories),
  };
}

/** Of the ways in by their shares, every vantage alike. */
function measuredMedian({ served }: Predicted, histories: readonly PathHistory[]): number | null {
  const parts = (["dns", "accelerator"] as const).flatMap((entry) => {
    const share = shareBy(served, entry);
    const own = histories
      .filter((history) => history.entry === entry)
      .map(({ days }) => mergeBins(days.map(({ bins }) => bins)))
      .filter((bins) => bins.length > 0);
    return own.map((bins) => ({ share: share / own.length, bins }));
  });
  const { us } = userQuantiles(parts, [0.5]);
  return us?.[0] ?? null;
}

function shareBy(served: Predicted["served"], entry: string): number {
  return served.filter((part) => part.entry === entry).reduce((sum, { share }) => sum + share, 0);
}

/** How much of the predicted and the measured shares of endpoints is the same; null without answers. */
function sharedShare({ served }: Predicted, histories: readonly PathHistory[]): number | null {
  let same = 0;
  let whole = 0;
  for (const entry of ["dns", "accelerator"] as const) {
    const part = shareBy(served, entry);
    const measured = measuredShares(histories.filter((history) => history.entry === entry));
    if (part === 0 || measured === null) continue;
    whole += part;
    for (const { endpoint, share } of served.filter((each) => each.entry === entry)) {
      same += part * Math.min(share / part, measured.get(endpoint) ?? 0);
    }
  }
  return whole === 0 ? null : Math.min(1, same / whole);
}

/** Every vantage that has answers counts alike. */
function measuredShares(histories: readonly PathHistory[]): ReadonlyMap<string, number> | null {
  const told = histories.flatMap(({ days }) => {
    const counts = days.flatMap(({ servedBy }) => Object.entries(servedBy));
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    return total === 0 ? [] : [{ counts, total }];
  });
  if (told.length === 0) return null;
  const shares = new Map<string, number>();
  for (const { counts, total } of told) {
    for (const [who, count] of counts) {
      shares.set(who, (shares.get(who) ?? 0) + count / total / told.length);
    }
  }
  return shares;
}

function p50Summary(groups: readonly GroupError[]): ModelError["p50"] {
  const known = groups
    .flatMap(({ differenceUs, isWithin, weight }) =>
      differenceUs === null ? [] : [{ us: Math.abs(differenceUs), isWithin, weight }],
    )
    .sort((a, b) => a.us - b.us);
  const [last] = known.slice(-1);
  const whole = known.reduce((sum, { weight }) => sum + weight, 0);
  if (last === undefined || whole === 0) return null;
  let seen = 0;
  const middle = known.find(({ weight }) => {
    seen += weight;
    return seen >= whole / 2;
  });
  const within = known
    .filter(({ isWithin }) => isWithin === true)
    .reduce((sum, { weight }) => sum + weight, 0);
  return {
    groups: known.length,
    withinRatio: Math.min(1, within / whole),
    middleUs: (middle ?? last).us,
    largestUs: last.us,
  };
}

function endpointSummary(groups: readonly GroupError[]): ModelError["endpoint"] {
  const known = groups.flatMap(({ servedAsPredicted, weight }) =>
    servedAsPredicted === null ? [] : [{ same: servedAsPredicted, weight }],
  );
  const whole = known.reduce((sum, { weight }) => sum + weight, 0);
  if (whole === 0) return null;
  const same = known.reduce((sum, each) => sum + each.same * each.weight, 0);
  return { groups: known.length, sameRatio: Math.min(1, same / whole) };
}

function sentenceOf(id: string, { p50, endpoint }: Pick<ModelError, "p50" | "endpoint">): string {
  const times =
    p50 === null
      ? "no time of it was measured since"
      : `its p50 was within 5 % or 2 ms for ${percentText(p50.withinRatio, 1)} of the users measured since (${countedText(p50.groups, "group")}), off by ${latencyText(p50.largestUs)} at most`;
  const who =
    endpoint === null
      ? "nobody told who served"
      : `${percentText(endpoint.sameRatio, 1)} were served by whom it said`;
  return `${id}: ${times}; ${who}.`;
}
