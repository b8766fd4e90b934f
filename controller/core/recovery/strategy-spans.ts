import type { FailoverRun } from "../../contract/failover-run.ts";
import type { Recovery, RecoveryStrategy } from "../../contract/recovery.ts";
import type { Span } from "../../contract/recovery-advice.ts";
import { countedText } from "../wording/count.ts";
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
}

/**
 * What is to be expected of a strategy: from failover runs where it stands and was tried so; from what the
 * owner found on trying it, with the time that leading users there takes; else from what AWS says of it.
 */
export function strategySpans(strategy: RecoveryStrategy, input: SpanInput): StrategySpans {
  return { rto: rtoOf(strategy, input), rpo: rpoOf(strategy, input) };
}

function rtoOf(strategy: RecoveryStrategy, { recovery, routing, runs }: SpanInput): Span {
  const measured = runs.flatMap(({ recoveryS }) => Object.values(recoveryS));
  if (measured.length > 0) {
    const known = measured.flatMap((seconds) => seconds ?? []);
    const never = measured.length - known.length;
    return {
      leastS: known.length === 0 ? 0 : Math.min(...known),
      mostS: never > 0 ? null : Math.max(...known),
      basis: "measured",
      text: `${countedText(runs.length, "failover run")}${never === 0 ? "" : `, in which ${countedText(never, "group")} never came back`}`,
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
    leastS: stands.leastS + routing.leastS,
    mostS: stands.mostS === null || routing.mostS === null ? null : stands.mostS + routing.mostS,
    basis: stands.basis === "assumed" ? "assumed" : routing.basis,
    text: `${stands.text}, and until users are led there`,
  };
}

function rpoOf(strategy: RecoveryStrategy, { recovery, runs }: SpanInput): Span {
  const lost = runs.flatMap(({ lostWritesS }) => lostWritesS ?? []);
  if (lost.length > 0) {
    const text = countedText(lost.length, "failover run");
    return { leastS: Math.min(...lost), mostS: Math.max(...lost), basis: "measured", text };
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
