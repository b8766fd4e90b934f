import type { Estate } from "../contract/estate.ts";
import type { VantageReport } from "../core/verdict/status-input.ts";
import type { ProbeReports } from "../store/probe-reports.ts";

/** Every one of the vantages with the last that was heard of its probe. */
export async function loadReports(
  probes: Pick<ProbeReports, "read">,
  vantages: Estate["vantages"],
): Promise<VantageReport[]> {
  const reports = await probes.read(vantages.map(({ id }) => id));
  return vantages.map((vantage) => ({
    vantage,
    newestBatchAtMs: reports.get(vantage.id)?.newestBatchAtMs ?? null,
    version: reports.get(vantage.id)?.version ?? null,
    runRatio: reports.get(vantage.id)?.health.runRatio,
  }));
}
