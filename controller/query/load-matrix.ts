import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { seriesKey } from "../../probe/contract/path.ts";
import type { Estate } from "../contract/estate.ts";
import type { Matrix, MatrixQuery } from "../contract/matrix.ts";
import { composeMatrix, matrixSeries } from "../core/matrix/compose-matrix.ts";
import type { Store } from "../store/store.ts";
import { loadReports } from "./load-reports.ts";
import { UnknownVantagesError } from "./unknown-vantages-error.ts";

/**
 * The matrix of the window that ends now; null for a service that the estate does not name.
 *
 * @throws UnknownVantagesError for rows that the estate does not name
 */
export async function loadMatrix(
  store: {
    readonly buckets: Pick<Store["buckets"], "sums">;
    readonly probes: Pick<Store["probes"], "read">;
  },
  estate: Estate,
  query: MatrixQuery,
  nowMs: number,
): Promise<Matrix | null> {
  const { entry, metric, windowMs } = query;
  const service = query.service ?? estate.services[0]?.id;
  if (service === undefined) return null;
  const fromMs = Math.floor((nowMs - windowMs) / MINUTE_MS) * MINUTE_MS;
  const vantages = rowsOf(estate, query.vantages);
  const scope = { vantages, service, entry, metric, fromMs, toMs: nowMs };
  const keys = matrixSeries(estate, scope).map(seriesKey);
  const [sums, reports] = await Promise.all([
    store.buckets.sums(keys, { fromMs, toMs: nowMs, stepMs: null }, nowMs),
    loadReports(store.probes, vantages),
  ]);
  const { resolutionMs, bySeries } = sums;
  return composeMatrix(estate, scope, { bySeries, resolutionMs, reports, nowMs });
}

/** The vantages asked for in the order of the estate, each once; all where none are named. */
function rowsOf({ vantages }: Estate, asked: MatrixQuery["vantages"]): Estate["vantages"] {
  if (asked === undefined) return vantages;
  const wanted = new Set(asked);
  const rows = vantages.filter(({ id }) => wanted.has(id));
  if (rows.length === wanted.size) return rows;
  const known = new Set(rows.map(({ id }) => id));
  throw new UnknownVantagesError([...wanted].filter((id) => !known.has(id)));
}
