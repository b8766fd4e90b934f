import { describe, expect, it } from "vitest";
import type { Contribution } from "../../../probe/contract/batch.ts";
import { ProbeMetrics } from "../../../probe/expose/probe-metrics.ts";
import { SparseHistogram } from "../../../probe/record/sparse-histogram.ts";
import { PROBE_VERSION } from "../../../probe/version.ts";
import { HEALTH } from "../helpers/probe-health.ts";

function contribution(rttsUs: readonly number[]): Contribution {
  const values = new SparseHistogram();
  for (const rttUs of rttsUs) values.record(rttUs);
  return {
    service: "shop",
    entry: "direct",
    endpoint: "eu",
    metric: "echo_rtt",
    minuteMs: 60_000,
    sent: rttsUs.length + 7,
    lost: 2,
    tainted: 1,
    skipped: 5,
    failures: { refused: 3, dns: 1 },
    servedBy: {},
    minUs: values.minUs,
    maxUs: values.maxUs,
    lastAtMs: 61_000,
    bins: values.toBins(),
  };
}

/** Sample lines of the text format as a map. */
async function read(metrics: ProbeMetrics): Promise<Map<string, number>> {
  const lines = (await metrics.text()).split("\n").filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))] as const;
    }),
  );
}

const attempts = (outcome: string, failure = "") =>
  `isochrone_probe_attempts_total{vantage="office",metric="echo_rtt",outcome="${outcome}",failure="${failure}"}`;
const of = (name: string, labels = "") => `isochrone_probe_${name}{vantage="office"${labels}}`;

describe("probe/expose/probe-metrics", () => {
  it("counts attempts by how they ended, and adds batch interval to batch interval", async () => {
    const metrics = new ProbeMetrics(["office"]);
    const interval = { contributions: [contribution([900, 9_000])], health: HEALTH, batches: 1 };
    metrics.measured("office", interval);
    metrics.measured("office", interval);
    const values = await read(metrics);
    expect(values.get(attempts("answered"))).toBe(4);
    expect(values.get(attempts("tainted"))).toBe(2);
    expect(values.get(attempts("lost"))).toBe(4);
    expect(values.get(attempts("skipped"))).toBe(10);
    expect(values.get(attempts("failed", "refused"))).toBe(6);
    expect(values.get(attempts("failed", "dns"))).toBe(2);
    expect(values.get(of("batches_spooled_total"))).toBe(2);
    expect(values.get(of("batches_dropped_total"))).toBe(2);
    expect(values.get(of("attempts_capped_total"))).toBe(8);
    expect(values.get(of("stalls_total"))).toBe(4);
  });

  it("puts round-trip times into buckets of seconds", async () => {
    const metrics = new ProbeMetrics(["office"]);
    const contributions = [contribution([70, 900, 900, 9_000])];
    metrics.measured("office", { contributions, health: HEALTH, batches: 1 });
    const values = await read(metrics);
    const bucket = (le: string) =>
      `isochrone_probe_rtt_seconds_bucket{le="${le}",vantage="office",metric="echo_rtt"}`;
    expect(
      ["0.00005", "0.0001", "0.0008", "0.0016", "0.0128", "+Inf"].map((le) =>
        values.get(bucket(le)),
      ),
    ).toEqual([0, 1, 1, 3, 4, 4]);
    const sum =
      values.get(`isochrone_probe_rtt_seconds_sum{vantage="office",metric="echo_rtt"}`) ?? 0;
    expect(Math.abs(sum / 0.01087 - 1)).toBeLessThan(0.01);
  });

  it("tells the health in base units, and leaves out what is not known", async () => {
    const metrics = new ProbeMetrics(["office"]);
    metrics.measured("office", { contributions: [], health: HEALTH, batches: 1 });
    metrics.accepted("office");
    const values = await read(metrics);
    expect(values.get(of("run_ratio"))).toBe(0.98);
    expect(values.get(of("lateness_p99_seconds"))).toBe(0.0015);
    expect(values.get(of("uncertainty_p99_seconds"))).toBe(0.0004);
    expect(values.get(of("longest_stall_seconds"))).toBe(0.012);
    expect(values.get(of("event_loop_delay_p99_seconds", ',thread="measuring"'))).toBe(0.0009);
    expect(values.get(of("event_loop_delay_p99_seconds", ',thread="main"'))).toBe(0.005);
    expect(values.get(of("spool_batches"))).toBe(3);
    expect(values.get(of("spool_bytes"))).toBe(4_096);
    expect(values.get(of("clock_offset_seconds"))).toBe(-0.25);
    expect(values.get(of("clock_age_seconds"))).toBe(12);
    expect(values.get(of("batches_sent_total"))).toBe(1);
    expect(values.get(of("last_batch_taken_timestamp_seconds"))).toBeGreaterThan(1_600_000_000);

    const { clockOffsetMs: _offset, clockAgeS: _age, runRatio: _ratio, ...rest } = HEALTH;
    metrics.measured("office", { contributions: [], health: rest, batches: 1 });
    const later = await read(metrics);
    for (const name of ["clock_offset_seconds", "clock_age_seconds", "run_ratio"]) {
      expect(later.has(of(name))).toBe(false);
    }
  });

  it("says which program it is and what the process uses, before anything is measured", async () => {
    const values = await read(new ProbeMetrics(["office"]));
    const info = `isochrone_probe_build_info{version="${PROBE_VERSION}",node="${process.version}"}`;
    expect(values.get(info)).toBe(1);
    expect(values.get(of("batches_sent_total"))).toBe(0);
    expect(values.get("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(values.get("process_resident_memory_bytes")).toBeGreaterThan(1_000_000);
    const startedS = values.get("process_start_time_seconds") ?? 0;
    expect(startedS).toBeLessThanOrEqual(Date.now() / 1_000);
  });

  it("names everything as Prometheus asks for", async () => {
    const metrics = new ProbeMetrics(["office"]);
    metrics.measured("office", {
      contributions: [contribution([900])],
      health: HEALTH,
      batches: 1,
    });
    const text = await metrics.text();
    const kinds = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, kind]) => ({
      name,
      kind,
    }));
    expect(kinds.length).toBeGreaterThan(15);
    for (const { name = "", kind } of kinds) {
      expect(name).toMatch(/^(isochrone_probe|process)_[a-z0-9_]+$/);
      expect(name.endsWith("_total")).toBe(kind === "counter");
      if (name === "isochrone_probe_build_info") continue;
      expect(name).toMatch(/_(total|seconds|bytes|ratio|batches)$/);
    }
  });
});
