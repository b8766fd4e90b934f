import { describe, expect, it } from "vitest";
import {
  type DaysAtHand,
  type HistoriesStore,
  loadHistories,
} from "../../../controller/advise/load-histories.ts";
import { DEFAULT_KEEP } from "../../../controller/core/fold/keep.ts";
import type { KeptDay } from "../../../controller/store/history-days.ts";
import { type KeptMinute, memorySums } from "../../helpers/memory-buckets.ts";
import { measuredBucket } from "../core/advise/measured-bucket.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const TODAY = 19_700;
const NOON_MS = TODAY * DAY_MS + 12 * HOUR_MS;

/** A store in memory that notes which days of buckets are read. */
function openStore() {
  const minutes: KeptMinute[] = [];
  const kept = new Map<number, KeptDay>();
  const read: number[] = [];
  const store: HistoriesStore = {
    buckets: {
      keepAt: () => DEFAULT_KEEP,
      sums(series, window, nowMs) {
        read.push(Math.floor(window.fromMs / DAY_MS) - TODAY);
        return memorySums(minutes)(series, window, nowMs);
      },
    },
    index: {
      activeSince: () => Promise.resolve([...new Set(minutes.map(({ series }) => series))].sort()),
    },
    days: {
      read: (_service, day) => Promise.resolve(kept.get(day) ?? null),
      write: (_service, day, own) => Promise.resolve(void kept.set(day, own)),
    },
  };
  const put = (series: string, atMs: number, medianMs: number) =>
    minutes.push({ series, minuteMs: atMs, bucket: measuredBucket({ medianMs, n: 10 }) });
  return { store, read, put };
}

describe("controller/advise/load-histories", () => {
  it("has a path's medians of five minutes and a histogram a day, over four weeks and today", async () => {
    const { store, put } = openStore();
    put("a/shop/dns/*/echo_rtt", NOON_MS - 29 * DAY_MS, 10);
    put("a/shop/dns/*/echo_rtt", NOON_MS - 28 * DAY_MS, 20);
    put("a/shop/dns/*/echo_rtt", NOON_MS - DAY_MS, 30);
    put("a/shop/dns/*/echo_rtt", NOON_MS - DAY_MS + 60_000, 30);
    put("a/shop/dns/*/echo_rtt", NOON_MS - HOUR_MS, 40);
    put("a/shop/direct/us/echo_rtt", NOON_MS - HOUR_MS, 40);
    put("a/shop/dns/us/echo_rtt", NOON_MS - HOUR_MS, 40);
    put("a/shop/dns/*/connect", NOON_MS - HOUR_MS, 1);
    const histories = await loadHistories(store, new Map(), "shop", NOON_MS);
    expect(histories.map(({ entry, endpoint }) => `${entry} ${endpoint ?? "*"}`)).toEqual([
      "direct us",
      "dns *",
      "dns us",
    ]);
    const [, dns] = histories;
    expect(dns?.medians.map(([atMs, , n]) => [atMs, n])).toEqual([
      [NOON_MS - 28 * DAY_MS, 10],
      [NOON_MS - DAY_MS, 20],
      [NOON_MS - HOUR_MS, 10],
    ]);
    expect(dns?.days.map(({ day, sent }) => [day - TODAY, sent])).toEqual([
      [-28, 10],
      [-1, 20],
      [0, 10],
    ]);
  });

  it("reads finished days once, in one process and for all of them, and today every time", async () => {
    const { store, read, put } = openStore();
    put("a/shop/dns/*/echo_rtt", NOON_MS - DAY_MS, 30);
    const atHand: DaysAtHand = new Map();
    const first = await loadHistories(store, atHand, "shop", NOON_MS);
    expect(read).toHaveLength(29);
    read.length = 0;
    expect(await loadHistories(store, atHand, "shop", NOON_MS + HOUR_MS)).toEqual(first);
    expect(read).toEqual([0]);
    read.length = 0;
    expect(await loadHistories(store, new Map(), "shop", NOON_MS + HOUR_MS)).toEqual(first);
    expect(read).toEqual([0]);
  });

  it("notices what comes late", async () => {
    const { store, read, put } = openStore();
    put("a/shop/dns/*/echo_rtt", NOON_MS - DAY_MS, 30);
    const atHand: DaysAtHand = new Map();
    await loadHistories(store, atHand, "shop", NOON_MS);
    put("a/shop/dns/*/echo_rtt", NOON_MS - DAY_MS + HOUR_MS, 30);
    read.length = 0;
    const [late] = await loadHistories(store, atHand, "shop", NOON_MS + 12 * HOUR_MS - 1);
    expect(late?.medians).toHaveLength(1);
    const [dns] = await loadHistories(store, atHand, "shop", NOON_MS + 12 * HOUR_MS);
    expect(dns?.medians).toHaveLength(2);
    // Yesterday, which is over, and the day before, of which twice the time had not passed.
    expect(read).toEqual([0, -1, 0, 1]);
  });

  it("has nothing where nothing was measured", async () => {
    const { store } = openStore();
    expect(await loadHistories(store, new Map(), "shop", NOON_MS)).toEqual([]);
  });
});
