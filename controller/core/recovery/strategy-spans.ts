import type { FailoverRun } from "../../contract/failover-run.ts";
import type { EvidenceSource } from "../../contract/path-history.ts";
import type { Recovery, RecoveryStrategy } from "../../contract/recovery.ts";
import type { Span } from "../../contract/recovery-advice.ts";
import { countedText, percentText } from "../wording/count.ts";
import strategies from "./data/strategies.json" with { type: "json" };

/** What a strategy gives: until users are served again, and how much of what they wrote is lost. */
export interface StrategySpans {
  readonly rto: Span;
  readonly rpo: Span;
}

/** Times of a strategy, and what is known of it. */
export interface SpanInput {
  readonly recovery: Recovery | undefined;
  readonly routing: Span;
  /** Those of the strategy that stands; empty for any other. */
  readonly runs: readonly FailoverRun[];
  /** Share of the users by client group, and the share of users and failures that a time must hold for. */
  readonly shares: ReadonlyMap<string, number>;
  readonly heldFor: number;
  readonly runSource: EvidenceSource;
}

/**
 * What is to be expected of a strategy: from failover runs where it stands and was tried so; from what the
 * owner found on trying it, with the time that leading users there takes; else from what AWS says of it.
 */
export function strategySpans(strategy: RecoveryStrategy, input: SpanInput): StrategySpans {
  return { rto: rtoOf(strategy, input), rpo: rpoOf(strategy, input) };
}

function rtoOf(strategy: RecoveryStrategy, input: SpanInput): Span {
  const { recovery, routing, runs, runSource, shares, heldFor } = input;
  const measured = runs.flatMap(({ recoveryS }) =>
    Object.entries(recoveryS).map(([group, seconds]) => ({
      seconds,
      weight: shares.get(group) ?? 0,
    })),
  );
  if (measured.some(({ weight }) => weight > 0)) {
    const { basis, text } = knownBy(runs.length, runSource);
    return {
      leastS: secondsFor(measured, 0.5),
      mostS: secondsFor(measured, heldFor),
      basis,
      text: `${text}, half of the users to ${percentText(heldFor, 1)} of them`,
    };
  }
  const tested = testedOf(strategy, recovery)?.testedRtoS;
  const { rto } = strategies.strategies[strategy];
  const stands: Span =
    tested === undefined
      ? { leastS: rto.leastS, mostS: rto.mostS, basis: "assumed", text: `AWS says ${rto.words}` }
      : {
          leastS: tested,
          mostS: tested,
          basis: "measured_elsewhere",
          text: "as its owner found on trying it",
        };
  return {
    leastS: added(stands.leastS, routing.leastS),
    mostS: added(stands.mostS, routing.mostS),
    basis: stands.basis === "assumed" ? "assumed" : routing.basis,
    text: `${stands.text}, and until users are led there`,
  };
}

function added(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}

/** Seconds that a share of the weight stays within; null where that share never comes back. */
function secondsFor(
  all: readonly { readonly seconds: number | null; readonly weight: number }[],
  share: number,
): number | null {
  const sorted = [...all].sort((a, b) => (a.seconds ?? Infinity) - (b.seconds ?? Infinity));
  const whole = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let seen = 0;
  for (const { seconds, weight } of sorted) {
    seen += weight;
    if (seen >= share * whole - 1e-9) return seconds;
  }
  return null;
}

function rpoOf(strategy: RecoveryStrategy, { recovery, runs, runSource }: SpanInput): Span {
  const lost = runs.flatMap(({ lostWritesS }) => lostWritesS ?? []);
  if (lost.length > 0) {
    const known = knownBy(lost.length, runSource);
    const sorted = [...lost].sort((a, b) => a - b);
    return { leastS: sorted[0] ?? 0, mostS: sorted.at(-1) ?? 0, ...known };
  }
  const tested = testedOf(strategy, recovery)?.testedRpoS;
  if (tested !== undefined) {
    const text = "as its owner found on trying it";
    return { leastS: tested, mostS: tested, basis: "measured_elsewhere", text };
  }
  const { words, leastS, mostS } = strategies.strategies[strategy].rpo;
  return { leastS, mostS, basis: "assumed", text: `AWS says ${words}` };
}

function testedOf(strategy: RecoveryStrategy, recovery: Recovery | undefined) {
  return recovery?.strategies?.find((each) => each.strategy === strategy);
}

function knownBy(runs: number, source: EvidenceSource): Pick<Span, "basis" | "text"> {
  return source === "simulated"
    ? { basis: "modelled", text: countedText(runs, "simulated failover run") }
    : { basis: "measured", text: countedText(runs, "failover run") };
}
