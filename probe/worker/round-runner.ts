import type { Clock } from "../clock.ts";
import { nameOfAddress } from "../contract/address-name.ts";
import type { Round } from "../contract/assignment.ts";
import type { Outcome } from "../measure/outcome.ts";
import {
  type RecentStalls,
  type SocketMetric,
  TargetMeasurer,
} from "../measure/target-measurer.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { RecordedSeries, Recorder } from "../record/recorder.ts";
import { phaseMs } from "../schedule/phase.ts";
import type { RateCap } from "../schedule/rate-cap.ts";
import { RoundDemand } from "../schedule/round-demand.ts";
import { runGrid } from "../schedule/run-grid.ts";
import type { AttemptLog } from "./health-log.ts";

/** What a round needs from its vantage. */
export interface RoundHost {
  vantage: string;
  context: MeasureContext;
  stalls: RecentStalls;
  recorder: Pick<Recorder, "record" | "countSkipped">;
  clock: Clock;
  cap: RateCap;
  health: AttemptLog;
}

/** A round that this process measures by itself, on sockets of its own. */
export type SocketRound = Round & { metric: SocketMetric };

/**
 * Measures one round on its grid until it is stopped. The grid hangs on the origin of the monotonic
 * clock, so a round that is stopped and started again keeps its slots.
 *
 * @returns how to stop it; attempts that are still under way are then not recorded
 */
export function runRound(round: SocketRound, host: RoundHost): () => void {
  const { vantage, context, stalls, recorder, clock, cap, health } = host;
  let isRunning = true;
  const targets = round.targets.map(({ service, entry, endpoint, ...target }) => {
    const series: RecordedSeries = { service, entry, endpoint, metric: round.metric };
    const whole = { service, entry, endpoint, ...target };
    const { host } = new URL(target.url);
    return { series, host, measurer: new TargetMeasurer(whole, round.metric, context, stalls) };
  });

  async function attempt(index: number): Promise<void> {
    const target = targets[index];
    if (target === undefined) return;
    const startedAtMs = clock.wallMs(clock.nowMs());
    const outcome = await target.measurer.attempt(round.timeoutMs);
    if (!isRunning) return;
    health.ended(outcome);
    recorder.record(target.series, startedAtMs, withAnswer(outcome));
  }

  function countSkipped(index: number, slots: number, why: "late" | "capped"): void {
    const target = targets[index];
    if (target === undefined) return;
    health.missed(slots, why);
    recorder.countSkipped(target.series, clock.wallMs(clock.nowMs()), slots);
  }

  const { intervalMs } = round;
  const grid = { startMs: phaseMs(vantage, round.id, intervalMs), intervalMs };
  const hosts = targets.map((target) => target.host);
  const demand = round.priority === "failover" ? new RoundDemand(grid, hosts, clock.nowMs()) : null;
  const retract = demand === null ? null : cap.expect(demand);
  const stop = runGrid(
    {
      grid,
      targets: targets.length,
      spreadMs: round.spreadMs,
    },
    {
      start(index, lateMs) {
        const mayStart = cap.take(hosts[index] ?? "", clock.nowMs(), demand !== null);
        demand?.settle(index, 1);
        if (!mayStart) return countSkipped(index, 1, "capped");
        health.started(lateMs);
        void attempt(index);
      },
      countSkipped(index, slots) {
        demand?.settle(index, slots);
        countSkipped(index, slots, "late");
      },
    },
  );
  return () => {
    stop();
    retract?.();
    isRunning = false;
    for (const { measurer } of targets) measurer.close();
  };
}

/** Of several addresses in the answer to a lookup clients take the first. */
function withAnswer(outcome: Outcome): Outcome {
  if (outcome.kind !== "answer" || outcome.lookup === undefined) return outcome;
  const [first] = outcome.answers;
  return first === undefined ? outcome : { ...outcome, servedBy: nameOfAddress(first) };
}
