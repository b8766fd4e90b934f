import { afterEach, describe, expect, it } from "vitest";
import { createClock } from "../../../probe/clock.ts";
import type { Round } from "../../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { CountedOutcome } from "../../../probe/record/recorder.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import { runRound } from "../../../probe/worker/round-runner.ts";
import { startFreezingServer } from "../helpers/freezing-server.ts";

const INTERVAL_MS = 20;
const FREEZE_MS = 600;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function serve(): Promise<string> {
  const server = await startFreezingServer(FREEZE_MS);
  closers.push(server.close);
  return server.url;
}

/** Measures `url` every 20 ms; what is recorded is kept attempt by attempt. */
function measure(url: string, timeoutMs: number) {
  const ended: { atMs: number; outcome: CountedOutcome }[] = [];
  let started = 0;
  let skipped = 0;
  const guard = createAddressGuard(["127.0.0.0/8"]);
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const round: Round = {
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
      skip: (_series, _atMs, slots) => {
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

/** Freezes the server, and says when, in epoch milliseconds: at the latest, and at the earliest. */
async function freeze(url: string): Promise<{ fromMs: number; toMs: number }> {
  const fromMs = Date.now();
  await fetch(`${url}/freeze`);
  return { fromMs, toMs: Date.now() };
}

// A busy machine can keep this very thread from its slots, which are then rightly skipped: hence the
// second and third try. A loop that waits for answers would fail all of them.
describe("open loop", { retry: 2 }, () => {
  it("starts every attempt that is due while the server is frozen, and counts its long time", async () => {
    const url = await serve();
    const run = measure(url, 10_000);
    await until(() => run.ended.length >= 10);
    const { fromMs, toMs } = await freeze(url);
    await until(() => run.ended.some(({ atMs }) => atMs > toMs + 100));
    const { ended } = run;
    expect(run.skipped()).toBe(0);
    // Those that began in the freeze and could not be answered before its end.
    const frozen = ended.filter(({ atMs }) => atMs > fromMs + 50 && atMs < fromMs + FREEZE_MS - 50);
    const slots = Math.floor((FREEZE_MS - 100) / INTERVAL_MS);
    expect(frozen.length).toBeGreaterThanOrEqual(slots - 1);
    for (const { atMs, outcome } of frozen) {
      const leastMs = fromMs + FREEZE_MS - atMs - 2;
      expect(outcome.kind).toBe("answer");
      expect(outcome.kind === "answer" && outcome.rttUs / 1_000).toBeGreaterThanOrEqual(leastMs);
    }
    // Half of them waited for more than half the freeze; one closed loop would have had one such wait.
    const long = ended.filter(
      ({ outcome }) => outcome.kind === "answer" && outcome.rttUs > FREEZE_MS * 500,
    );
    expect(long.length).toBeGreaterThanOrEqual(slots / 2 - 2);
  });

  it("counts every attempt of the freeze as lost where it outlasts the time-out", async () => {
    const url = await serve();
    const run = measure(url, 100);
    await until(() => run.ended.length >= 10);
    const { fromMs, toMs } = await freeze(url);
    await until(() => run.ended.some(({ atMs }) => atMs > toMs + 200));
    expect(run.skipped()).toBe(0);
    const doomed = run.ended.filter(
      ({ atMs }) => atMs > fromMs + 50 && atMs < fromMs + FREEZE_MS - 150,
    );
    expect(doomed.length).toBeGreaterThanOrEqual(Math.floor((FREEZE_MS - 200) / INTERVAL_MS) - 1);
    expect(new Set(doomed.map(({ outcome }) => outcome.kind))).toEqual(new Set(["lost"]));
  });

  it("counts as skipped what was due while this thread was blocked", async () => {
    const run = measure(await serve(), 5_000);
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
    expect(run.started() + run.skipped()).toBeLessThanOrEqual(slots + 2);
  });
});
