import { wrongRecords } from "../../contract/aws/record-rules.ts";
import { biasesFor } from "./biases-for.ts";
import { geolocationDraft, ipBasedDraft, type Preferences } from "./by-client.ts";
import { inFewPairs } from "./few-pairs.ts";
import { geoproximityDraft } from "./geoproximity.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import type { Knowledge } from "./knowledge.ts";
import { byBlocks, byCountry } from "./parts-of-users.ts";
import {
  failoverDraft,
  latencyDraft,
  multivalueDraft,
  simpleDraft,
  weightedDraft,
} from "./plain-policies.ts";
import type { LeftOut, PolicyPlan } from "./policy-plan.ts";
import { preferencesFor } from "./preferences-for.ts";
import { rankedChoices } from "./ranked-choices.ts";
import { TRIED_SETTINGS } from "./settings.ts";
import { tiersOf, withStandbys } from "./standby.ts";

/** Each policy of Route 53 that can lead these users, with the best of its own settings that is sure. */
export function planPolicies(
  ground: Ground,
  knowledge: Knowledge,
): { readonly plans: readonly PolicyPlan[]; readonly leftOut: readonly LeftOut[] } {
  const plans: PolicyPlan[] = [];
  const leftOut: LeftOut[] = [];
  for (const planned of [...single(ground, knowledge), ...shared(ground, knowledge)]) {
    const wrong = "reason" in planned ? planned : refused(ground, planned);
    if (wrong !== null) leftOut.push(wrong);
    else if (!("reason" in planned)) plans.push(planned);
  }
  return { plans, leftOut };
}

type Planned = PolicyPlan | LeftOut;

/** One endpoint for everybody, with another behind it or without. */
function single(ground: Ground, knowledge: Knowledge): Planned[] {
  const { serving, standbys } = tiersOf(ground.endpoints);
  const [best, next] = rankedChoices(ground.groups, serving, knowledge).map(
    ({ endpoint }) => endpoint,
  );
  if (best === undefined) return [];
  const simple: PolicyPlan = {
    policy: "simple",
    label: "simple",
    build: (ttlS, name) => simpleDraft(ground, ttlS, best, name),
    hasChecks: false,
  };
  const second = standbys[0] ?? next;
  if (second === undefined) return [simple, oneEndpoint("failover")];
  const pair: readonly [PlannedEndpoint, PlannedEndpoint] = [best, second];
  const build: PolicyPlan["build"] = (ttlS, name) => failoverDraft(ground, ttlS, pair, name);
  return [simple, { policy: "failover", label: "failover", build, hasChecks: true }];
}

/** Several endpoints at once. */
function shared(ground: Ground, knowledge: Knowledge): Planned[] {
  const { serving } = tiersOf(ground.endpoints);
  if (serving.length < 2) return [oneEndpoint("policies that choose among endpoints")];
  const plan = (
    policy: PolicyPlan["policy"],
    draft: (own: Ground, ttlS: number, name: string) => ReturnType<PolicyPlan["build"]>,
    label: string = policy,
  ): PolicyPlan => ({
    policy,
    label,
    build: (ttlS, name) =>
      withStandbys(ground, ttlS, name, (own, below) => draft(own, ttlS, below)),
    hasChecks: true,
  });
  const weights = new Map(serving.map(({ id }) => [id, 1]));
  const biases = biasesFor({ ...ground, endpoints: serving }, knowledge);
  return [
    plan("weighted", (own, ttlS, name) => weightedDraft(own, ttlS, weights, name)),
    ground.recordType === "CNAME"
      ? noAddresses()
      : plan("multivalue", (own, ttlS, name) => multivalueDraft(own, ttlS, name)),
    plan("latency", (own, ttlS, name) => latencyDraft(own, ttlS, name)),
    plan("geoproximity", (own, ttlS, name) => geoproximityDraft(own, ttlS, new Map(), name)),
    ...(biases === null
      ? []
      : [
          plan(
            "geoproximity",
            (own, ttlS, name) => geoproximityDraft(own, ttlS, biases, name),
            "geoproximity with biases",
          ),
        ]),
    ...byClient(ground, knowledge, plan),
  ];
}

function byClient(
  ground: Ground,
  knowledge: Knowledge,
  plan: (
    policy: PolicyPlan["policy"],
    draft: (own: Ground, ttlS: number, name: string) => ReturnType<PolicyPlan["build"]>,
    label?: string,
  ) => PolicyPlan,
): Planned[] {
  const told = (
    policy: "geolocation" | "ip-based",
    parts: ReturnType<typeof byCountry>,
    draft: typeof geolocationDraft,
    lack: string,
  ): Planned[] => {
    const wanted = parts.length === 0 ? null : preferencesFor(ground, knowledge, parts);
    if (wanted === null) return [untold(policy, lack)];
    const led = (by: Preferences, label: string) => {
      const few = inFewPairs(by, ground.groups);
      return plan(policy, (own, ttlS, name) => draft(own, ttlS, few, name), label);
    };
    const frugal = preferencesFor(ground, knowledge, parts, "least-cost");
    return frugal === null || isSameFirst(wanted, frugal)
      ? [led(wanted, policy)]
      : [led(wanted, policy), led(frugal, `${policy} at least cost`)];
  };
  return [
    ...told("geolocation", byCountry(ground.groups), geolocationDraft, "a country"),
    ...told("ip-based", byBlocks(ground.groups), ipBasedDraft, "an address block (match.cidrs)"),
  ];
}

function isSameFirst(one: Preferences, other: Preferences): boolean {
  return (
    one.others.first === other.others.first &&
    [...one.byGroup].every(([id, { first }]) => other.byGroup.get(id)?.first === first)
  );
}

/** What Route 53 would not take. */
function refused({ name, zone }: Ground, { label, build }: PolicyPlan): LeftOut | null {
  const { records } = build(TRIED_SETTINGS[0].ttlS, name);
  const [wrong] = wrongRecords({ name: zone.name, records: [...records] });
  if (wrong === undefined) return null;
  return { label, reason: { code: "not_taken_by_route53", text: wrong.message } };
}

function oneEndpoint(label: string): LeftOut {
  return { label, reason: { code: "one_endpoint", text: "the service has one endpoint" } };
}

function noAddresses(): LeftOut {
  const text = "an endpoint has no addresses, and multivalue answers are for addresses only";
  return { label: "multivalue", reason: { code: "no_addresses", text } };
}

function untold(label: string, lack: string): LeftOut {
  const text = `records cannot tell the client groups apart: none declares ${lack}`;
  return { label, reason: { code: "groups_not_told_apart", text } };
}
