import type { NumberBasis } from "../../contract/number-basis.ts";
import type { Audience } from "./audience.ts";
import { dayDraws } from "./day-draws.ts";
import type { EvidenceBook } from "./evidence-book.ts";
import { measuredParts } from "./measured-parts.ts";
import type { GroupPrediction, Prediction, ServedPart, ServedShare } from "./prediction.ts";
import { type RoutedDesign, type ServedGroup, servedGroup } from "./routed-design.ts";
import { type GroupTimes, groupQuantileUs, usersQuantile, usersTimes } from "./users-latency.ts";

const MEDIAN = 0.5;
const TAIL = 0.95;

/** Who serves everybody in a design, and what they get. */
export interface ServedUsers
  extends Pick<Prediction, "groups" | "coverage" | "p50" | "p95" | "basis"> {
  /** In the order of the groups, for other weights of them. */
  readonly times: readonly GroupTimes[];
}

/**
 * By where the design leads each vantage, and what was measured there. Designs of other policies may
 * well lead everybody alike, and share what was found of the first.
 *
 * @param before what was found of designs, by who serves whom; grows by this one
 */
export function servedUsers(
  audiences: readonly Audience[],
  { ways }: RoutedDesign,
  evidence: EvidenceBook,
  before: Map<string, ServedUsers>,
): ServedUsers {
  const groups = audiences.map((audience, at) => servedGroup(audience, ways[at] ?? []));
  const key = groups.map(servedText).join("\n");
  const found = before.get(key) ?? mixedUsers(audiences, groups, evidence);
  before.set(key, found);
  return found;
}

/** The same for groups that are served alike. */
function servedText({ parts, unserved, unknown }: ServedGroup): string {
  const texts = parts.map(({ vantage, entry, endpoint, share }) =>
    [vantage, entry, endpoint, share].join(" "),
  );
  return [unserved, unknown, ...texts].join(",");
}

function mixedUsers(
  audiences: readonly Audience[],
  all: readonly ServedGroup[],
  evidence: EvidenceBook,
): ServedUsers {
  const looked = audiences.map((audience, at) => {
    const served = all[at] ?? NOBODY_KNOWN;
    const vantages = audience.listeners.map(({ vantage }) => vantage);
    return { audience, served, measured: measuredParts(evidence, vantages, served.parts) };
  });
  const times = usersTimes(
    looked.map(({ audience, measured }) => ({ weight: audience.weight, measured })),
  );
  const groups = looked.map(({ audience, served, measured }, at): GroupPrediction => {
    const own = times.groups[at] as GroupTimes;
    return {
      group: audience.group.id,
      weight: audience.weight,
      served: sharesOf(served.parts),
      parts: served.parts,
      unserved: served.unserved,
      unknown: served.unknown,
      p50Us: groupQuantileUs(own, MEDIAN),
      p95Us: groupQuantileUs(own, TAIL),
      basis: measured.basis,
    };
  });
  const draws = dayDraws(times.days.length);
  return {
    groups,
    coverage: times.coverage,
    p50: usersQuantile(times, MEDIAN, draws),
    p95: usersQuantile(times, TAIL, draws),
    basis: leastCertain(
      looked.filter(({ measured }) => measured.coverage > 0).map(({ measured }) => measured.basis),
    ),
    times: times.groups,
  };
}

const NOBODY_KNOWN: ServedGroup = { parts: [], unserved: 0, unknown: 1 };

/** All vantages together, the largest share first. */
function sharesOf(parts: readonly ServedPart[]): ServedShare[] {
  const shares = new Map<string, ServedShare>();
  for (const { entry, endpoint, share } of parts) {
    const key = `${entry} ${endpoint}`;
    shares.set(key, { entry, endpoint, share: share + (shares.get(key)?.share ?? 0) });
  }
  return [...shares]
    .sort(([a, one], [b, other]) => other.share - one.share || (a < b ? -1 : 1))
    .map(([, share]) => share);
}

/** Of nothing, that it is worked out by a model: who serves whom is. */
function leastCertain(bases: readonly NumberBasis[]): NumberBasis {
  if (bases.length === 0) return "modelled";
  return bases.includes("measured_elsewhere") ? "measured_elsewhere" : "measured";
}
