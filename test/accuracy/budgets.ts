import type { Check } from "./check.ts";
import type { RttCell } from "./rtt-cells.ts";

const BUDGET_RATE_PER_S = 200;
const IDLE_P50_US = 400;
const IDLE_P99_US = 1_500;
const BUSY_P99_US = 2_000;
const RECALL = 0.95;
/** Fewer wrong samples than this say nothing about a share of 95 %. */
const WRONG_AT_LEAST = 20;

/** The budgets for the error of a round-trip time, against what a run of the table showed. */
export function judgeCells(cells: readonly RttCell[]): Check[] {
  return cells.filter(({ ratePerS }) => ratePerS === BUDGET_RATE_PER_S).flatMap(judgeCell);
}

function judgeCell(cell: RttCell): Check[] {
  switch (cell.scenario) {
    case "idle":
      return [
        atMost(cell, "p50", cell.kept.p50Us, IDLE_P50_US),
        atMost(cell, "p99", cell.kept.p99Us, IDLE_P99_US),
      ];
    case "busy main thread":
    case "busy machine":
      return [atMost(cell, "p99", cell.kept.p99Us, BUSY_P99_US)];
    case "busy measuring thread":
      return [atMost(cell, "p99", cell.kept.p99Us, BUSY_P99_US), recall(cell)];
    case "clock steps by 5 s":
      return [atMost(cell, "p99", cell.kept.p99Us, IDLE_P99_US)];
  }
}

function atMost(cell: RttCell, name: string, us: number | null, budgetUs: number): Check {
  return {
    what: `${cell.scenario}, ${cell.ratePerS}/s: ${name} error of kept samples`,
    found: us === null ? "no samples" : `${(us / 1_000).toFixed(2)} ms`,
    budget: `≤ ${budgetUs / 1_000} ms`,
    isMet: us !== null && us <= budgetUs,
  };
}

function recall({ scenario, ratePerS, wrong, recall: share }: RttCell): Check {
  return {
    what: `${scenario}, ${ratePerS}/s: samples wrong by > 1 ms that were marked`,
    found: share === null ? "none wrong" : `${(share * 100).toFixed(1)} % of ${wrong}`,
    budget: `≥ ${RECALL * 100} %`,
    isMet: share !== null && wrong >= WRONG_AT_LEAST && share >= RECALL,
  };
}
