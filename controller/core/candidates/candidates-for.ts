import type { Candidate } from "../predict/candidate.ts";
import { canonicalDesign } from "../routing/canonical.ts";
import { acceleratedEndpoints, acceleratorDraft, canBeAccelerated } from "./accelerator.ts";
import { awsThing } from "./aws-thing.ts";
import type { Candidates } from "./candidates.ts";
import { type Draft, designOf } from "./draft.ts";
import type { Ground } from "./ground.ts";
import { hybridCandidates } from "./hybrid-candidates.ts";
import type { Knowledge } from "./knowledge.ts";
import { planPolicies } from "./plan-policies.ts";
import type { LeftOut, PolicyPlan } from "./policy-plan.ts";
import { type DesignSettings, settingsName, TRIED_SETTINGS } from "./settings.ts";

/**
 * The designs that are worth comparing for a service: every policy with every setting that is tried, the
 * accelerator, and hybrids over the policies that serve users best.
 *
 * @param standing what stands in AWS; null where not known
 */
export function candidatesFor(
  ground: Ground,
  knowledge: Knowledge,
  standing: Candidate | null,
): Candidates {
  const { plans, leftOut } = planPolicies(ground, knowledge);
  const byAccelerator = acceleratorCandidates(ground);
  const hybrids = hybridCandidates(ground, knowledge, plans);
  return {
    candidates: [
      ...(standing === null ? [] : [standing]),
      ...plans.flatMap((plan) => policyCandidates(ground, plan)),
      ...byAccelerator,
      ...hybrids.candidates,
    ],
    leftOut: [
      ...leftOut,
      ...(byAccelerator.length > 0 ? [] : [nothingBehind()]),
      ...hybrids.leftOut,
    ],
  };
}

function policyCandidates(ground: Ground, plan: PolicyPlan): Candidate[] {
  const { policy, label, build, hasChecks } = plan;
  const tried = hasChecks ? TRIED_SETTINGS : oncePer(({ ttlS }) => `${ttlS}`);
  return tried.map((settings) => ({
    name: `${label} ${hasChecks ? settingsName(settings) : `ttl${settings.ttlS}`}`,
    kind: "route53",
    policy,
    settings,
    acceleratorGroups: [],
    design: canonicalDesign(designOf(ground, settings, build(settings.ttlS, ground.name))),
    door: { host: ground.name, port: ground.port },
    routingKey: label,
  }));
}

function acceleratorCandidates(ground: Ground): Candidate[] {
  if (!canBeAccelerated(ground)) return [];
  const build = (settings: DesignSettings): Draft => acceleratorDraft(ground, settings);
  return acceleratorSettings(ground).map((settings) => ({
    name: `accelerator ${checksName(settings)}`,
    kind: "accelerator",
    policy: null,
    settings,
    acceleratorGroups: ground.groups.map(({ id }) => id),
    design: canonicalDesign(designOf(ground, settings, build(settings))),
    door: { host: ground.name, port: ground.port },
    routingKey: "accelerator",
  }));
}

/** Load balancers are judged by their own checks, whatever is set. */
function acceleratorSettings(ground: Ground): readonly DesignSettings[] {
  const isJudged = acceleratedEndpoints(ground).some(
    ({ behindAccelerator }) => !awsThing(behindAccelerator ?? "").endsWith("load-balancer"),
  );
  return isJudged ? oncePer(checksName) : [TRIED_SETTINGS[0]];
}

function checksName({ intervalS, failureThreshold }: DesignSettings): string {
  return `${intervalS}x${failureThreshold}`;
}

/** The settings that are tried, the first of those alike in what matters. */
function oncePer(keyOf: (settings: DesignSettings) => string): DesignSettings[] {
  return TRIED_SETTINGS.filter(
    (settings, at) => TRIED_SETTINGS.findIndex((other) => keyOf(other) === keyOf(settings)) === at,
  );
}

function nothingBehind(): LeftOut {
  const text =
    "no endpoint that serves is known to be something that an accelerator takes: declare `resource` (load balancer, instance or Elastic IP in a Region)";
  return { label: "accelerator", reason: { code: "nothing_behind_accelerator", text } };
}
