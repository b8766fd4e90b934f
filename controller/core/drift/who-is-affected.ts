import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Affected, AffectedGroup, AffectedHow } from "../../contract/drift.ts";
import { type AskedDesign, askedDesign } from "./asked-design.ts";
import type { ItemPlace } from "./design-item.ts";
import { itemsOf, keyOf } from "./design-item.ts";
import { movedShare, type RoutingModel, type Servings } from "./routing-model.ts";
import { swapItem, withoutItem } from "./swap-item.ts";

/**
 * Who is touched by one thing that stands otherwise than declared, by the model of routing: the declared
 * design is asked who serves whom with this one thing as it stands. Whom that moves nowhere may still go
 * through it, or would when one of the things fails that health is known of. What the two designs
 * themselves answer is worked out once for all things.
 */
export function whoIsAffected(
  model: RoutingModel,
  declared: RoutingDesign,
  live: RoutingDesign,
): (place: ItemPlace) => Affected {
  const known = itemsOf(declared);
  const was = askedDesign(model, declared);
  const is = askedDesign(model, live);
  return (place) => {
    const base = known.has(keyOf(place)) ? was : is;
    const asked: Asked = {
      was,
      base,
      applied: askedDesign(model, swapItem(declared, live, place)),
      without: askedDesign(model, withoutItem(base.design, place)),
    };
    const groups = model.audiences.flatMap(({ group }, at): AffectedGroup[] => {
      const how = howOf(at, asked);
      if (how === null) return [];
      const { id, label, share } = group;
      const moved = how === "moved" ? movedOf(at, asked) : null;
      return [{ group: id, label, share, how, movedShare: moved }];
    });
    return affectedOf(groups);
  };
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

/** What is asked about one thing. */
type Asked = {
  readonly was: AskedDesign;
  /** As declared, with this one thing as it stands. */
  readonly applied: AskedDesign;
  /** The design that has the thing, … */
  readonly base: AskedDesign;
  /** … and the same without it. */
  readonly without: AskedDesign;
};

/** How the group at an index is touched. */
function howOf(at: number, asked: Asked): AffectedHow | null {
  const { was, applied, base, without } = asked;
  if ([was, applied, base].some((design) => isUnknown(at, design.servings()))) return "unknown";
  if (movedOf(at, asked) > 0) return "moved";
  if (mostMoved(at, base.servings(), without.servings()) > 0) return "uses";
  const isOnFailure = base.failures.some(
    (failure) => mostMoved(at, base.servings(failure), without.servings(failure)) > 0,
  );
  if (isOnFailure) return "on-failure";
  return base.isCut ? "unknown" : null;
}

function movedOf(at: number, { was, applied }: Asked): number {
  return mostMoved(at, was.servings(), applied.servings());
}

/** Part of a group that two designs serve otherwise, by the door where that is most. */
function mostMoved(at: number, one: Servings, other: Servings): number {
  const byDoor = one.map((spreads, door) => movedShare(spreads[at] ?? [], other[door]?.[at] ?? []));
  return Math.max(0, ...byDoor);
}

/** Whether it is not known of a group who serves it, by any door. */
function isUnknown(at: number, servings: Servings): boolean {
  return servings.some(
    (spreads) => spreads[at]?.some(({ item }) => item.kind === "unknown") ?? true,
  );
}
