import type { AdvisedDesign, DesignScore } from "../../contract/advised-design.ts";
import type { NumberBasis } from "../../contract/number-basis.ts";
import type { Recommendation } from "../../contract/recommendation.ts";
import type { ChangedNumber, WhatIfComparison, WhatIfNote } from "../../contract/what-if.ts";
import { percentText } from "../wording/count.ts";
import { entryName } from "../wording/names.ts";

/** The part of an answer that a what-if may change. */
export type Answered = Pick<Recommendation, "outcome" | "best" | "designs">;

/** Numbers of less than this difference are told to be the same. */
const SAME = 1e-9;

const NONE = "none";

/**
 * What comes out otherwise with a what-if: the answer, who serves whom, and every number of the best
 * design and of the one in use, each with how it came about.
 */
export function compareWhatIf(
  before: Answered,
  after: Answered,
  told: { readonly label?: string | undefined; readonly notes: readonly WhatIfNote[] },
): WhatIfComparison {
  const pairs = [
    { of: "the best design", was: bestOf(before), is: bestOf(after) },
    { of: "the design in use", was: inUse(before), is: inUse(after) },
  ];
  const changes = [
    { what: "outcome", before: before.outcome, after: after.outcome },
    { what: "best design", before: before.best ?? NONE, after: after.best ?? NONE },
    ...pairs.flatMap(({ of, was, is }) => servedChanges(of, was, is)),
  ].filter((change) => change.before !== change.after);
  const numbers = pairs.flatMap(({ of, was, is }) => numbersOf(of, was, is)).filter(differs);
  return {
    label: told.label ?? null,
    changes,
    numbers,
    notes: [...told.notes],
    sentence: sentenceOf(before, after, numbers),
  };
}

function bestOf({ best, designs }: Answered): AdvisedDesign | null {
  return designs.find(({ name }) => name === best) ?? null;
}

function inUse({ designs }: Answered): AdvisedDesign | null {
  return designs.find(({ isIncumbent }) => isIncumbent) ?? null;
}

function servedChanges(of: string, was: AdvisedDesign | null, is: AdvisedDesign | null) {
  const old = new Map((was?.groups ?? []).map((group) => [group.group, group]));
  return (is?.groups ?? []).flatMap((group) => {
    const known = old.get(group.group);
    if (known === undefined) return [];
    const what = `who serves ${group.group} by ${of}`;
    return [{ what, before: servedText(known.served), after: servedText(group.served) }];
  });
}

function servedText(served: AdvisedDesign["groups"][number]["served"]): string {
  const parts = [...served]
    .sort((a, b) => b.share - a.share)
    .map(({ entry, endpoint, share }) => {
      const part = share > 1 - SAME ? "" : ` ${percentText(share, 1)}`;
      return `${endpoint} by ${entryName(entry)}${part}`;
    });
  return parts.length === 0 ? "nobody" : parts.join(", ");
}

function numbersOf(
  of: string,
  was: AdvisedDesign | null,
  is: AdvisedDesign | null,
): ChangedNumber[] {
  const [old, now] = [was?.score ?? null, is?.score ?? null];
  const latency = now?.latencyBasis ?? "assumed";
  const failover = now?.failover.basis ?? "assumed";
  const number = (
    what: string,
    unit: ChangedNumber["unit"],
    take: (score: DesignScore) => number | null,
    basis: NumberBasis,
  ): ChangedNumber => ({
    what: `${what} of ${of}`,
    unit,
    before: old === null ? null : take(old),
    after: now === null ? null : take(now),
    basis,
  });
  const groups = new Map((was?.groups ?? []).map((group) => [group.group, group]));
  return [
    number("p50", "us", ({ p50 }) => p50?.us ?? null, latency),
    number("p95", "us", ({ p95 }) => p95?.us ?? null, latency),
    number("share of users measured", "ratio", ({ coverage }) => coverage, latency),
    number("failover p50", "s", ({ failover: { p50S } }) => p50S, failover),
    number("failover p95", "s", ({ failover: { p95S } }) => p95S, failover),
    number("users back within the RTO", "ratio", (s) => s.failover.attainment, failover),
    number("cost", "usd_per_month", ({ usdPerMonth }) => usdPerMonth, costBasis(now)),
    number("parts to run", "parts", ({ components }) => components, "measured"),
    ...(is?.groups ?? []).map(
      ({ group, p50Us, basis }): ChangedNumber => ({
        what: `p50 of ${group} by ${of}`,
        unit: "us",
        before: groups.get(group)?.p50Us ?? null,
        after: p50Us,
        basis,
      }),
    ),
  ];
}

/** A cost is a model: list prices times declared traffic. Where a part is missing it is less than that. */
function costBasis(score: DesignScore | null): NumberBasis {
  return score?.isCostWhole === true ? "modelled" : "assumed";
}

function differs({ before, after }: ChangedNumber): boolean {
  if (before === null || after === null) return before !== after;
  return Math.abs(before - after) > SAME;
}

function sentenceOf(before: Answered, after: Answered, numbers: readonly ChangedNumber[]): string {
  const answer =
    before.best === after.best
      ? `The best design stays ${after.best ?? NONE}`
      : `The best design becomes ${after.best ?? NONE} instead of ${before.best ?? NONE}`;
  const outcome =
    before.outcome === after.outcome
      ? ""
      : `, the outcome ${words(after.outcome)} instead of ${words(before.outcome)}`;
  const unsure = numbers.filter(({ basis }) => basis !== "measured").length;
  const stand =
    numbers.length === 0
      ? "no number changes"
      : `of ${numbers.length} numbers that change ${unsure} were not measured`;
  return `${answer}${outcome}; ${stand}.`;
}

function words(code: string): string {
  return code.replaceAll("_", " ");
}
