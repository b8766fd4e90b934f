import type { AdvisedDesign } from "../../contract/advised-design.ts";
import type { Outcome, Recommendation } from "../../contract/recommendation.ts";
import { shareText, usdText } from "../wording/money.ts";
import type { Advice } from "./path-evidence.ts";

/** What of two answers is held against each other. */
export type Compared = Pick<Advice, "outcome" | "best" | "groups" | "designs"> & {
  readonly evidence: Pick<Recommendation["evidence"], "source">;
};

const OUTCOMES: Record<Outcome, string> = {
  change: "to change",
  keep: "to keep what stands",
  insufficient_evidence: "that too little is known",
  infeasible: "that no design can do what is asked",
  conflict: "that goals exclude each other",
};
const SOURCES: Record<Recommendation["evidence"]["source"], string> = {
  measured: "what was measured",
  simulated: "a simulated history",
};

/** What an answer says otherwise than the one before it, in sentences, the most important first. */
export function differences(before: Compared, after: Compared): string[] {
  const sentences: string[] = [];
  if (before.evidence.source !== after.evidence.source) {
    const [was, is] = [SOURCES[before.evidence.source], SOURCES[after.evidence.source]];
    sentences.push(`It stands on ${is}, no longer on ${was}.`);
  }
  if (before.outcome !== after.outcome) {
    sentences.push(`The answer is ${OUTCOMES[after.outcome]}; it was ${OUTCOMES[before.outcome]}.`);
  }
  sentences.push(...bestChanges(before, after));
  return [...sentences, ...groupChanges(before, after)];
}

function bestChanges(before: Compared, after: Compared): string[] {
  const was = bestOf(before);
  const is = bestOf(after);
  if (before.best !== after.best) {
    if (after.best === null) return [`No design comes out best; it was ${nameOf(before)}.`];
    const earlier = before.best === null ? "; none did before" : `; it was ${nameOf(before)}`;
    return [`${nameOf(after)} comes out best${earlier}.`];
  }
  const [own, other] = [is?.score, was?.score];
  if (!own || !other) return [];
  const changes: string[] = [];
  const tell = (what: string, now: string, then: string) => {
    if (now !== then) changes.push(`${nameOf(after)}: ${what} ${now}, was ${then}.`);
  };
  tell("cost a month", usdOf(own), usdOf(other));
  tell("users back within the RTO", attainmentOf(own), attainmentOf(other));
  return changes;
}

function groupChanges(before: Compared, after: Compared): string[] {
  const was = new Map(before.groups.map((group) => [group.group, group]));
  const is = new Set(after.groups.map(({ group }) => group));
  const words = (verdict: string) => verdict.replaceAll("_", " ");
  return [
    ...after.groups.flatMap(({ group, label, verdict }) => {
      const earlier = was.get(group);
      if (earlier === undefined) return [`${label} is new: ${words(verdict)}.`];
      if (earlier.verdict === verdict) return [];
      return [`${label}: ${words(verdict)}, was ${words(earlier.verdict)}.`];
    }),
    ...before.groups.flatMap(({ group, label }) => (is.has(group) ? [] : [`${label} is gone.`])),
  ];
}

function bestOf({ best, designs }: Compared): AdvisedDesign | null {
  return designs.find(({ name }) => name === best) ?? null;
}

function nameOf(of: Compared): string {
  return bestOf(of)?.label ?? of.best ?? "none";
}

type Score = NonNullable<AdvisedDesign["score"]>;

function usdOf({ usdPerMonth, isCostWhole }: Score): string {
  if (usdPerMonth === null) return "unknown";
  const text = `${usdText(usdPerMonth)} USD`;
  return isCostWhole ? text : `at least ${text}`;
}

function attainmentOf({ failover: { attainment } }: Score): string {
  return attainment === null ? "unknown" : shareText(attainment);
}
