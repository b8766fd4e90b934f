import { distanceKm } from "../routing/distance.ts";
import type { PlannedEndpoint, PlannedGroup } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";

/** An endpoint that may serve some groups, and what they were measured to get of it. */
export interface Ranked {
  readonly endpoint: PlannedEndpoint;
  /** Mean of the groups' medians by their shares, in µs; null where one of the measured groups lacks it. */
  readonly p50Us: number | null;
}

/** What was measured by its times, then what was not by its distance. */
export function rankedChoices(
  groups: readonly PlannedGroup[],
  choices: readonly PlannedEndpoint[],
  knowledge: Knowledge,
): Ranked[] {
  const measured = groups.filter(({ id }) =>
    choices.some((endpoint) => knowledge.p50Us(id, endpoint.id) !== null),
  );
  const ranked = choices.map((endpoint) => ({
    endpoint,
    p50Us: meanP50Us(measured, endpoint.id, knowledge),
  }));
  // Distances decide between few, and are told of those alone.
  const kmOf = new Map<PlannedEndpoint, number>();
  const km = (endpoint: PlannedEndpoint) => {
    const known = kmOf.get(endpoint) ?? meanKm(groups, endpoint, knowledge);
    kmOf.set(endpoint, known);
    return known;
  };
  return ranked.sort(
    (a, b) =>
      (a.p50Us ?? Number.MAX_VALUE) - (b.p50Us ?? Number.MAX_VALUE) ||
      km(a.endpoint) - km(b.endpoint) ||
      (a.endpoint.id < b.endpoint.id ? -1 : 1),
  );
}

/** By the groups' shares; null where any of them was not measured. */
function meanP50Us(
  groups: readonly PlannedGroup[],
  endpoint: string,
  knowledge: Pick<Knowledge, "p50Us">,
): number | null {
  let sum = 0;
  let shares = 0;
  for (const { id, share } of groups) {
    const p50Us = knowledge.p50Us(id, endpoint);
    if (p50Us === null) return null;
    sum += share * p50Us;
    shares += share;
  }
  return shares === 0 ? null : sum / shares;
}

function meanKm(
  groups: readonly PlannedGroup[],
  endpoint: PlannedEndpoint,
  { askersOf }: Pick<Knowledge, "askersOf">,
): number {
  let sum = 0;
  for (const { id, share } of groups) {
    const askers = askersOf(id);
    for (const { latitude, longitude } of askers) {
      if (latitude === undefined || longitude === undefined) continue;
      sum += (share * distanceKm({ latitude, longitude }, endpoint)) / askers.length;
    }
  }
  return sum;
}
