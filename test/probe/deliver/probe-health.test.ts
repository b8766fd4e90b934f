import { describe, expect, it } from "vitest";
import { ProbeHealth } from "../../../probe/contract/batch.ts";
import { HealthReporter } from "../../../probe/deliver/probe-health.ts";

describe("probe/deliver/probe-health", () => {
  it("reports the share of one core used since the report before", () => {
    const last = { uptimeS: 30, rssBytes: 3, cpuUs: 1_600_000 };
    const usages = [
      { uptimeS: 10, rssBytes: 1, cpuUs: 1_000_000 },
      { uptimeS: 20, rssBytes: 2, cpuUs: 1_500_000 },
    ];
    let dropped = 4;
    const spool = {
      length: 2,
      bytes: 3_000,
      takeDropped() {
        const taken = dropped;
        dropped = 0;
        return taken;
      },
    };
    const reporter = new HealthReporter(
      spool,
      () => ({ clockOffsetMs: -12.5, clockAgeS: 3 }),
      () => 700,
      () => usages.shift() ?? last,
    );
    const measuring = { latenessP99Us: 300, stalls: 1, longestStallUs: 9_000 };
    const first = reporter.report(measuring);
    expect(ProbeHealth.parse(first)).toMatchObject({
      cpuRatio: 0.05,
      rssBytes: 2,
      spooledBatches: 2,
      spooledBytes: 3_000,
      mainLoopDelayP99Us: 700,
      droppedBatches: 4,
      clockOffsetMs: -12.5,
      clockAgeS: 3,
      ...measuring,
    });
    expect(reporter.report(measuring)).toMatchObject({ cpuRatio: 0.01, droppedBatches: 0 });
    expect(reporter.report(measuring).cpuRatio).toBe(0);
  });
});
