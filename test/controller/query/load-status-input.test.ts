import { describe, expect, it } from "vitest";
import { loadStatusInput } from "../../../controller/query/load-status-input.ts";
import type { ProbeReport } from "../../../controller/store/probe-reports.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { memorySums } from "../../helpers/memory-buckets.ts";

const NOW_MS = 1_800_000_000_000;
const KEY = "eu-west-1/shop/direct/eu-west-1/echo_rtt";

describe("controller/query/load-status-input", () => {
  it("gathers what the assigned series and the probes say", async () => {
    const minuteMs = NOW_MS - 120_000;
    const sums = memorySums([{ series: KEY, minuteMs, bucket: answers(minuteMs, 500, 9) }]);
    const { health: usual, boot } = batchOf([]);
    const health = { ...usual, runRatio: 0.9 };
    const report: ProbeReport = { newestBatchAtMs: NOW_MS - 5, version: "0.1.0", boot, health };
    const asked: string[] = [];
    const store = {
      buckets: {
        sums: (...call: Parameters<typeof sums>) => {
          asked.push(...call[0]);
          return sums(...call);
        },
      },
      probes: {
        read: () => Promise.resolve(new Map([["eu-west-1", report]])),
      },
    };
    const input = await loadStatusInput(store, ESTATE, NOW_MS);
    expect(asked).toHaveLength(22);
    expect(input.seriesAssigned).toBe(22);
    expect(input.series.map(({ series, summary }) => [series.endpoint, summary.n])).toEqual([
      ["eu-west-1", 9],
    ]);
    expect(input.firstMeasuredAtMs).toBe(NOW_MS - 120_000);
    expect(input.vantages.map(({ newestBatchAtMs }) => newestBatchAtMs)).toEqual([
      NOW_MS - 5,
      null,
    ]);
    expect(input.vantages.map(({ runRatio }) => runRatio)).toEqual([0.9, undefined]);
  });
});
