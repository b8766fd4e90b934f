import type { Audience } from "./audience.ts";
import { dayDraws } from "./day-draws.ts";
import type { EvidenceBook } from "./evidence-book.ts";
import { type GroupTimes, groupQuantileUs, groupTimes } from "./group-times.ts";
import { leastCertain } from "./least-certain.ts";
import { measuredParts } from "./measured-parts.ts";
import type { GroupPrediction, Prediction, ServedPart, ServedShare } from "./prediction.ts";
import { type RoutedDesign, type ServedGroup, servedGroup } from "./routed-design.ts";
import { usersQuantile, usersTimes } from "./users-times.ts";

const MEDIAN = 0.5;
const TAIL = 0.95;

/** Who serves everybody in a design, and what they get. */
export interface ServedUsers
  extends Pick<Prediction, "groups" | "coverage" | "p50" | "p95" | "basis"> {
  /** In the order of the groups, for other weights of them. */
  readonly times: readonly GroupTimes[];
}

/** What was found of users before; grows by each design. */
export interface ServedMemory {
  /** By who serves whom. */
  readonly all: Map<string, ServedUsers>;
  /** By group, and by who serves it: most designs differ from others in few groups. */
  readonly groups: Map<string, ServedTimes>;
}

interface ServedTimes {
  readonly prediction: GroupPrediction;
  readonly times: GroupTimes;
}

/**
 * By where the design leads each vantage, and what was measured there. Designs of other policies may
 * well lead everybody alike, and share what was found of the first.
 */
export function servedUsers(
  audiences: readonly Audience[],
  { ways }: RoutedDesign,
  evidence: EvidenceBook,
  memory: ServedMemory,
): ServedUsers {
  const served = audiences.map((audience, at) => {
    const group = servedGroup(audience, ways[at] ?? []);
    return { audience, group, key: `${audience.group.id} ${servedText(group)}` };
  });
  const key = served.map((each) => each.key).join("\n");
  const found = memory.all.get(key);
  if (found !== undefined) return found;
  const groups = served.map(({ audience, group, key: own }) => {
    const known = memory.groups.get(own) ?? servedTimes(audience, group, evidence);
    memory.groups.set(own, known);
    return known;
  });
  const made = mixedUsers(groups);
  memory.all.set(key, made);
  return made;
}

/** The same for groups that are served alike. */
function servedText({ parts, unserved, unknown }: ServedGroup): string {
  const texts = parts.map(({ vantage, entry, endpoint, share }) =>
    [vantage, entry, endpoint, share].join(" "),
  );
  return [unserved, unknown, ...texts].join(",");
}

function servedTimes(
  { group, weight, listeners }: Audience,
  { parts, unserved, unknown }: ServedGroup,
  evidence: EvidenceBook,
): ServedTimes {
  const vantages = listeners.map(({ vantage }) => vantage);
  const measured = measuredParts(evidence, vantages, parts);
  const times = groupTimes(measured);
  const prediction: GroupPrediction = {
    group: group.id,
    weight,
    served: sharesOf(parts),
    parts,
    unserved,
    unknown,
    p50Us: groupQuantileUs(times, MEDIAN),
    p95Us: groupQuantileUs(times, TAIL),
    basis: measured.basis,
  };
  return { prediction, times };
}

function mixedUsers(groups: readonly ServedTimes[]): ServedUsers {
  const mixed = usersTimes(groups.map(({ prediction: { weight }, times }) => ({ weight, times })));
  const draws = dayDraws(mixed.days.length);
  const measured = groups.filter(({ times }) => times.coverage > 0);
  return {
    groups: groups.map(({ prediction }) => prediction),
    coverage: mixed.coverage,
    p50: usersQuantile(mixed, MEDIAN, draws),
    p95: usersQuantile(mixed, TAIL, draws),
    // Of nothing, that it is worked out by a model: who serves whom is.
    basis:
      measured.length === 0
        ? "modelled"
        : leastCertain(measured.map(({ prediction }) => prediction.basis)),
    times: groups.map(({ times }) => times),
  };
}

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
