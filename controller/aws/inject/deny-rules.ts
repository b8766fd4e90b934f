import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import type { InForce } from "../../failover/inject/injection.ts";
import {
  covers,
  type DenyRule,
  type InboundEntry,
  isSameRule,
  meets,
  saidTraffic,
  type Traffic,
} from "./acl-entry.ts";

/** https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html */
const LARGEST_NUMBER = 32_766;

/** Whether all of some traffic is denied, by the entries in the order of their numbers. */
function isDenied(entries: readonly InboundEntry[], traffic: Traffic): boolean {
  for (const entry of entries) {
    if (entry.allows ? meets(entry, traffic) : covers(entry, traffic)) return !entry.allows;
  }
  // What no entry fits is denied.
  return true;
}

/**
 * Rules that deny some traffic: each with a number of its own that nobody has, and below the number of every
 * rule that allows anything.
 *
 * @throws InjectProblem where the traffic is denied already, or no number is left
 */
export function denyRulesFor(
  entries: readonly InboundEntry[],
  traffics: readonly Traffic[],
): DenyRule[] {
  const denied = traffics.find((traffic) => isDenied(entries, traffic));
  if (denied !== undefined) {
    throw new InjectProblem(
      `The network ACL denies ${saidTraffic(denied)} already.`,
      "Take it out of injector.cidrs, or remove the rule that denies it, then prepare anew.",
    );
  }
  const taken = new Set(entries.map(({ ruleNumber }) => ruleNumber));
  const allowing = entries.filter(({ allows }) => allows).map(({ ruleNumber }) => ruleNumber);
  const lowest = Math.min(LARGEST_NUMBER + 1, ...allowing);
  const free: number[] = [];
  for (let each = lowest - 1; each >= 1 && free.length < traffics.length; each -= 1) {
    if (!taken.has(each)) free.push(each);
  }
  if (free.length < traffics.length) {
    throw new InjectProblem(
      `The network ACL has ${free.length} free rule numbers below rule ${lowest}, which allows; ${traffics.length} are needed.`,
      "Give the rules that allow higher numbers, or name fewer injector.cidrs.",
    );
  }
  return traffics.map((traffic, at) => ({ ...traffic, ruleNumber: free[at] ?? 0 }));
}

/** Rules that are there just as they were written. */
export function ownRules(entries: readonly InboundEntry[], rules: readonly DenyRule[]): DenyRule[] {
  return rules.filter((rule) => entries.some((entry) => isSameRule(entry, rule)));
}

/** Another rule that denies some of the same, by the number of one of ours: somebody wrote over it. */
export function overwritten(
  entries: readonly InboundEntry[],
  rules: readonly DenyRule[],
): DenyRule | undefined {
  return rules.find((rule) =>
    entries.some(
      (entry) =>
        entry.ruleNumber === rule.ruleNumber &&
        !entry.allows &&
        !isSameRule(entry, rule) &&
        meets(entry, rule),
    ),
  );
}

/** @param entries null where the network ACL is not there any more */
export function lookOfRules(
  entries: readonly InboundEntry[] | null,
  rules: readonly DenyRule[],
): InForce {
  if (entries === null) {
    return { state: "other", reason: "the network ACL is not there any more" };
  }
  const foreign = overwritten(entries, rules);
  if (foreign !== undefined) {
    const reason = `rule ${foreign.ruleNumber} was written over, and denies some of ${saidTraffic(foreign)} still`;
    return { state: "other", reason };
  }
  const own = ownRules(entries, rules);
  if (own.length === 0) return { state: "restored", reason: "no rule of the test is there" };
  if (own.length < rules.length) {
    const reason = `${own.length} of ${rules.length} rules of the test are there`;
    return { state: "other", reason };
  }
  const open = rules.find((rule) => !isDenied(entries, rule));
  if (open !== undefined) {
    const reason = `a rule with a lower number than ${open.ruleNumber} allows some of ${saidTraffic(open)}`;
    return { state: "other", reason };
  }
  const numbers = rules.map(({ ruleNumber }) => ruleNumber).join(", ");
  return { state: "in_force", reason: `it denies the port by rule ${numbers}` };
}
