import type { SecureContext } from "node:tls";
import { createClock } from "../clock.ts";
import type { Target } from "../contract/assignment.ts";
import { allowEveryAddress } from "../measure/address-guard.ts";
import { ClockDiscipline } from "../measure/clock-discipline.ts";
import { icmpHostOf } from "../measure/connect-address.ts";
import { KernelClock } from "../measure/kernel-clock.ts";
import { NameCache } from "../measure/name-cache.ts";
import { StallDetector } from "../measure/stall-detector.ts";
import { TargetMeasurer } from "../measure/target-measurer.ts";
import type { EchoReport } from "../measure/timing.ts";
import { runGrid } from "../schedule/run-grid.ts";
import type { MeasureOptions } from "./measure-options.ts";
import type { Sample } from "./measure-summary.ts";
import { runFping } from "./run-fping.ts";

/** The first slot lies a little ahead, or it would already be over. */
const HEAD_START_MS = 5;

/** Where the results of a measurement go while it runs. */
export interface MeasurementEvents {
  onSample(sample: Sample): void;
  onSkipped(slots: number): void;
  /** Something to know about the measurement, told once. */
  onNote(note: string): void;
}

/**
 * Measures one target in open loop, in this thread, which has nothing else to do; it watches itself for
 * stalls all the same.
 *
 * @param stop ends it early; attempts that are under way are then left out
 * @returns when every attempt has ended, what only shows over all of them
 */
export async function runMeasurement(
  target: Target,
  options: MeasureOptions & { trust: SecureContext | null },
  events: MeasurementEvents,
  stop: AbortSignal,
): Promise<EchoReport | null> {
  const { count, intervalMs, timeoutMs, metric, sourceAddress, servedByHeader, trust } = options;
  const { family, recordType } = options;
  const guard = allowEveryAddress;
  // Someone at a terminal wants to see every step of a new connection, each time.
  const names = new NameCache(sourceAddress, guard, {
    family: family ?? undefined,
    isFresh: metric === "ttfb_new",
  });
  if (metric === "icmp_rtt") {
    const host = icmpHostOf(target.url);
    const [address] = await names.resolve(host, undefined);
    if (address === undefined) throw new Error(`${host} has no address`);
    await runFping(address, options, (sample) => events.onSample(sample), stop);
    return null;
  }
  const kernelClock = new KernelClock((reason) =>
    events.onNote(`${reason}; without it this process's own clock counts (clock=user)`),
  );
  const discipline = new ClockDiscipline();
  if (metric === "udp_rtt") await discipline.start();
  const clock = createClock();
  const stalls = new StallDetector();
  stalls.start();
  const measurer = new TargetMeasurer(
    servedByHeader === null ? target : { ...target, servedByHeader },
    metric,
    {
      sourceAddress,
      guard,
      trust,
      names,
      ...(recordType === null ? {} : { recordType }),
      ...(options.clock === "kernel" ? { kernelClock } : {}),
      clockErrorMs: () => discipline.errorMs(),
    },
    () => stalls.recent(),
  );
  let started = 0;
  let ended = 0;

  await new Promise<void>((resolve) => {
    async function attempt(seq: number): Promise<void> {
      const atMs = clock.wallMs(clock.nowMs());
      const outcome = await measurer.attempt(timeoutMs);
      if (stop.aborted) return;
      ended += 1;
      events.onSample({ seq, atMs, outcome });
      if (ended === count) resolve();
    }
    const stopGrid = runGrid(
      { grid: { startMs: clock.nowMs() + HEAD_START_MS, intervalMs }, targets: 1, spreadMs: 0 },
      {
        start() {
          started += 1;
          if (started >= count) stopGrid();
          void attempt(started);
        },
        countSkipped: (_target, slots) => events.onSkipped(slots),
      },
    );
    stop.addEventListener("abort", () => {
      stopGrid();
      resolve();
    });
  });
  stalls.stop();
  discipline.stop();
  const report = measurer.report();
  measurer.close();
  return report;
}
