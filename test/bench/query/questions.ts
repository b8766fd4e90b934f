import { API } from "../../../controller/contract/api.ts";
import { HOUR_MS } from "../../../controller/core/fold/hour.ts";
import { DAY_MS, FIVE_MINUTES_MS } from "../../../controller/core/fold/tier.ts";
import { parseSeriesKey } from "../../../probe/contract/path.ts";
import type { Question } from "./ask-api.ts";
import { ENDPOINTS, VANTAGES } from "./fill-world.ts";

/** How often each is asked; matrices take longer. */
export const TIMES = 200;
export const MATRICES = 20;
const MONTH_MS = 30 * DAY_MS;

export const MONTH = "30 days of a series, whole";
export const DAY = "1 day of a series, whole";
export const MATRICES_OF_ALL = `matrix ${VANTAGES} × ${ENDPOINTS}, 3 entries at once, 24 h`;

type Asked = readonly [what: string, questions: readonly (readonly Question[])[]];

/** Every question, to different series each time, at that time. */
export function everything(series: readonly string[], nowMs: number): Asked[] {
  const each = (ask: (key: string) => Question): Question[][] =>
    Array.from({ length: TIMES }, (_, at) => [ask(series[(at * 37) % series.length] ?? "")]);
  const window = { fromMs: nowMs - MONTH_MS, toMs: nowMs };
  const steps = (stepMs: number, spanMs = MONTH_MS) =>
    each((key) => ({
      path: API.series,
      query: { ...named(key), fromMs: nowMs - spanMs, toMs: nowMs, stepMs },
    }));
  const matrix = (entry: string): Question => ({
    path: API.matrix,
    query: { entry, windowMs: DAY_MS },
  });
  const entries = ["direct", "dns", "accelerator"];
  return [
    [MONTH, steps(31 * DAY_MS)],
    ["30 days of a series, by the hour", steps(HOUR_MS)],
    ["30 days of a series, every 5 min", steps(FIVE_MINUTES_MS).slice(0, TIMES / 4)],
    [DAY, steps(31 * DAY_MS, DAY_MS)],
    ["1 day of a series, by the minute", steps(60_000, DAY_MS)],
    [
      "distribution, 30 days",
      each((key) => ({ path: API.distribution, query: { ...named(key), ...window } })),
    ],
    [
      "heat map, 30 days by the hour",
      each((key) => ({
        path: API.heatmap,
        query: { ...named(key), ...window, stepMs: HOUR_MS },
      })),
    ],
    ["comparison, 30 days by the hour", each((key) => compared(key, window))],
    [
      `matrix ${VANTAGES} × ${ENDPOINTS}, 1 entry, 24 h`,
      Array.from({ length: MATRICES }, (_, at) => [matrix(entries[at % 3] ?? "direct")]),
    ],
    [MATRICES_OF_ALL, Array.from({ length: MATRICES }, () => entries.map(matrix))],
  ];
}

function named(key: string): Record<string, string> {
  const { endpoint, ...series } = seriesOf(key);
  return { ...series, ...(endpoint === null ? {} : { endpoint }) };
}

function seriesOf(key: string) {
  const series = parseSeriesKey(key);
  if (series === null) throw new Error(`${key} is no series`);
  return series;
}

/** With the same endpoint by another entry. */
function compared(key: string, window: Record<string, number>): Question {
  const { vantage, service, metric, entry, endpoint } = seriesOf(key);
  const other = entry === "direct" ? "dns" : "direct";
  const ends = endpoint === null ? {} : { oneEndpoint: endpoint, otherEndpoint: endpoint };
  const query = {
    ...{ vantage, service, metric, oneEntry: entry, otherEntry: other },
    ...{ ...ends, ...window, stepMs: HOUR_MS },
  };
  return { path: API.comparison, query };
}
