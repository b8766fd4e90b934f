import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { ArmedRun } from "../../../probe/contract/armed-run.ts";
import { ProbeStretch } from "../../../probe/contract/stretch-batch.ts";
import { FailoverWatch } from "../../../probe/failover/failover-watch.ts";
import { allowEveryAddress, createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import type { RateLimits } from "../../../probe/schedule/rate-limits.ts";
import { startHttpServer } from "../helpers/http-server.ts";

const INTERVAL_MS = 25;
const NO_LIMITS: RateLimits = { maxPerSecond: null, maxPerTargetPerSecond: null };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A service that answers when it is told to, and a watch over it. */
async function startWatch(limits = NO_LIMITS, guard = allowEveryAddress) {
  const service = { delayMs: 0, requests: 0 };
  const server = await startHttpServer((_request, response) => {
    service.requests += 1;
    setTimeout(() => response.setHeader("x-served-by", "eu").end(), service.delayMs);
  });
  const newest = new Map<string, ProbeStretch>();
  const told: ProbeStretch[] = [];
  const warnings: unknown[] = [];
  const watch = new FailoverWatch({
    context: { sourceAddress: null, guard },
    cap: new RateCap(limits),
    estimate: () => null,
    warn: (_message, fields) => void warnings.push(fields),
    deliver: (stretches) => {
      for (const stretch of stretches) {
        told.push(ProbeStretch.parse(stretch));
        newest.set(`${stretch.laneId} ${stretch.seq}`, stretch);
      }
    },
  });
  closers.push(server.close, () => watch.close());
  const lane = { class: "fresh", entry: "dns", url: server.url, expect: { header: "x-served-by" } };
  const run = (fromMs: number, forMs: number, change = {}) => {
    const startAtUs = (Date.now() + fromMs) * 1_000;
    return ArmedRun.parse({
      runId: "run-1",
      startAtUs,
      endAtUs: startAtUs + forMs * 1_000,
      intervalMs: INTERVAL_MS,
      timeoutMs: 500,
      lanes: [{ ...lane, laneId: "fresh" }],
      ...change,
    });
  };
  return { service, watch, told, warnings, newest, run, lane };
}

async function until(isSo: () => boolean): Promise<void> {
  for (let left = 500; !isSo(); left -= 1) {
    if (left === 0) throw new Error("it has not come to that");
    await sleep(20);
  }
}

const counted = (stretches: Iterable<ProbeStretch>) =>
  [...stretches].reduce((sum, { count }) => sum + count, 0);

describe("probe/failover/failover-watch", () => {
  it("watches from the start to the end and closes what it has seen", async () => {
    const { service, watch, newest, run } = await startWatch();
    const armed = run(300, 500);
    watch.assign([armed]);
    const hasEnded = () => [...newest.values()].every(({ isOpen }) => !isOpen);
    await until(() => newest.size > 0 && hasEnded());
    const stretches = [...newest.values()];
    expect(stretches.every(({ state, servedBy }) => state === "ok" && servedBy === "eu")).toBe(
      true,
    );
    expect(counted(stretches)).toBe(service.requests);
    for (const { seq, firstSentUs, count } of stretches) {
      // Never before its slot on the grid that hangs on the start, but for the fraction of a timer.
      const dueUs = armed.startAtUs + seq * INTERVAL_MS * 1_000;
      expect(firstSentUs).toBeGreaterThan(dueUs - 5_000);
      expect(seq + count).toBeLessThanOrEqual(500 / INTERVAL_MS + 1);
    }
    // It has ended: being assigned the same again begins nothing.
    watch.assign([armed]);
    await sleep(3 * INTERVAL_MS);
    expect(counted(newest.values())).toBe(service.requests);
  });

  it("goes on sending while answers are slow, and never has more under way than fit", async () => {
    const { service, watch, newest, run, lane } = await startWatch();
    service.delayMs = 60_000;
    const lanes = [{ ...lane, laneId: "fresh" }];
    watch.assign([run(0, 60_000, { timeoutMs: 200, lanes })]);
    // A closed loop would send one in each 200 ms.
    await until(() => newest.size > 0 && counted(newest.values()) > 20);
    watch.close();
    const stretches = [...newest.values()];
    expect(new Set(stretches.map(({ state }) => state))).toEqual(new Set(["timeout"]));
    const [first] = stretches;
    const tookUs = (first?.firstDoneUs ?? 0) - (first?.firstSentUs ?? 0);
    expect(tookUs).toBeGreaterThan(190_000);
    expect(service.requests - counted(stretches)).toBeLessThanOrEqual(200 / INTERVAL_MS + 1);
  });

  it("hands over an open stretch while it grows, and closes it when the run is taken away", async () => {
    const { watch, told, run } = await startWatch();
    watch.assign([run(0, 60_000)]);
    await until(() => told.length >= 2);
    expect(told.some(({ isOpen }) => isOpen)).toBe(true);
    watch.assign([]);
    const last = told.at(-1);
    expect(last?.isOpen).toBe(false);
  });

  it("is not disturbed when a run is to end at another time", async () => {
    const { watch, told, newest, run } = await startWatch();
    const armed = run(0, 60_000);
    watch.assign([armed]);
    await until(() => told.length > 0);
    watch.assign([{ ...armed, endAtUs: Date.now() * 1_000 }]);
    await until(() => told.at(-1)?.isOpen === false);
    const seqs = [...newest.values()].map(({ seq }) => seq);
    expect(new Set(seqs).size).toBe(seqs.length);
  });

  it("says once why a lane shows nothing, and tells nothing of the service", async () => {
    const { watch, told, warnings, run } = await startWatch(NO_LIMITS, createAddressGuard([]));
    watch.assign([run(0, 60_000)]);
    await until(() => warnings.length > 0);
    await sleep(4 * INTERVAL_MS);
    watch.close();
    expect(warnings).toMatchObject([{ runId: "run-1", laneId: "fresh" }]);
    expect(told).toEqual([]);
  });

  it("counts what the owner's limits hold back as missing", async () => {
    const { watch, newest, run } = await startWatch({
      maxPerSecond: 8,
      maxPerTargetPerSecond: null,
    });
    watch.assign([run(0, 60_000)]);
    await until(() => newest.size >= 4);
    watch.close();
    const slots = [...newest.values()].map(({ seq, count }) => seq + count);
    const seen = counted(newest.values());
    expect(
      Math.max(...slots) - Math.min(...[...newest.values()].map(({ seq }) => seq)),
    ).toBeGreaterThan(seen);
  });
});
