import { RecoveryStrategy } from "../../contract/recovery.ts";
import type { Gap, RecoveryAdvice, Span, StrategyAdvice } from "../../contract/recovery-advice.ts";
import { durationText } from "../wording/count.ts";
import { namesText } from "../wording/names.ts";
import strategies from "./data/strategies.json" with { type: "json" };
import type { RecoveryInput } from "./recovery-input.ts";
import { heldForOf, routingTime } from "./routing-time.ts";
import { standingStrategy } from "./standing-strategy.ts";
import { strategyCost } from "./strategy-cost.ts";
import { strategySpans } from "./strategy-spans.ts";

/**
 * Which of the four recovery strategies meets the targets for the least money, and how far each is from
 * them. A target counts as met only where even the worst that is to be expected meets it.
 */
export function adviseRecovery(input: RecoveryInput): RecoveryAdvice {
  const { service, atMs, failoverRuns, runSource } = input;
  const { rtoS = null, rpoS = null } = service.objectives;
  const today = standingStrategy(service);
  const routing = routingTime(input);
  const shares = new Map(service.clientGroups.map(({ id, share }) => [id, share]));
  const all = RecoveryStrategy.options.map((strategy): StrategyAdvice => {
    const runs = strategy === today ? failoverRuns : [];
    const { rto, rpo } = strategySpans(strategy, {
      recovery: service.recovery,
      routing,
      runs,
      runSource,
      shares,
      heldFor: heldForOf(service),
    });
    const cost = strategyCost(strategy, service.recovery);
    return {
      strategy,
      label: strategies.strategies[strategy].label,
      isToday: strategy === today,
      rto,
      rpo,
      rtoGap: gapOf(rto, rtoS),
      rpoGap: gapOf(rpo, rpoS),
      usdPerMonth: cost.usdPerMonth,
      costText: cost.text,
    };
  });
  const { title, url, asOf } = strategies.source;
  const told = {
    service: service.id,
    label: service.label,
    atMs,
    targets: { rtoS, rpoS },
    today,
    routing,
    strategies: all,
    ...decide(all, today, rtoS === null && rpoS === null),
    source: { title, url, asOf },
  };
  const missing = missingOf(told);
  return { ...told, missing, sentence: sentenceOf(told) };
}

function gapOf({ leastS, mostS }: Span, targetS: number | null): Gap {
  if (targetS === null) return { targetS, meets: "unset", overS: null };
  if (mostS !== null && mostS <= targetS) return { targetS, meets: "yes", overS: null };
  const overS = mostS === null ? null : mostS - targetS;
  return { targetS, meets: leastS === null || leastS > targetS ? "no" : "maybe", overS };
}

type Decision = Pick<RecoveryAdvice, "outcome" | "recommended" | "isByCost">;

function decide(
  all: readonly StrategyAdvice[],
  today: RecoveryAdvice["today"],
  wantsNothing: boolean,
): Decision {
  if (wantsNothing) return { outcome: "no_targets", recommended: null, isByCost: false };
  const isMet = ({ rtoGap, rpoGap }: StrategyAdvice) =>
    [rtoGap, rpoGap].every(({ meets }) => meets === "yes" || meets === "unset");
  const mayBeMet = ({ rtoGap, rpoGap }: StrategyAdvice) =>
    [rtoGap, rpoGap].every(({ meets }) => meets !== "no");
  const met = all.filter(isMet);
  if (met.length > 0) {
    const { cheapest, isByCost } = cheapestOf(met);
    const outcome = cheapest.strategy === today ? "keep" : "change";
    return { outcome, recommended: cheapest.strategy, isByCost };
  }
  const open = all.filter(mayBeMet);
  if (open.length === 0) return { outcome: "none", recommended: null, isByCost: false };
  const { cheapest, isByCost } = cheapestOf(open);
  return { outcome: "test", recommended: cheapest.strategy, isByCost };
}

/** By cost where all of them have one; else the one that AWS has first. */
function cheapestOf(some: readonly StrategyAdvice[]): {
  readonly cheapest: StrategyAdvice;
  readonly isByCost: boolean;
} {
  const isByCost = some.every(({ usdPerMonth }) => usdPerMonth !== null);
  const cheapest = some.reduce((best, each) =>
    isByCost && (each.usdPerMonth ?? 0) < (best.usdPerMonth ?? 0) ? each : best,
  );
  return { cheapest, isByCost: isByCost && some.length > 1 };
}

type Told = Omit<RecoveryAdvice, "missing" | "sentence">;

