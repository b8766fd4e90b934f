import { afterEach, describe, expect, it } from "vitest";
import { createClock } from "../../../probe/clock.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { CountedOutcome } from "../../../probe/record/recorder.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import { runRound, type SocketRound } from "../../../probe/worker/round-runner.ts";
import { type FreezingServer, startFreezingServer } from "../helpers/freezing-server.ts";

const INTERVAL_MS = 20;
const FREEZE_MS = 600;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(): Promise<FreezingServer> {
  const server = await startFreezingServer(FREEZE_MS);
  closers.push(server.close);
  return server;
}

/**
 * Watches this very thread, which a busy machine keeps from its timers.
 *
 * @returns how many slots it cannot have started for that reason
 */
function watchThread(): () => number {
  let slots = 0;
  let beforeMs = performance.now();
  const timer = setInterval(() => {
    const gapMs = performance.now() - beforeMs;
    beforeMs += gapMs;
    if (gapMs > INTERVAL_MS / 4) slots += Math.floor(gapMs / INTERVAL_MS) + 1;
  }, 1);
  closers.push(() => clearInterval(timer));
  return () => slots;
}

/** Measures `url` every 20 ms; what is recorded is kept attempt by attempt. */
function measure(url: string, timeoutMs: number) {
  const ended: { atMs: number; outcome: CountedOutcome }[] = [];
  let started = 0;
  let skipped = 0;
  const guard = createAddressGuard(["127.0.0.0/8"]);
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const round: SocketRound = {
    id: "shop/echo_rtt",
    metric: "echo_rtt",
    intervalMs: INTERVAL_MS,
    spreadMs: 0,
    timeoutMs,
    targets: [target],
  };
  const stop = runRound(round, {
    vantage: "office",
    context: { sourceAddress: null, guard, names: new NameCache(null, guard) },
    stalls: () => [],
    recorder: {
      record: (_series, atMs, outcome) => ended.push({ atMs, outcome }),
      countSkipped: (_series, _atMs, slots) => {
        skipped += slots;
      },
    },
    clock: createClock(),
    cap: new RateCap({ maxPerSecond: 1_000, maxPerTargetPerSecond: 1_000 }),
    health: {
      started: () => {
        started += 1;
      },
      missed: () => undefined,
      ended: () => undefined,
    },
  });
  closers.push(stop);
  return { ended, started: () => started, skipped: () => skipped };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 1) {
    if (waited > 2_000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("open loop", () => {
  it("starts every attempt that is due while the server is frozen, and counts its long time", async () => {
    const server = await serve();
    const kept = watchThread();
    const run = measure(server.url, 10_000);
    await until(() => run.ended.length >= 10);
    const { fromMs, toMs } = await server.freeze();
    await until(() => run.ended.some(({ atMs }) => atMs > toMs + 100));
    expect(run.skipped()).toBeLessThanOrEqual(kept());
    // All that began in the freeze are there, and none was answered before its end.
    const frozen = run.ended.filter(({ atMs }) => atMs > fromMs && atMs < toMs);
    const slots = Math.floor((toMs - fromMs) / INTERVAL_MS) - run.skipped() - 1;
    expect(slots).toBeGreaterThan(10);
    expect(frozen.length).toBeGreaterThanOrEqual(slots);
    // The clock of an echo starts when its connection is made, a little after the attempt.
    const connectMs = 100;
    for (const { atMs, outcome } of frozen) {
      expect(outcome.kind).toBe("answer");
      const rttMs = outcome.kind === "answer" ? outcome.rttUs / 1_000 : 0;
      expect(rttMs).toBeGreaterThanOrEqual(toMs - atMs - connectMs);
    }
  });

  it("counts every attempt of the freeze as lost where it outlasts the time-out", async () => {
    const server = await serve();
    const kept = watchThread();
    const timeoutMs = 100;
    const run = measure(server.url, timeoutMs);
    await until(() => run.ended.length >= 10);
    const { fromMs, toMs } = await server.freeze();
    await until(() => run.ended.some(({ atMs }) => atMs > toMs + timeoutMs));
    expect(run.skipped()).toBeLessThanOrEqual(kept());
    // A time-out that this thread sees late may find an answer after all: half the freeze is for that.
    const endMs = fromMs + FREEZE_MS / 2;
    const doomed = run.ended.filter(({ atMs }) => atMs > fromMs && atMs < endMs);
    const slots = Math.floor((endMs - fromMs) / INTERVAL_MS) - run.skipped() - 1;
    expect(doomed.length).toBeGreaterThanOrEqual(slots);
    expect(new Set(doomed.map(({ outcome }) => outcome.kind))).toEqual(new Set(["lost"]));
  });

  it("counts as skipped what was due while this thread was blocked", async () => {
    const run = measure((await serve()).url, 5_000);
    await until(() => run.ended.length >= 10);
    const skippedBefore = run.skipped();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, FREEZE_MS / 2);
    const startedBefore = run.started();
    await until(() => run.started() >= startedBefore + 5);
    const missed = Math.floor(FREEZE_MS / 2 / INTERVAL_MS);
    expect(run.skipped() - skippedBefore).toBeGreaterThanOrEqual(missed - 1);
    await until(() => run.ended.length >= run.started());
    // No slot between the first and the last is unaccounted for.
    const starts = run.ended.map(({ atMs }) => atMs).sort((left, right) => left - right);
    const [first = 0] = starts;
    const slots = Math.round(((starts.at(-1) ?? 0) - first) / INTERVAL_MS) + 1;
    expect(run.started() + run.skipped()).toBeGreaterThanOrEqual(slots - 1);
    expect(run.started() + run.skipped()).toBeLessThanOrEqual(slots + 5);
  });
});
