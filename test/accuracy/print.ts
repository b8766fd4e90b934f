import Table from "cli-table3";
import type { Check } from "./check.ts";
import type { RttCell } from "./rtt-cells.ts";
import type { ErrorQuantiles } from "./score.ts";

/** The table of errors, one line per scenario and rate. */
export function formatCells(cells: readonly RttCell[]): string {
  const table = new Table({
    head: [
      "scenario",
      "rate/s",
      "n",
      "kept p50/p90/p99",
      "all p50/p90/p99",
      "tainted",
      "> 1 ms",
      "marked",
      "on reading",
      "marked",
      "skipped",
    ],
    style: { head: [], border: [] },
  });
  for (const cell of cells) {
    table.push([
      cell.scenario,
      cell.ratePerS,
      cell.answers,
      quantiles(cell.kept),
      quantiles(cell.all),
      percent(cell.taintedRatio),
      cell.wrong,
      percent(cell.recall),
      cell.wrongOnReading,
      percent(cell.recallOnReading),
      cell.skipped,
    ]);
  }
  return `Error of round-trip times held for 5, 40 and 120 ms, in ms\n${table.toString()}`;
}

/** What was promised and what was found. */
export function formatChecks(checks: readonly Check[]): string {
  const table = new Table({
    head: ["what", "found", "budget", ""],
    style: { head: [], border: [] },
  });
  for (const { what, found, budget, isMet } of checks) {
    table.push([what, found, budget, isMet ? "pass" : "short"]);
  }
  return table.toString();
}

function quantiles({ p50Us, p90Us, p99Us }: ErrorQuantiles): string {
  return [p50Us, p90Us, p99Us]
    .map((us) => (us === null ? "–" : (us / 1_000).toFixed(2)))
    .join(" / ");
}

function percent(share: number | null): string {
  return share === null ? "–" : `${(share * 100).toFixed(1)} %`;
}
