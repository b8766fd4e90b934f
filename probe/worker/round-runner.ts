import type { Clock } from "../clock.ts";
import type { Round } from "../contract/assignment.ts";
import { type RecentStalls, TargetMeasurer } from "../measure/target-measurer.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { RecordedSeries, Recorder } from "../record/recorder.ts";
import { phaseMs } from "../schedule/phase.ts";
import type { RateCap } from "../schedule/rate-cap.ts";
import { runGrid } from "../schedule/run-grid.ts";

/** What a round needs from its vantage. */
export interface RoundHost {
  vantage: string;
  context: MeasureContext;
  stalls: RecentStalls;
  recorder: Pick<Recorder, "record" | "skip">;
  clock: Clock;
  cap: RateCap;
  /** Hears how late each attempt started, in milliseconds. */
  onLateness(lateMs: number): void;
}

/**
 * Measures one round on its grid until it is stopped. The grid hangs on the origin of the monotonic
 * clock, so a round that is stopped and started again keeps its slots.
 *
 * @returns how to stop it; attempts that are still under way are then not recorded
 */
export function runRound(round: Round, host: RoundHost): () => void {
  const { vantage, context, stalls, recorder, clock, cap, onLateness } = host;
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
    if (isRunning) recorder.record(target.series, startedAtMs, outcome);
  }

  function skip(index: number, slots: number): void {
    const target = targets[index];
    if (target !== undefined) recorder.skip(target.series, clock.wallMs(clock.nowMs()), slots);
  }

  const stop = runGrid(
    {
      grid: {
        startMs: phaseMs(vantage, round.id, round.intervalMs),
        intervalMs: round.intervalMs,
      },
      targets: targets.length,
      spreadMs: round.spreadMs,
    },
    {
      start(index, lateMs) {
        if (!cap.take(targets[index]?.host ?? "", clock.nowMs())) return skip(index, 1);
        onLateness(lateMs);
        void attempt(index);
      },
      skip,
    },
  );
  return () => {
    stop();
    isRunning = false;
    for (const { measurer } of targets) measurer.close();
  };
}
