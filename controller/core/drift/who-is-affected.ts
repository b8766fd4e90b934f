import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Affected, AffectedGroup, AffectedHow } from "../../contract/drift.ts";
import type { Assumed } from "../routing/routing-world.ts";
import type { ItemPlace } from "./design-item.ts";
import { itemsOf, keyOf } from "./design-item.ts";
import { movedShare, type RoutingModel, servedBy } from "./routing-model.ts";
import { swapItem, withoutItem } from "./swap-item.ts";

/**
 * Failures that are gone through, one at a time, to see who depends on what. Of a design with more it is not
 * known of those whom none of these touches.
 */
const MOST_FAILURES = 40;

/**
 * Who is touched by one thing that stands otherwise than declared, by the model of routing: the declared
 * design is asked who serves whom with this one thing as it stands. Whom that moves nowhere may still go
 * through it, or would when one of the things fails that health is known of.
 */
export function whoIsAffected(
  model: RoutingModel,
  declared: RoutingDesign,
  live: RoutingDesign,
  place: ItemPlace,
): Affected {
  const base = itemsOf(declared).has(keyOf(place)) ? declared : live;
  const without = withoutItem(base, place);
  const applied = swapItem(declared, live, place);
  const moved = movedBetween(model, declared, applied);
  const used = movedBetween(model, base, without);
  const unknown = unknownIn(model, [declared, applied, base]);
  const open = moved.map((share, at) => share === 0 && used[at] === 0 && unknown[at] !== true);
  const { failures, isCut } = failuresOf(base);
  const onFailure = open.some(Boolean) ? movedOnFailure(model, failures, base, without) : [];
  const groups = model.audiences.flatMap(({ group }, at): AffectedGroup[] => {
    const share = moved[at] ?? 0;
    const isUntold = isCut && open[at] === true && (onFailure[at] ?? 0) === 0;
    const isUnknownTo = unknown[at] === true || isUntold;
    const how = howOf(share, used[at] ?? 0, isUnknownTo, onFailure[at] ?? 0);
    if (how === null) return [];
    const { id, label } = group;
    return [
      { group: id, label, share: group.share, how, movedShare: how === "moved" ? share : null },
    ];
  });
  return affectedOf(groups);
}

/** Groups with the sums of their shares. */
export function affectedOf(groups: AffectedGroup[]): Affected {
  const sum = (part: (group: AffectedGroup) => number) =>
    Math.min(
      1,
      groups.reduce((total, group) => total + part(group), 0),
    );
  return {
    groups,
    share: sum(({ share }) => share),
    movedShare: sum(({ share, movedShare: part }) => share * (part ?? 0)),
  };
}

function howOf(
  moved: number,
  used: number,
  isUnknownTo: boolean,
  onFailure: number,
): AffectedHow | null {
  if (isUnknownTo) return "unknown";
  if (moved > 0) return "moved";
  if (used > 0) return "uses";
  return onFailure > 0 ? "on-failure" : null;
}

/** Of each group the part that two designs serve otherwise, by the door where that is most. */
function movedBetween(
  model: RoutingModel,
  one: RoutingDesign,
  other: RoutingDesign,
  assumed: Assumed = {},
): number[] {
  const most = model.audiences.map(() => 0);
  for (const door of model.doors) {
    const before = servedBy(model, door, one, assumed);
    const after = servedBy(model, door, other, assumed);
    before.forEach((spread, at) => {
      most[at] = Math.max(most[at] ?? 0, movedShare(spread, after[at] ?? []));
    });
  }
  return most;
}

/** The same, by the failure of one thing with which it is most. */
function movedOnFailure(
  model: RoutingModel,
  failures: readonly Assumed[],
  one: RoutingDesign,
  other: RoutingDesign,
): number[] {
  const most = model.audiences.map(() => 0);
  for (const failure of failures) {
    movedBetween(model, one, other, failure).forEach((share, at) => {
      most[at] = Math.max(most[at] ?? 0, share);
    });
  }
  return most;
}

function failuresOf({ healthChecks, accelerators }: RoutingDesign): {
  readonly failures: readonly Assumed[];
  readonly isCut: boolean;
} {
  const checks = healthChecks
    .filter(({ config }) => config.type !== "CALCULATED")
    .map(({ id }): Assumed => ({ downChecks: new Set([id]) }));
  const endpoints = accelerators.flatMap(({ listeners }) =>
    listeners.flatMap(({ endpointGroups }) =>
      endpointGroups.flatMap((group) => group.endpoints.map(({ endpointId }) => endpointId)),
    ),
  );
  const ends = [...new Set(endpoints)].map((id): Assumed => ({ downResources: new Set([id]) }));
  const all = [...checks, ...ends];
  return { failures: all.slice(0, MOST_FAILURES), isCut: all.length > MOST_FAILURES };
}

/** Whether it is not known of a group who serves it, in any of some designs. */
function unknownIn(model: RoutingModel, designs: readonly RoutingDesign[]): boolean[] {
  const spreads = designs.flatMap((design) =>
    model.doors.map((door) => servedBy(model, door, design)),
  );
  return model.audiences.map((_, at) =>
    spreads.some((groups) => groups[at]?.some(({ item }) => item.kind === "unknown") ?? true),
  );
}
