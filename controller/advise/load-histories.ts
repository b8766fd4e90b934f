import { setImmediate as turn } from "node:timers/promises";
import { parseSeriesKey, type Series } from "../../probe/contract/path.ts";
import type { PathHistory } from "../contract/path-history.ts";
import { DAY_MS, FIVE_MINUTES_MS } from "../core/fold/tier.ts";
import { isDayStale } from "../core/history/day-standing.ts";
import { joinDays } from "../core/history/join-days.ts";
import { packDay, type ServiceDay, unpackDay } from "../core/history/pack-days.ts";
import { type PathDay, pathDay } from "../core/history/path-day.ts";
import type { KeptDay } from "../store/history-days.ts";
import type { Store } from "../store/store.ts";

/** Days that evidence is looked at for, today not counted. */
export const EVIDENCE_DAYS = 28;
/** Series that are worked on at a time: folding gets its turn in between. */
const SERIES_AT_ONCE = 40;
/** Finished days that a process keeps; packed, the day of a service with 200 paths has some 300 kB. */
const MOST_KEPT_BYTES = 64_000_000;

/** Finished days at hand in this process, those used last at the end; empty at first. */
export type DaysAtHand = Map<string, KeptDay>;

export type HistoriesStore = {
  readonly buckets: Pick<Store["buckets"], "sums" | "keepAt">;
  readonly index: Pick<Store["index"], "activeSince">;
  readonly days: Store["days"];
};

/**
 * `echo_rtt` of all paths of a service over the last 28 days and today, with pinned ones and those straight
 * to an endpoint: medians of five minutes, and a histogram a day. Where only buckets of an hour are left, the
 * median of the hour stands for it. Finished days are read once and then kept, in Redis and at hand; today is
 * read every time.
 *
 * @throws when the store does not answer
 */
export async function loadHistories(
  store: HistoriesStore,
  atHand: DaysAtHand,
  service: string,
  atMs: number,
): Promise<PathHistory[]> {
  const today = Math.floor(atMs / DAY_MS);
  const series = seriesOf(await store.index.activeSince(service, (today - EVIDENCE_DAYS) * DAY_MS));
  const days: ServiceDay[] = [];
  for (let day = today - EVIDENCE_DAYS; day < today; day += 1) {
    days.push(await finishedDay({ store, atHand, service, series, atMs }, day));
    await turn();
  }
  days.push(await readDay(store, series, today, atMs));
  return joinDays(days);
}

type Reading = {
  readonly store: HistoriesStore;
  readonly atHand: DaysAtHand;
  readonly service: string;
  readonly series: ReadonlyMap<string, Series>;
  readonly atMs: number;
};

async function finishedDay(reading: Reading, day: number): Promise<ServiceDay> {
  const { store, atHand, service, series, atMs } = reading;
  const key = `${service} ${day}`;
  const known = atHand.get(key) ?? (await store.days.read(service, day));
  const isOld = known !== null && isDayStale({ day, ...known }, atMs, minutesKeptMs(store, atMs));
  if (known !== null && !isOld) {
    const unpacked = unpackDay(known.bytes);
    if (unpacked !== null) {
      put(atHand, key, known);
      return unpacked;
    }
  }
  const read = await readDay(store, series, day, atMs);
  const kept = { bytes: packDay(read), readAtMs: atMs };
  await store.days.write(service, day, kept);
  put(atHand, key, kept);
  return read;
}

function minutesKeptMs({ buckets }: HistoriesStore, atMs: number): number {
  return buckets.keepAt(atMs).minutesMs;
}

/** Reads a day from the buckets. */
async function readDay(
  { buckets }: HistoriesStore,
  series: ReadonlyMap<string, Series>,
  day: number,
  atMs: number,
): Promise<ServiceDay> {
  const fromMs = day * DAY_MS;
  const window = { fromMs, toMs: Math.min(fromMs + DAY_MS, atMs), stepMs: FIVE_MINUTES_MS };
  const keys = [...series.keys()];
  const paths: PathDay[] = [];
  let stepMs = FIVE_MINUTES_MS;
  for (let at = 0; at < keys.length; at += SERIES_AT_ONCE) {
    const sums = await buckets.sums(keys.slice(at, at + SERIES_AT_ONCE), window, atMs);
    stepMs = Math.max(stepMs, sums.window.stepMs ?? 0);
    for (const [key, steps] of sums.bySeries) {
      const path = series.get(key);
      if (path !== undefined && steps.length > 0) paths.push(pathDay(path, steps));
    }
    await turn();
  }
  return { day, stepMs, paths };
}

function seriesOf(keys: readonly string[]): ReadonlyMap<string, Series> {
  const bySeries = new Map<string, Series>();
  for (const key of keys) {
    const series = parseSeriesKey(key);
    if (series?.metric === "echo_rtt") bySeries.set(key, series);
  }
  return bySeries;
}

/** Lets those go that were used longest ago. */
function put(atHand: DaysAtHand, key: string, kept: KeptDay): void {
  atHand.delete(key);
  atHand.set(key, kept);
  let bytes = [...atHand.values()].reduce((sum, each) => sum + each.bytes.length, 0);
  for (const [oldest, { bytes: own }] of atHand) {
    if (bytes <= MOST_KEPT_BYTES) return;
    atHand.delete(oldest);
    bytes -= own.length;
  }
}
