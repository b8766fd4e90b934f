import { type Series, seriesKey } from "../../../probe/contract/path.ts";
import type { Estate, Service } from "../../contract/estate.ts";
import type { Matrix, MatrixCell } from "../../contract/matrix.ts";
import type { Entry, Metric } from "../../contract/measured.ts";
import type { VantageStatus } from "../../contract/status.ts";
import { BATCH_INTERVAL_MS } from "../assign/batch-interval.ts";
import { type PlannedSeries, plannedByKey } from "../assign/planned-series.ts";
import { EMPTY_BUCKET } from "../summary/bucket.ts";
import type { Step } from "../summary/sum-steps.ts";
import { summarise } from "../summary/summarise.ts";
import { probeState, silentAfterMs } from "../verdict/probe-state.ts";
import type { VantageReport } from "../verdict/status-input.ts";
import { minutesIn } from "../window/series-steps.ts";
import { cellState } from "./cell-state.ts";

/** Which matrix is asked for, over the window `fromMs` ≤ minute < `toMs`. */
export type MatrixScope = {
  /** The rows, in the order in which they are answered. */
  readonly vantages: Estate["vantages"];
  readonly service: string;
  readonly entry: Entry;
  readonly metric: Metric;
  readonly fromMs: number;
  readonly toMs: number;
};

/** What was measured over the window by series key, and what was heard of each probe. */
export type MatrixFacts = {
  /** One step each, or none for a series without attempts. */
  readonly bySeries: ReadonlyMap<string, readonly Pick<Step, "bucket" | "minutes">[]>;
  /** Length of the longest stored buckets that were read. */
  readonly resolutionMs: number;
  readonly reports: readonly VantageReport[];
  readonly nowMs: number;
};

/** The series of a matrix, row by row; none for a service that the estate does not name. */
export function matrixSeries(estate: Estate, scope: MatrixScope): Series[] {
  const service = estate.services.find((each) => each.id === scope.service);
  if (service === undefined) return [];
  const columns = columnsOf(service, scope.entry);
  return scope.vantages.flatMap((vantage) =>
    columns.map(({ endpoint }) => ({
      vantage: vantage.id,
      service: service.id,
      entry: scope.entry,
      endpoint,
      metric: scope.metric,
    })),
  );
}

/** From the vantages to every endpoint of a service; null for a service the estate does not name. */
export function composeMatrix(
  estate: Estate,
  scope: MatrixScope,
  facts: MatrixFacts,
): Matrix | null {
  const service = estate.services.find((each) => each.id === scope.service);
  if (service === undefined) return null;
  const planned = plannedByKey(estate);
  const probes = probeStates(estate, facts);
  const { bySeries, nowMs } = facts;
  const context = { bySeries, nowMs, ofMinutes: minutesIn(scope), planned, probes };
  const { vantages, ...asked } = scope;
  return {
    ...asked,
    resolutionMs: facts.resolutionMs,
    rows: vantages.map(({ id, label, kind, latitude, longitude }) => ({
      id,
      label,
      kind,
      latitude,
      longitude,
    })),
    columns: columnsOf(service, scope.entry),
    cells: matrixSeries(estate, scope).map((series) => cell(series, context)),
  };
}

type CellContext = Pick<MatrixFacts, "bySeries" | "nowMs"> & {
  readonly ofMinutes: number;
  readonly planned: ReadonlyMap<string, PlannedSeries>;
  readonly probes: ReadonlyMap<string, ProbeState>;
};

function cell(series: Series, context: CellContext): MatrixCell {
  const { bySeries, nowMs, ofMinutes, planned, probes } = context;
  const key = seriesKey(series);
  const { bucket, minutes } = bySeries.get(key)?.[0] ?? NOTHING;
  const summary = summarise(bucket);
  const state = cellState({
    summary,
    intervalMs: planned.get(key)?.intervalMs ?? null,
    probe: probes.get(series.vantage) ?? "new",
    nowMs,
  });
  const { vantage, endpoint } = series;
  return {
    vantage,
    endpoint,
    state,
    summary: summary.sent === 0 ? null : summary,
    coverage: { minutes: Math.min(minutes, ofMinutes), ofMinutes },
  };
}

const NOTHING = { bucket: EMPTY_BUCKET, minutes: 0 };

type ProbeState = VantageStatus["probe"];

/** By vantage; a vantage without a report is left out. Silence is told as in the status. */
function probeStates(estate: Estate, facts: MatrixFacts): ReadonlyMap<string, ProbeState> {
  const quietMs = silentAfterMs(estate.services, BATCH_INTERVAL_MS);
  return new Map(
    facts.reports.map((report) => [report.vantage.id, probeState(report, facts.nowMs, quietMs)]),
  );
}

/** Where the entry chooses comes first, then the endpoints that the entry can be held to. */
function columnsOf(service: Service, entry: Entry): Matrix["columns"] {
  const pinned = service.endpoints.filter(
    ({ id }) => entry === "direct" || Object.hasOwn(service[entry]?.pinned ?? {}, id),
  );
  const columns = pinned.map(({ id, label, place, latitude, longitude }) => ({
    endpoint: id,
    label,
    place,
    latitude,
    longitude,
  }));
  if (entry === "direct") return columns;
  return [
    { endpoint: null, label: CHOSEN_LABEL[entry], place: null, latitude: null, longitude: null },
    ...columns,
  ];
}

const CHOSEN_LABEL = {
  dns: "as Route 53 answers",
  accelerator: "as the accelerator routes",
} as const;
