import type { Entry, Metric } from "../../controller/contract/measured.ts";
import type { Statistic } from "../../controller/contract/statistic.ts";
import type { Mode } from "./cell.ts";
import { ENTRIES, metricsOf } from "./names.ts";
import type { Sort } from "./row-order.ts";
import { STATISTICS } from "./statistic.ts";

/** Windows that the selector offers, by the name that stands in the address. */
export const WINDOWS = {
  "5m": 300_000,
  "15m": 900_000,
  "1h": 3_600_000,
  "6h": 21_600_000,
  "24h": 86_400_000,
} as const;

export type WindowName = keyof typeof WINDOWS;

/** Everything that decides what a screen shows, as far as it differs from the default. */
export interface ViewSearch {
  service?: string;
  entry?: Entry;
  metric?: Metric;
  stat?: Statistic;
  window?: WindowName;
  mode?: Mode;
  /** `name` or a column's key; a minus before it turns the order round. */
  sort?: string;
  /** The cell whose details stay open: `vantage/column`. */
  cell?: string;
  /** The vantage whose lines the map draws. */
  vantage?: string;
}

const NAME = /^-?[a-z0-9][a-z0-9.-]{0,79}$/;
const CELL = /^[a-z0-9-]{1,63}\/[a-z0-9.-]{1,63}$/;
const METRICS: readonly Metric[] = [
  "echo_rtt",
  "ttfb_new",
  "udp_rtt",
  "connect",
  "tls",
  "dns",
  "icmp_rtt",
];

/** The known and valid part of an address; anything else is left out rather than shown as an error. */
export function viewSearch(raw: Record<string, unknown>): ViewSearch {
  const search: ViewSearch = {};
  const service = matching(raw["service"], NAME);
  const entry = oneOf(raw["entry"], ENTRIES);
  const metric = oneOf(raw["metric"], METRICS);
  const stat = oneOf(raw["stat"], STATISTICS);
  const window = oneOf(raw["window"], Object.keys(WINDOWS) as WindowName[]);
  const mode = oneOf(raw["mode"], ["value", "loss"] as const);
  const sort = matching(raw["sort"], NAME);
  const cell = matching(raw["cell"], CELL);
  const vantage = matching(raw["vantage"], NAME);
  if (service !== undefined) search.service = service;
  if (entry !== undefined) search.entry = entry;
  if (metric !== undefined) search.metric = metric;
  if (stat !== undefined) search.stat = stat;
  if (window !== undefined) search.window = window;
  if (mode !== undefined) search.mode = mode;
  if (sort !== undefined) search.sort = sort;
  if (cell !== undefined) search.cell = cell;
  if (vantage !== undefined) search.vantage = vantage;
  return search;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[]): T | undefined {
  return allowed.find((each) => each === value);
}

function matching(value: unknown, pattern: RegExp): string | undefined {
  return typeof value === "string" && pattern.test(value) ? value : undefined;
}

/** The address with every default filled in. */
export interface View {
  entry: Entry;
  metric: Metric;
  stat: Statistic;
  window: WindowName;
  windowMs: number;
  mode: Mode;
}

/** What is shown: a metric that the entry does not have gives way to the echo. */
export function viewOf(search: ViewSearch): View {
  const entry = search.entry ?? "direct";
  const wanted = search.metric ?? "echo_rtt";
  const metric = metricsOf(entry, true).includes(wanted) ? wanted : "echo_rtt";
  const window = search.window ?? "15m";
  return {
    entry,
    metric,
    stat: search.stat ?? "p50",
    window,
    windowMs: WINDOWS[window],
    mode: search.mode ?? "value",
  };
}

/** A change of the view; `undefined` takes a key out of the address. */
export type ViewPatch = { [Key in keyof ViewSearch]?: ViewSearch[Key] | undefined };

const DEFAULTS: ViewSearch = {
  entry: "direct",
  metric: "echo_rtt",
  stat: "p50",
  window: "15m",
  mode: "value",
};

/** The address after a change. Defaults are left out, so that the plain address is the plain view. */
export function patched(search: ViewSearch, patch: ViewPatch): ViewSearch {
  const merged: Record<string, unknown> = { ...search, ...patch };
  const kept = Object.entries(merged).filter(
    ([key, value]) => value !== undefined && value !== DEFAULTS[key as keyof ViewSearch],
  );
  return viewSearch(Object.fromEntries(kept));
}

/** The order of rows as the address writes it: `name`, `-api-use1`. */
export function sortOf(search: ViewSearch): Sort {
  const written = search.sort;
  if (written === undefined) return { by: null, direction: "asc" };
  return written.startsWith("-")
    ? { by: written.slice(1), direction: "desc" }
    : { by: written, direction: "asc" };
}

export function sortText(sort: Sort): string | undefined {
  if (sort.by === null) return undefined;
  return sort.direction === "desc" ? `-${sort.by}` : sort.by;
}
