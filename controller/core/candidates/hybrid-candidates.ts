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
import { simpleDraft } from "./plain-policies.ts";
import type { LeftOut, PolicyPlan } from "./policy-plan.ts";
import { rankedChoices } from "./ranked-choices.ts";
import { type DesignSettings, settingsName, TRIED_SETTINGS } from "./settings.ts";

const [FIRST, ...OTHERS] = TRIED_SETTINGS;

/** More groups than these are counted, not named. */
const MOST_NAMED = 4;

/**
 * Hybrids over the best of the plans with every setting that is tried; over the plainest, and over one
 * endpoint for all others, with the first of them.
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
    planFor: (accelerated: ReadonlySet<string>) => PolicyPlan | undefined,
    tried: readonly DesignSettings[],
    own: readonly (readonly string[])[],
  ) =>
    own.flatMap((ids) => {
      const accelerated = new Set(ids);
      const plan = planFor(accelerated);
      const top = topFor(ground, accelerated);
      if (plan === undefined || top === null) return [];
      const routingKey = `hybrid ${setName(sets, ids)} over ${plan.label}`;
      return tried.map((settings): Candidate => {
        const draft = hybridDraft(ground, settings, accelerated, top, (name) =>
          plan.build(settings.ttlS, name),
        );
        return {
          name: `${routingKey} ${settingsName(settings)}`,
          kind: "hybrid",
          policy: plan.policy,
          settings,
          acceleratorGroups: ground.groups.map(({ id }) => id).filter((id) => accelerated.has(id)),
          design: canonicalDesign(designOf(ground, settings, draft)),
          door: { host: ground.name, port: ground.port },
          routingKey,
        };
      });
    });
  const [bestBase, plainestBase] = [best, plainest].map((plan) => plan && builtOnce(plan));
  return {
    candidates: [
      ...over(() => bestBase, [FIRST], sets),
      ...over(() => bestBase, OTHERS, setsAgain(sets)),
      ...over(() => plainestBase, [FIRST], setsAgain(sets)),
      ...over(oneForTheRest(ground, knowledge), [FIRST], setsAgain(sets)),
    ],
    leftOut: [],
  };
}

/** Every hybrid over a plan has the same records below, as far as their TTL is the same. */
function builtOnce(plan: PolicyPlan): PolicyPlan {
  const known = new Map<string, ReturnType<PolicyPlan["build"]>>();
  return {
    ...plan,
    build: (ttlS, name) => {
      const key = `${ttlS} ${name}`;
      const draft = known.get(key) ?? plan.build(ttlS, name);
      known.set(key, draft);
      return draft;
    },
  };
}

/**
 * One endpoint for all who do not go by the accelerator: its queries are the cheapest, and it needs no checks.
 * None where residency confines anybody, since it might be wrong for one of them, and where another must
 * take over.
 */
function oneForTheRest(ground: Ground, knowledge: Knowledge) {
  const serving = ground.endpoints.filter(({ isStandby }) => !isStandby);
  const isConfined = ground.groups.some(({ allowed }) => allowed !== null);
  return (accelerated: ReadonlySet<string>): PolicyPlan | undefined => {
    const rest = ground.groups.filter(({ id }) => !accelerated.has(id));
    const [first] = rankedChoices(rest, serving, knowledge);
    if (isConfined || ground.mustFailOver || serving.length < 2 || first === undefined)
      return undefined;
    return {
      ...{ policy: "simple", label: "simple", hasChecks: false },
      build: (ttlS, name) => simpleDraft(ground, ttlS, first.endpoint, name),
    };
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
