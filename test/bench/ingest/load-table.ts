import Table from "cli-table3";
import { figureText } from "../report/figure.ts";
import type { FleetCost } from "./fleet-cost.ts";

/** Processor time of controller and Redis for 10,000 results, in s. */
export function perTenThousand({ apiCpuMs, workerCpuMs, redisCpuMs, results }: FleetCost): number {
  return ((apiCpuMs + workerCpuMs + redisCpuMs) / 1_000 / results) * 10_000;
}

/** Of the times until a batch was acknowledged, in ms. */
export function quantile({ acknowledgeMs }: FleetCost, share: number): number {
  const at = Math.min(acknowledgeMs.length - 1, Math.floor(acknowledgeMs.length * share));
  return acknowledgeMs[at] ?? Number.NaN;
}

/** A line for each rate of each profile. */
export function loadTable(
  profiles: readonly (readonly [name: string, costs: readonly FleetCost[]])[],
) {
  const table = new Table({
    head: [
      ...["batches", "probes", "rate/s", "taken/s", "ack p50 ms", "p99 ms"],
      ...[
        "door CPU-ms",
        "folding",
        "Redis",
        "CPU-s per 10,000",
        "most waiting",
        "at end",
        "refused",
      ],
    ],
    style: { head: [], border: [] },
  });
  for (const [name, costs] of profiles) {
    for (const cost of costs) {
      const { accepted, apiCpuMs, workerCpuMs, redisCpuMs, drainedMs, refused } = cost;
      const figures = [
        (accepted / drainedMs) * 1_000,
        quantile(cost, 0.5),
        quantile(cost, 0.99),
        apiCpuMs / accepted,
        workerCpuMs / accepted,
        redisCpuMs / accepted,
        perTenThousand(cost),
      ];
      const refusals = Object.entries(refused).map(([why, count]) => `${count} × ${why}`);
      table.push([
        ...[name, cost.probes, cost.ratePerS ?? "flat out", ...figures.map(figureText)],
        ...[cost.mostWaiting, cost.waitingAtEnd, refusals.join(", ") || 0],
      ]);
    }
  }
  return table.toString();
}
