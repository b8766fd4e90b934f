import { describe, expect, it } from "vitest";
import { Recommendation } from "../../../../controller/contract/recommendation.ts";
import type { Status } from "../../../../controller/contract/status.ts";
import { formatSummary, summarise } from "../../../../infra/local/start/summary.ts";

const vantage = (id: string, probe: "measuring" | "silent") => ({
  id,
  label: id,
  kind: "region" as const,
  latitude: 0,
  longitude: 0,
  probe,
  newestBatchAtMs: 1,
  version: "0.1.0",
});

const STATUS: Status = {
  verdict: "healthy",
  sentence: "Healthy. Every path answers.",
  environment: { name: "lab", note: "" },
  services: [{ id: "shop", label: "Shop" }],
  atMs: 1,
  newestAtMs: 1,
  windowMs: 60_000,
  sent: 12_345,
  lost: 3,
  failed: 1,
  seriesMeasured: 10,
  seriesAssigned: 10,
  vantages: [vantage("eu-west-1", "measuring"), vantage("us-east-1", "silent")],
};

const ADVICE = Recommendation.parse({
  id: "REC-0001",
  service: "shop",
  madeAtMs: 1,
  outcome: "insufficient_evidence",
  sentence: "Not enough evidence to change anything.",
  soFar: { design: "hybrid", acceleratorGroups: ["apac"], sentence: "Hybrid leads." },
  missing: [],
  vantages: [],
  groups: [],
  evidence: { fromMs: 0, toMs: 1, samples: 1, fullDays: 0, coverage: 1, grade: "C", hash: "x" },
});

describe("infra/local/start/summary", () => {
  it("says the verdict first, then the advice, then what was measured and where it stays", () => {
    expect(formatSummary(summarise(STATUS, [ADVICE], "/data")).split("\n")).toEqual([
      "Healthy. Every path answers.",
      "REC-0001 shop: Not enough evidence to change anything.",
      "  so far: Hybrid leads.",
      "",
      "Measured: 12,345 attempts, 4 without an answer (3 lost, 1 failed).",
      "Vantages: 1 of 2 measuring; silent: us-east-1.",
      "Data stays in /data; the next start goes on with it.",
    ]);
  });

  it("marks advice that stands on a simulated history, in the line and in the data", () => {
    const evidence = { ...ADVICE.evidence, source: "simulated" as const };
    const summary = summarise(STATUS, [{ ...ADVICE, evidence }], "/data");
    expect(formatSummary(summary)).toContain("REC-0001 shop (simulated): Not enough");
    expect(summary.recommendations[0]?.source).toBe("simulated");
  });

  it("says so when there is no advice yet, and cuts a long list of silent vantages", () => {
    const vantages = Array.from({ length: 7 }, (_, at) => vantage(`v${at}`, "silent"));
    const text = formatSummary(summarise({ ...STATUS, vantages }, [], "/data"));
    expect(text).toContain("No recommendation has been made yet.");
    expect(text).toContain("silent: v0, v1, v2, v3, v4 and 2 more.");
  });

  it("ends with 3 when nothing was answered, else with 0", () => {
    expect(summarise(STATUS, [], "/data")).toMatchObject({ ok: true, exitStatus: 0 });
    const deaf = summarise({ ...STATUS, sent: 4, lost: 3, failed: 1 }, [], "/data");
    expect(deaf).toMatchObject({ ok: false, exitStatus: 3 });
    expect(formatSummary(deaf)).toContain("Nothing was measured: 4 attempts, none answered.");
    expect(summarise({ ...STATUS, sent: 0, lost: 0, failed: 0 }, [], "/d").exitStatus).toBe(3);
  });
});
