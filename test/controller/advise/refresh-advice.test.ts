import { describe, expect, it } from "vitest";
import { hashEvidence } from "../../../controller/advise/hash-evidence.ts";
import type { DaysAtHand } from "../../../controller/advise/load-histories.ts";
import { refreshAdvice } from "../../../controller/advise/refresh-advice.ts";
import { Estate } from "../../../controller/contract/estate.ts";
import { HistoryImport } from "../../../controller/contract/history-import.ts";
import type { PathHistory } from "../../../controller/contract/path-history.ts";
import { Recommendation } from "../../../controller/contract/recommendation.ts";
import type { WebhookEvent } from "../../../controller/contract/webhook.ts";
import type { EvidenceInput } from "../../../controller/core/advise/evidence-input.ts";
import { shippedPrices } from "../../../controller/core/cost/shipped-prices.ts";
import { type Measured, measuredBucket } from "../core/advise/measured-bucket.ts";
import { SHOP } from "../core/verdict/status-scene.ts";
import { type MemoryStore, memoryStore } from "./memory-store.ts";

const START_MS = 1_700_000_040_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

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

const INPUT: EvidenceInput = {
  histories: [],
  prices: shippedPrices(),
  atMs: 1,
  service: SHOP,
  vantages: [],
  source: "measured",
  failoverRuns: [],
  live: null,
  thresholds: {},
  memory: { changedAtMs: null, best: null, inARow: 0, switchCostUsd: null },
};

function swapped([one, other]: PathHistory["medians"]): PathHistory["medians"] {
  if (one === undefined || other === undefined) throw new Error("two medians are needed");
  const [[firstMs, us, n], [secondMs, otherUs, m]] = [one, other];
  return [
    [firstMs, otherUs, m],
    [secondMs, us, n],
  ];
}

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
    // Neither of these may enter a verdict: another metric, and a path that is pinned to an endpoint.
    put(`${vantage}/shop/accelerator/*/connect`, { medianMs: 3 });
    put(`${vantage}/shop/dns/eu-west-1/echo_rtt`, { medianMs: 1 });
  }
}

/** Refreshes as a process would that began at the start, at so many minutes after it. */
function advisor(store: MemoryStore, told: WebhookEvent[] = []) {
  const atHand: DaysAtHand = new Map();
  const tell = (event: WebhookEvent) => Promise.resolve(void told.push(event));
  return (minute: number) => {
    const rules = { everyMs: 60 * MINUTE_MS, thresholds: {}, switchCostUsd: null };
    const now = () => START_MS + minute * MINUTE_MS;
    return refreshAdvice({ store, now, rules, atHand, tell });
  };
}

