import { describe, expect, it } from "vitest";
import { hashEvidence } from "../../../controller/advise/hash-evidence.ts";
import { refreshAdvice } from "../../../controller/advise/refresh-advice.ts";
import { Estate } from "../../../controller/contract/estate.ts";
import { Recommendation } from "../../../controller/contract/recommendation.ts";
import { type Measured, measuredBucket } from "../core/advise/measured-bucket.ts";
import { SHOP } from "../core/verdict/status-scene.ts";
import { type MemoryStore, memoryStore } from "./memory-store.ts";

const START_MS = 1_700_000_040_000;
const MINUTE_MS = 60_000;

const estate = Estate.parse({
  environment: { name: "test" },
  vantages: ["sa-east-1", "eu-west-2"].map((id) => ({
    id,
    kind: "region",
    label: id,
    latitude: 0,
    longitude: 0,
  })),
  services: [SHOP],
});

/** One minute in which both vantages measure both ways in. */
function measureMinute(store: MemoryStore, minute: number, acceleratorMs = 60): void {
  const put = (path: string, measured: Measured) =>
    store.put(
      path,
      START_MS + minute * MINUTE_MS,
      measuredBucket({ spreadMs: 2, n: 30, ...measured }),
    );
  for (const vantage of ["sa-east-1", "eu-west-2"]) {
    put(`${vantage}/shop/dns/*/echo_rtt`, { medianMs: 145, servedBy: { "us-east-1": 30 } });
    put(`${vantage}/shop/accelerator/*/echo_rtt`, { medianMs: acceleratorMs });
    put(`${vantage}/shop/direct/us-east-1/echo_rtt`, { medianMs: 145 });
    // Neither of these may enter: another metric, and a path that is pinned to an endpoint.
    put(`${vantage}/shop/accelerator/*/connect`, { medianMs: 3 });
    put(`${vantage}/shop/dns/eu-west-1/echo_rtt`, { medianMs: 1 });
  }
}

/** Refreshes as a process would that began at the start, at so many minutes after it. */
function advisor(store: MemoryStore) {
  const dueAtMs = new Map<string, number>();
  return (minute: number) =>
    refreshAdvice({ store, now: () => START_MS + minute * MINUTE_MS, dueAtMs });
}

describe("controller/advise/refresh-advice", () => {
  it("does nothing without an estate or without measurements", async () => {
    expect(await advisor(memoryStore(null))(5)).toEqual([]);
    const store = memoryStore(estate);
    expect(await advisor(store)(5)).toEqual([]);
    expect(store.events).toEqual([]);
  });

  it("waits for a minute of measurements", async () => {
    const store = memoryStore(estate);
    measureMinute(store, 0);
    const refresh = advisor(store);
    expect(await refresh(0.9)).toEqual([]);
    expect(await refresh(1)).toHaveLength(1);
  });

  it("keeps one valid recommendation and tells of it", async () => {
    const store = memoryStore(estate);
    for (let minute = 0; minute < 10; minute += 1) measureMinute(store, minute);
    const [made] = await advisor(store)(10);
    expect(made).toMatchObject({
      id: "REC-0001",
      service: "shop",
      madeAtMs: START_MS + 10 * MINUTE_MS,
      outcome: "insufficient_evidence",
      soFar: { design: "accelerator" },
      evidence: { fromMs: START_MS, samples: 1_800, fullDays: 10 / 1_440, coverage: 1, grade: "C" },
    });
    expect(made?.evidence.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Recommendation.parse(made)).toEqual(made);
    expect(store.events).toEqual([
      { kind: "recommendation", atMs: START_MS + 10 * MINUTE_MS, vantages: [] },
    ]);
  });

  it("gives a new number only to what is new", async () => {
    const store = memoryStore(estate);
    const refresh = advisor(store);
    measureMinute(store, 0);
    await refresh(1);
    measureMinute(store, 1, 61);
    expect(await refresh(2)).toEqual([]);
    for (let minute = 2; minute < 20; minute += 1) measureMinute(store, minute, 145);
    const [changed] = await refresh(20);
    expect(changed).toMatchObject({ id: "REC-0002", soFar: { design: "route53" } });
    expect(store.kept.map(({ id }) => id)).toEqual(["REC-0001", "REC-0002"]);
  });

  it("repeats itself after a day", async () => {
    const store = memoryStore(estate);
    const refresh = advisor(store);
    measureMinute(store, 0);
    measureMinute(store, 1_439);
    await refresh(1);
    expect(await refresh(1_440)).toEqual([]);
    expect(await refresh(1_446)).toHaveLength(1);
  });

  it("reads evidence older than an hour only every five minutes", async () => {
    const store = memoryStore(estate);
    measureMinute(store, 0);
    measureMinute(store, 90);
    const refresh = advisor(store);
    await refresh(91);
    const { reads } = store;
    await refresh(95.9);
    expect(store.reads).toBe(reads);
    await refresh(96);
    expect(store.reads).toBeGreaterThan(reads);
  });

  it("rests twenty times as long as it took", async () => {
    const store = memoryStore(estate);
    measureMinute(store, 0);
    const dueAtMs = new Map<string, number>();
    const times = [2, 4].map((minute) => START_MS + minute * MINUTE_MS);
    await refreshAdvice({ store, now: () => times.shift() ?? START_MS + 4 * MINUTE_MS, dueAtMs });
    const { reads } = store;
    const refresh = (minute: number) =>
      refreshAdvice({ store, now: () => START_MS + minute * MINUTE_MS, dueAtMs });
    await refresh(43.9);
    expect(store.reads).toBe(reads);
    await refresh(44);
    expect(store.reads).toBeGreaterThan(reads);
  });
});

describe("controller/advise/hash-evidence", () => {
  const path = (vantage: string, n: number) => ({
    vantage,
    entry: "dns" as const,
    endpoint: null,
    bucket: measuredBucket({ medianMs: 50, n, servedBy: { x: 1, y: 2 } }),
  });

  it("is the same for the same evidence in another order", () => {
    const [one, other] = [path("a", 30), path("b", 40)];
    const turned = { ...other, bucket: { ...other.bucket, servedBy: { y: 2, x: 1 } } };
    expect(hashEvidence([turned, one])).toBe(hashEvidence([one, other]));
  });

  it("differs for other evidence", () => {
    expect(hashEvidence([path("a", 31)])).not.toBe(hashEvidence([path("a", 30)]));
    expect(hashEvidence([path("b", 30)])).not.toBe(hashEvidence([path("a", 30)]));
  });
});
