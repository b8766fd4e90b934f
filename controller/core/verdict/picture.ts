import type { Service } from "../../contract/estate.ts";
import type { VantageStatus } from "../../contract/status.ts";
import { type CommonFactor, commonFactor } from "./common-factor.ts";
import { findOutage, type Outage } from "./outage.ts";
import { type PathHealth, pathHealths } from "./path-health.ts";
import { probeState, silentAfterMs } from "./probe-state.ts";
import type { StatusInput } from "./status-input.ts";

/** What a verdict is passed on and worded from. */
export type Picture = {
  readonly atMs: number;
  readonly windowMs: number;
  readonly services: readonly Service[];
  readonly vantages: readonly VantageStatus[];
  /** How long a probe, or all of them, may be quiet. */
  readonly quietMs: number;
  readonly firstMeasuredAtMs: number | null;
  readonly newestAtMs: number | null;
  readonly seriesMeasured: number;
  readonly seriesAssigned: number;
  /** Paths of measuring vantages; what silent ones measured last is no longer news. */
  readonly paths: readonly PathHealth[];
  readonly bad: readonly PathHealth[];
  readonly factor: CommonFactor | null;
  readonly outage: Outage | null;
};

/** Puts together what there is to judge. */
export function drawPicture(input: StatusInput): Picture {
  const { atMs, windowMs, services, seriesAssigned, firstMeasuredAtMs } = input;
  const quietMs = silentAfterMs(services, input.batchIntervalMs);
  const vantages = input.vantages.map((report): VantageStatus => {
    const { id, label, kind, latitude, longitude } = report.vantage;
    const { newestBatchAtMs, version, runRatio } = report;
    const probe = probeState(report, atMs, quietMs);
    const heard = { newestBatchAtMs, version, ...(runRatio === undefined ? {} : { runRatio }) };
    return { id, label, kind, latitude, longitude, probe, ...heard };
  });
  const measuring = new Set(
    vantages.filter((vantage) => vantage.probe === "measuring").map((vantage) => vantage.id),
  );
  const measured = input.series.filter(({ summary }) => summary.sent > 0);
  const paths = pathHealths(measured.filter(({ series }) => measuring.has(series.vantage)));
  const bad = paths.filter((path) => path.state === "impaired" || path.state === "down");
  return {
    atMs,
    windowMs,
    services,
    vantages,
    quietMs,
    firstMeasuredAtMs,
    newestAtMs: newestOf(measured.map(({ summary }) => summary.newestAtMs)),
    seriesMeasured: measured.length,
    seriesAssigned,
    paths,
    bad,
    factor: bad.length === 0 ? null : commonFactor(bad, paths),
    outage: findOutage(paths),
  };
}

function newestOf(times: readonly (number | null)[]): number | null {
  let newest: number | null = null;
  for (const time of times) {
    if (time !== null && (newest === null || time > newest)) newest = time;
  }
  return newest;
}
