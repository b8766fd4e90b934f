import type { Candidate } from "../predict/candidate.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { canBeAccelerated } from "./accelerator.ts";
import { bestBases } from "./best-bases.ts";
import type { Candidates } from "./candidates.ts";
import { designOf } from "./draft.ts";
import type { Ground } from "./ground.ts";
import { hybridDraft, topFor } from "./hybrid.ts";
import { acceleratedSets, setsAgain } from "./hybrid-choice.ts";
import type { Knowledge } from "./knowledge.ts";
import type { LeftOut, PolicyPlan } from "./policy-plan.ts";
import { type DesignSettings, settingsName, TRIED_SETTINGS } from "./settings.ts";

/** More groups than these are counted, not named. */
const MOST_NAMED = 4;

/**
 * Hybrids over the best of the plans with every setting that is tried, and over the plainest with the
 * first of them.
 */
export function hybridCandidates(
  ground: Ground,
  knowledge: Knowledge,
  plans: readonly PolicyPlan[],
): Candidates {
  if (!canBeAccelerated(ground)) return { candidates: [], leftOut: [] };
  const sets = acceleratedSets(ground, knowledge);
  if (sets.length === 0) return { candidates: [], leftOut: [noSet(knowledge)] };
  const [best, plainest] = bestBases(ground, knowledge, plans);
  const over = (
    plan: PolicyPlan | undefined,
    tried: readonly DesignSettings[],
    own: readonly (readonly string[])[],
  ) => {
    if (plan === undefined) return [];
    const base = builtOnce(plan);
    return own.flatMap((ids) => {
      const accelerated = new Set(ids);
      const top = topFor(ground, accelerated);
      const routingKey = `hybrid ${setName(sets, ids)} over ${plan.label}`;
      return top === null
        ? []
        : tried.map((settings): Candidate => {
            const draft = hybridDraft(ground, settings, accelerated, top, (name) =>
              base(settings.ttlS, name),
            );
            return {
              name: `${routingKey} ${settingsName(settings)}`,
              kind: "hybrid",
              policy: plan.policy,
              settings,
              acceleratorGroups: ground.groups
                .map(({ id }) => id)
                .filter((id) => accelerated.has(id)),
              design: canonicalDesign(designOf(ground, settings, draft)),
              door: { host: ground.name, port: ground.port },
              routingKey,
            };
          });
    });
  };
  return {
    candidates: [
      ...over(best, TRIED_SETTINGS, sets),
      ...over(plainest, [TRIED_SETTINGS[0]], setsAgain(sets)),
    ],
    leftOut: [],
  };
}

/** Every hybrid over a plan has the same records below, as far as their TTL is the same. */
function builtOnce({ build }: PolicyPlan): PolicyPlan["build"] {
  const known = new Map<string, ReturnType<PolicyPlan["build"]>>();
  return (ttlS, name) => {
    const key = `${ttlS} ${name}`;
    const draft = known.get(key) ?? build(ttlS, name);
    known.set(key, draft);
    return draft;
  };
}

/** `sa,au`, or `sa,au,in,br and 12 more`, with a number where an earlier set is called so too. */
function setName(sets: readonly (readonly string[])[], set: readonly string[]): string {
  const own = plainName(set);
  const at = sets.findIndex((ids) => ids.join() === set.join());
  const before = sets.slice(0, at).filter((ids) => plainName(ids) === own).length;
  return before === 0 ? own : `${own} #${before + 1}`;
}

function plainName(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED;
  const named = ids.slice(0, MOST_NAMED).join(",");
  return more <= 0 ? named : `${named} and ${more} more`;
}

function noSet({ accelerated }: Knowledge): LeftOut {
  const reason =
    accelerated.length === 0
      ? {
          code: "none_better_by_accelerator",
          text: "the accelerator is surely better for no group",
        }
      : {
          code: "groups_not_told_apart",
          text: "records cannot tell the groups that the accelerator is better for from all others: declare `country` or `match.cidrs`",
        };
  return { label: "hybrid", reason };
}
