import type { Ground } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { servingOf } from "./plain-serving.ts";
import type { PolicyPlan } from "./policy-plan.ts";
import { TRIED_SETTINGS } from "./settings.ts";

/** Policies that lead users by where or who they are. */
const LEADING: readonly PolicyPlan["policy"][] = [
  "latency",
  "geoproximity",
  "geolocation",
  "ip-based",
];

/**
 * Plans for those who do not go by the accelerator, the best first: that with the lowest mean of the
 * users' medians, and latency routing, which leaves the least to care for. Where residency is demanded, only
 * plans that can keep it. Without several endpoints, what leads to the one.
 */
export function bestBases(
  ground: Ground,
  knowledge: Knowledge,
  plans: readonly PolicyPlan[],
): PolicyPlan[] {
  const isConfined = ground.groups.some(({ allowed }) => allowed !== null);
  const leading = plans.filter(({ policy }) => LEADING.includes(policy));
  const keeping = leading.filter(({ policy }) => policy === "geolocation" || policy === "ip-based");
  const eligible = isConfined && keeping.length > 0 ? keeping : leading;
  if (eligible.length === 0) return plans.slice(-1);
  const times = eligible.map((plan) => groupTimes(ground, knowledge, plan));
  const means = comparableMeans(ground, times);
  const best = eligible[means.indexOf(Math.min(...means))];
  const plainest = eligible.find(({ policy }) => policy === "latency");
  return [...new Set([best, plainest].flatMap((plan) => plan ?? []))];
}

/** Mean of each group's medians by who serves it, in µs; null where not all of these were measured. */
function groupTimes(
  ground: Ground,
  knowledge: Knowledge,
  { build }: PolicyPlan,
): readonly (number | null)[] {
  const draft = build(TRIED_SETTINGS[0].ttlS, ground.name);
  const serving = servingOf(ground, knowledge, ground.groups, draft);
  return ground.groups.map(({ id }) => {
    const shares = [...(serving.get(id) ?? [])];
    let sum = 0;
    let total = 0;
    for (const [endpoint, share] of shares) {
      const p50Us = knowledge.p50Us(id, endpoint);
      if (p50Us === null) return null;
      sum += share * p50Us;
      total += share;
    }
    return total === 0 ? null : sum / total;
  });
}

/** Over the groups that every plan has a time for, so that none is better for what was not measured. */
function comparableMeans(
  { groups }: Ground,
  times: readonly (readonly (number | null)[])[],
): number[] {
  const isComparable = groups.map((_, at) => times.every((own) => own[at] !== null));
  return times.map((own) =>
    groups.reduce(
      (sum, { share }, at) => sum + (isComparable[at] === true ? share * (own[at] ?? 0) : 0),
      0,
    ),
  );
}