/** Days of both ways in at both vantages, with a median an hour. */
function historyOf(source: "simulated" | "measured", days: number): HistoryImport {
  const firstMs = Math.floor(START_MS / DAY_MS - days) * DAY_MS;
  const path = (vantage: string, entry: "dns" | "accelerator", us: number) => ({
    vantage,
    entry,
    endpoint: null,
    medians: Array.from({ length: 24 * days }, (_, hour) => [firstMs + hour * HOUR_MS, us, 60]),
  });
  return HistoryImport.parse({
    isochroneHistory: 1,
    source,
    origin: "a test",
    paths: ["sa-east-1", "eu-west-2"].flatMap((vantage) => [
      path(vantage, "dns", 145_000),
      path(vantage, "accelerator", 60_000),
    ]),
  });
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
      evidence: {
        source: "measured",
        // The five minutes that it fell into.
        fromMs: START_MS - 4 * MINUTE_MS,
        samples: 2_400,
        fullDays: 1 / 24,
        coverage: 1,
        grade: "C",
      },
      since: null,
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
    expect(changed?.since).toMatchObject({ id: "REC-0001" });
    expect(changed?.since?.changes.length).toBeGreaterThan(0);
    expect(store.kept.map(({ id }) => id)).toEqual(["REC-0001", "REC-0002"]);
  });

  it("repeats itself after a day", async () => {
    const store = memoryStore(estate);
    const refresh = advisor(store);
    measureMinute(store, 0);
    measureMinute(store, 1_439);
    await refresh(1);
    expect(await refresh(1_440)).toEqual([]);
    expect(await refresh(1_500)).toMatchObject([
      { id: "REC-0002", since: { id: "REC-0001", changes: [] } },
    ]);
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

  it("evaluates at once what was asked for, and once", async () => {
    const store = memoryStore(estate);
    measureMinute(store, 0);
    measureMinute(store, 90);
    const refresh = advisor(store);
    await refresh(91);
    await store.advice.ask("shop");
    const { reads } = store;
    await refresh(92);
    expect(store.reads).toBeGreaterThan(reads);
    const after = store.reads;
    await refresh(93);
    expect(store.reads).toBe(after);
  });

  it("stands on what was simulated until a week was measured, and says so", async () => {
    const store = memoryStore(estate);
    store.imported = historyOf("simulated", 14);
    const refresh = advisor(store);
    const [made] = await refresh(1);
    expect(made).toMatchObject({ evidence: { source: "simulated", fullDays: 14 } });
    expect(await store.advice.read("shop")).toMatchObject({ isImportUsed: true });
    store.imported = null;
    measureMinute(store, 2);
    await store.advice.ask("shop");
    const [own] = await refresh(5);
    expect(own?.evidence.source).toBe("measured");
    expect(own?.since?.changes[0]).toBe(
      "It stands on what was measured, no longer on a simulated history.",
    );
  });

  it("tells of another outcome, and of none twice", async () => {
    const store = memoryStore(estate);
    const told: WebhookEvent[] = [];
    const refresh = advisor(store, told);
    const left = { dueAtMs: 0, memory: null, isImportUsed: null };
    // Of an earlier process.
    await store.advice.write("shop", 0, { ...left, told: { id: "REC-0000", outcome: "keep" } });
    measureMinute(store, 0);
    await refresh(1);
    await refresh(2);
    expect(told).toMatchObject([
      {
        kind: "outcome_change",
        id: "outcome-REC-0001",
        before: "keep",
        outcome: "insufficient_evidence",
        isSimulated: false,
      },
    ]);
    // What was told of is told again where its end was not kept, by the same name.
    await store.advice.write("shop", 0, { ...left, told: { id: "REC-0000", outcome: "keep" } });
    await refresh(3);
    expect(told[1]?.id).toBe(told[0]?.id);
  });

  it("tells nothing of the first outcome", async () => {
    const store = memoryStore(estate);
    const told: WebhookEvent[] = [];
    measureMinute(store, 0);
    await advisor(store, told)(1);
    expect(told).toEqual([]);
  });

  it("goes on with the other services where one fails, which stays due", async () => {
    const two = Estate.parse({ ...estate, services: [{ ...SHOP, id: "broken" }, SHOP] });
    const store = memoryStore(two);
    measureMinute(store, 0);
    const { read } = store.advice;
    const broken: MemoryStore = {
      ...store,
      advice: {
        ...store.advice,
        read: (id) => (id === "broken" ? Promise.reject(new Error("no such luck")) : read(id)),
      },
    };
    await expect(advisor(broken)(1)).rejects.toThrow("no such luck");
    expect(store.kept.map(({ service }) => service)).toEqual(["shop"]);
  });
});

describe("controller/advise/hash-evidence", () => {
  const path = (vantage: string, us = 50_000): PathHistory => ({
    vantage,
    entry: "dns",
    endpoint: null,
    medians: [
      [0, us, 60],
      [300_000, 51_000, 60],
    ],
    days: [{ day: 0, bins: [900, 60, 3, 60], sent: 120, bad: 0, servedBy: { x: 1, y: 2 } }],
  });
  const hash = (histories: PathHistory[], change: Partial<EvidenceInput> = {}, version = "1") =>
    hashEvidence({ ...INPUT, histories, ...change }, version);

  it("is the same for the same evidence in another order, at another moment", () => {
    const [one, other] = [path("a"), path("b")];
    const days = other.days.map((day) => ({ ...day, servedBy: { y: 2, x: 1 } }));
    expect(hash([{ ...other, days }, one], { atMs: 5 })).toBe(hash([one, other]));
  });

  it.each([
    ["another value", hash([path("a", 50_001)])],
    ["another vantage", hash([path("b")])],
    ["values that changed places", hash([{ ...path("a"), medians: swapped(path("a").medians) }])],
    ["other prices", hash([path("a")], {}, "2")],
    ["another source", hash([path("a")], { source: "simulated" })],
    ["another history", hash([path("a")], { memory: { ...INPUT.memory, inARow: 2 } })],
  ])("differs for %s", (_what, other) => {
    expect(other).not.toBe(hash([path("a")]));
  });
});
