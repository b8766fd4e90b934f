import { isDeepStrictEqual } from "node:util";
import type { FailureClass } from "../../../probe/contract/failure.ts";

/** Differences that are told in full. */
const TOLD = 3;

/** What one attempt came to: a time in µs, or why there is none. */
export type Attempt = number | "lost" | "tainted" | FailureClass;

/** Attempts of one series within one minute, as a probe measured them. */
export type Measured = {
  readonly series: string;
  readonly minuteMs: number;
  readonly attempts: readonly Attempt[];
  readonly skipped: number;
  readonly servedBy: string;
  readonly lastAtMs: number;
};

/** All that was measured of one series within a span of time. */
export type Totals = {
  sent: number;
  lost: number;
  tainted: number;
  skipped: number;
  failures: Record<string, number>;
  servedBy: Record<string, number>;
  minUs: number | null;
  maxUs: number | null;
  sumUs: number;
  /** Time in µs → how often. */
  values: Record<number, number>;
  lastAtMs: number;
  /** Minutes with something in them. */
  minutes: number;
};

/** Totals by series and start of their span. */
export type TotalsTable = ReadonlyMap<string, ReadonlyMap<number, Totals>>;

/** Adds up what the load generator made, attempt by attempt, with no help of the product. */
export type Ledger = {
  add(measured: Measured): void;
  /** For one of the lengths. */
  totals(lengthMs: number): TotalsTable;
};

export function ledger(lengthsMs: readonly number[]): Ledger {
  const tables = new Map(lengthsMs.map((ms) => [ms, new Map<string, Map<number, Totals>>()]));
  const minutesSeen = new Set<string>();
  return {
    add(measured) {
      const minute = `${measured.series} ${measured.minuteMs}`;
      const isNewMinute = !minutesSeen.has(minute);
      minutesSeen.add(minute);
      for (const [lengthMs, table] of tables) {
        const totals = totalsOf(table, measured, lengthMs);
        if (isNewMinute) totals.minutes += 1;
        for (const attempt of measured.attempts) addAttempt(totals, attempt, measured.servedBy);
        totals.skipped += measured.skipped;
        if (measured.lastAtMs > totals.lastAtMs) totals.lastAtMs = measured.lastAtMs;
      }
    },
    totals(lengthMs) {
      const table = tables.get(lengthMs);
      if (table === undefined) throw new Error(`no totals of ${lengthMs} ms are kept`);
      return table;
    },
  };
}

function totalsOf(
  table: Map<string, Map<number, Totals>>,
  { series, minuteMs }: Measured,
  lengthMs: number,
): Totals {
  const own = table.get(series) ?? new Map<number, Totals>();
  table.set(series, own);
  const startMs = minuteMs - (minuteMs % lengthMs);
  const totals = own.get(startMs) ?? emptyTotals();
  own.set(startMs, totals);
  return totals;
}

export function emptyTotals(): Totals {
  return {
    sent: 0,
    lost: 0,
    tainted: 0,
    skipped: 0,
    failures: {},
    servedBy: {},
    minUs: null,
    maxUs: null,
    sumUs: 0,
    values: {},
    lastAtMs: 0,
    minutes: 0,
  };
}

function addAttempt(totals: Totals, attempt: Attempt, servedBy: string): void {
  totals.sent += 1;
  if (attempt === "lost") totals.lost += 1;
  else if (attempt === "tainted") totals.tainted += 1;
  else if (typeof attempt === "string") increase(totals.failures, attempt);
  else {
    increase(totals.servedBy, servedBy);
    increase(totals.values, attempt);
    totals.sumUs += attempt;
    if (totals.minUs === null || attempt < totals.minUs) totals.minUs = attempt;
    if (totals.maxUs === null || attempt > totals.maxUs) totals.maxUs = attempt;
  }
}

function increase(counts: Record<string, number>, name: string | number): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

/** The spans in which what is stored is not what was sent, a few of them in full. */
export function differences(stored: TotalsTable, sent: TotalsTable): unknown[] {
  const differing: unknown[] = [];
  let spans = 0;
  for (const series of new Set([...stored.keys(), ...sent.keys()])) {
    const [inStore, inLoad] = [stored.get(series), sent.get(series)];
    for (const startMs of new Set([...(inStore?.keys() ?? []), ...(inLoad?.keys() ?? [])])) {
      const told = { series, startMs, stored: inStore?.get(startMs), sent: inLoad?.get(startMs) };
      if (isDeepStrictEqual(told.stored, told.sent)) continue;
      spans += 1;
      if (spans <= TOLD) differing.push(told);
    }
  }
  return spans > TOLD ? [...differing, `and ${spans - TOLD} more`] : differing;
}