function missingOf({ strategies: all, targets, today, routing, recommended }: Told): string[] {
  const missing: string[] = [];
  if (targets.rtoS === null) missing.push("objectives.rtoS: how soon users must be served again");
  if (targets.rpoS === null)
    missing.push("objectives.rpoS: how much of what they wrote may be lost");
  if (today === null) missing.push("recovery.strategy: how the loss of a Region is survived today");
  if (routing.basis === "assumed") {
    missing.push("what stands in AWS: have it read, or declare incumbent.design");
  }
  const unpriced = all.filter(({ usdPerMonth }) => usdPerMonth === null);
  if (unpriced.length > 0) {
    const names = namesText(unpriced.map(({ label }) => label));
    missing.push(`recovery.strategies: what ${names} cost`);
  }
  const wanted = all.find(({ strategy }) => strategy === recommended);
  if (wanted?.rto.basis === "assumed" || wanted?.rpo.basis === "assumed") {
    missing.push(`a failover test of ${wanted.label}: its times are what AWS says, not yours`);
  }
  return missing;
}

function sentenceOf(told: Told): string {
  const { label, outcome, strategies: all, recommended, isByCost } = told;
  const wanted = all.find(({ strategy }) => strategy === recommended);
  const targets = targetsText(told);
  switch (outcome) {
    case "no_targets":
      return `${label}: no recovery time and no recovery point is wanted, so no strategy can be held against them.`;
    case "keep":
    case "change": {
      const verb = outcome === "keep" ? "keep" : "change to";
      const why = isByCost ? "the cheapest that meets" : "the simplest that meets";
      return `${label}: ${verb} ${nameOf(wanted)}, ${why} ${targets}${costText(wanted)}.`;
    }
    case "test":
      return `${label}: ${nameOf(wanted)} may meet ${targets}, and only trying it tells: ${gapsText(wanted)}.`;
    case "none":
      return `${label}: no strategy meets ${targets}. The nearest is ${nameOf(nearest(all))}: ${gapsText(nearest(all))}.`;
  }
}

function nameOf(strategy: StrategyAdvice | undefined): string {
  return strategy?.label.toLowerCase() ?? "";
}

function targetsText({ targets: { rtoS, rpoS } }: Pick<Told, "targets">): string {
  const parts = [
    ...(rtoS === null ? [] : [`users served within ${durationText(1_000 * rtoS)}`]),
    ...(rpoS === null ? [] : [`at most ${durationText(1_000 * rpoS)} of writes lost`]),
  ];
  return parts.join(" and ");
}

function costText(strategy: StrategyAdvice | undefined): string {
  const usd = strategy?.usdPerMonth;
  return usd === null || usd === undefined ? "; its cost is not known" : `, for ${usd} USD a month`;
}

/** What the targets are missed by, or may be. */
function gapsText(strategy: StrategyAdvice | undefined): string {
  if (strategy === undefined) return "";
  const told = [
    { name: "RTO", span: strategy.rto, gap: strategy.rtoGap },
    { name: "RPO", span: strategy.rpo, gap: strategy.rpoGap },
  ].filter(({ gap }) => gap.meets === "no" || gap.meets === "maybe");
  return told
    .map(({ name, span, gap }) => {
      const most = span.mostS === null ? "never" : durationText(1_000 * span.mostS);
      const over =
        gap.overS === null ? "" : `, ${durationText(1_000 * gap.overS)} above the target`;
      const least = span.leastS === null ? "never" : durationText(1_000 * span.leastS);
      return `${name} ${least === most ? least : `${least} to ${most}`}${over}`;
    })
    .join("; ");
}

function missedBy({ leastS }: Span, { targetS }: Gap): number {
  if (targetS === null) return 0;
  return Math.max(0, (leastS ?? Number.POSITIVE_INFINITY) - targetS);
}

/** The one that misses least of the targets, and of those the one that comes nearest. */
function nearest(all: readonly StrategyAdvice[]): StrategyAdvice | undefined {
  const far = ({ rtoGap, rpoGap, rto, rpo }: StrategyAdvice) => ({
    missed: [rtoGap, rpoGap].filter(({ meets }) => meets === "no").length,
    overS: [
      { gap: rtoGap, span: rto },
      { gap: rpoGap, span: rpo },
    ].reduce((sum, { gap, span }) => sum + missedBy(span, gap), 0),
  });
  return [...all].sort((a, b) => {
    const [one, other] = [far(a), far(b)];
    return one.missed - other.missed || one.overS - other.overS;
  })[0];
}
