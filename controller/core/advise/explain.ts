import type { Decision, JudgedDesign } from "../decide/decide.ts";
import type { Candidate } from "../predict/candidate.ts";
import type { Prediction } from "../predict/prediction.ts";
import { countedText } from "../wording/count.ts";
import { latencyText, signedMilliseconds } from "../wording/latency.ts";
import { shareText, usdText } from "../wording/money.ts";
import type { Contribution } from "./contributions.ts";
import { familyOf } from "./design-label.ts";

/** What an explanation tells of. */
export interface Explained {
  readonly decision: Decision;
  /** What stands, where it is one of the designs compared. */
  readonly today: JudgedDesign | null;
  /** Of what was chosen against what stands, the largest first. */
  readonly contributions: readonly Contribution[];
}

/** So many groups are named with what they contribute. */
const MOST_CONTRIBUTIONS = 3;

/** Why the answer is what it is, in sentences with numbers, the most important first. */
export function explain({ decision, today, contributions }: Explained): string[] {
  const { chosen, designs } = decision;
  return [
    ...(chosen === null ? [] : [bestText(chosen)]),
    ...(today === null || today === chosen ? [] : [todayText(today)]),
    ...contributions.slice(0, MOST_CONTRIBUTIONS).flatMap(contributionText),
    ...otherKinds(designs, chosen),
    ...tally(designs),
  ];
}

function bestText({ prediction }: JudgedDesign): string {
  return `Best: ${prediction.candidate.name}: ${numbersText(prediction)}.`;
}

function todayText({ prediction, standing, reasons }: JudgedDesign): string {
  const [first] = reasons;
  const why = first === undefined ? "" : `; ${standing}: ${plain(first.text)}`;
  return `In use: ${prediction.candidate.name}: ${numbersText(prediction)}${why}.`;
}

/** A reason inside a sentence that goes on. */
function plain(text: string): string {
  return text.replace(/\.$/, "");
}

/** `p50 71 ms, p95 290 ms, 86 % back in time (a model), 111.55 USD a month, 9 parts`. */
export function numbersText(prediction: Prediction): string {
  const { p50, p95, failover, price, components } = prediction;
  const { attainment, attainmentLow, basis, runs } = failover;
  const source = basis === "measured" ? countedText(runs, "run") : "a model";
  const back =
    attainment === null
      ? []
      : [
          `${shareText(attainment)} back in time (at least ${shareText(attainmentLow ?? 0)}, by ${source})`,
        ];
  return [
    p50 === null ? "p50 not measured" : `p50 ${latencyText(p50.us)}`,
    p95 === null ? "p95 not measured" : `p95 ${latencyText(p95.us)}`,
    ...(p50 === null && p95 === null ? [] : sourceOfTimes(prediction)),
    ...back,
    costText(price),
    countedText(components, "part"),
  ].join(", ");
}

/** Nothing where all times were measured on the very paths. */
function sourceOfTimes({ basis }: Prediction): string[] {
  switch (basis) {
    case "measured":
      return [];
    case "measured_elsewhere":
      return ["times in part of other paths"];
    case "modelled":
      return ["times in part by a model"];
    case "assumed":
      return ["times in part taken for granted"];
  }
}

function costText({ sum, complete }: Prediction["price"]): string {
  if (sum === null) return "cost not known";
  const amount = `${usdText(sum.usdPerMonth)} USD a month`;
  return complete ? amount : `at least ${amount}`;
}

function contributionText(part: Contribution): string[] {
  const { group, weight, gainUs, moreUsd, usdPerSavedMs } = part;
  if (gainUs === 0) return [];
  const cost =
    moreUsd === null || Math.abs(moreUsd) < 0.005
      ? ""
      : `, ${usdText(Math.abs(moreUsd))} USD a month ${moreUsd > 0 ? "more" : "less"}`;
  const each =
    usdPerSavedMs === null || moreUsd === null || moreUsd <= 0.005
      ? ""
      : `: ${usdText(usdPerSavedMs)} USD for each millisecond of everybody's mean`;
  return [
    `${group} (${shareText(weight)} of the users): ${signedMilliseconds(-gainUs)} ms${cost}${each}.`,
  ];
}

const KINDS: Record<Candidate["kind"], string> = {
  route53: "Route 53 for everybody",
  accelerator: "Global Accelerator for everybody",
  hybrid: "Some by each",
};

/** The best that the other kinds have, and the reason that binds first. */
function otherKinds(designs: readonly JudgedDesign[], chosen: JudgedDesign | null): string[] {
  const ORDER = ["frontier", "dominated", "infeasible", "unscored"] as const;
  return (["route53", "accelerator", "hybrid"] as const)
    .filter((kind) => kind !== chosen?.prediction.candidate.kind)
    .flatMap((kind) => {
      const own = designs.filter(({ prediction }) => prediction.candidate.kind === kind);
      const best = ORDER.flatMap((standing) => own.filter((one) => one.standing === standing))[0];
      const [reason] = best?.reasons ?? [];
      if (best === undefined || reason === undefined) return [];
      const { name } = best.prediction.candidate;
      return [`${KINDS[kind]}, at best ${name}: ${plain(reason.text)} (${reason.code}).`];
    });
}

/** How many were compared, and what shut the others out. */
function tally(designs: readonly JudgedDesign[]): string[] {
  if (designs.length === 0) return [];
  const families = new Set(designs.map(({ prediction }) => familyOf(prediction.candidate)));
  const byCode = new Map<string, number>();
  for (const { standing, reasons } of designs) {
    const [first] = reasons;
    if (first === undefined || (standing !== "infeasible" && standing !== "unscored")) continue;
    byCode.set(first.code, (byCode.get(first.code) ?? 0) + 1);
  }
  const shut = [...byCode].map(([code, count]) => `${count} for ${code}`);
  const rest = shut.length === 0 ? "" : `; not in question: ${shut.join(", ")}`;
  const count = countedText(designs.length, "design");
  return [`${count} of ${countedText(families.size, "kind")} were looked at${rest}.`];
}
