import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { StoreLook } from "../../../controller/core/pressure/store-look.ts";
import { describeTrouble } from "../../../controller/core/pressure/trouble-of-look.ts";
import { type Metrics, openMetrics } from "../../../controller/metrics/metrics.ts";
import { look, MIB, NO_ANSWER } from "../core/pressure/looks.ts";

let metrics: Metrics;
let seen: StoreLook | null;

beforeEach(() => {
  seen = look({ usedBytes: 7 * MIB }, { waiting: 12, oldestWaitingMs: 3_500 });
  metrics = openMetrics();
  metrics.follow({
    look: () => seen,
    trouble: () => (seen?.kind === "failed" ? describeTrouble("store_unavailable", "gone") : null),
    readers: () => 2,
  });
});

afterEach(() => {
  metrics.close();
});

/** Samples by name and labels. */
async function samples(): Promise<Map<string, number>> {
  const lines = (await metrics.render()).split("\n").filter((line) => /^[a-z]/.test(line));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))] as const;
    }),
  );
}

describe("controller/metrics", () => {
  it("counts what it is told", async () => {
    metrics.batch({ result: "accepted" });
    metrics.batch({ result: "duplicate" });
    metrics.batch({ result: "refused", reason: "store_full" });
    metrics.batch({ result: "refused", reason: "store_full" });
    metrics.foldFailed("dead");
    metrics.acknowledged(0.02);
    metrics.folded(0.003);
    metrics.request({ method: "GET", route: "/v1/status", status: 200 });
    const values = await samples();
    expect(values.get('isochrone_batches_total{result="accepted",reason=""}')).toBe(1);
    expect(values.get('isochrone_batches_total{result="refused",reason="store_full"}')).toBe(2);
    expect(values.get('isochrone_fold_failures_total{outcome="dead"}')).toBe(1);
    expect(values.get('isochrone_fold_failures_total{outcome="retried"}')).toBe(0);
    expect(values.get('isochrone_batch_acknowledge_seconds_bucket{le="0.025"}')).toBe(1);
    expect(values.get('isochrone_batch_acknowledge_seconds_bucket{le="0.01"}')).toBe(0);
    expect(values.get("isochrone_fold_seconds_count")).toBe(1);
    expect(
      values.get('isochrone_http_requests_total{method="GET",route="/v1/status",status="200"}'),
    ).toBe(1);
  });

  it("shows what the last look saw", async () => {
    const values = await samples();
    expect(values.get('isochrone_queue_jobs{state="waiting",shard="0"}')).toBe(12);
    expect(values.get("isochrone_queue_oldest_waiting_seconds")).toBe(3.5);
    expect(values.get("isochrone_redis_memory_used_bytes")).toBe(7 * MIB);
    expect(values.get("isochrone_redis_memory_limit_bytes")).toBe(100 * MIB);
    expect(values.get("isochrone_dead_letters")).toBe(0);
    expect(values.get("isochrone_event_readers")).toBe(2);
    expect(values.get('isochrone_trouble{code="store_unavailable"}')).toBe(0);
  });

  it("leaves out what is not known, instead of showing zero", async () => {
    await samples();
    seen = NO_ANSWER;
    const names = [...(await samples()).keys()].join("\n");
    expect(names).not.toMatch(/redis_memory|queue_jobs|oldest_waiting|dead_letters/);
    expect((await samples()).get('isochrone_trouble{code="store_unavailable"}')).toBe(1);
    seen = look({ limitBytes: null });
    const again = await samples();
    expect(again.has("isochrone_redis_memory_limit_bytes")).toBe(false);
    expect(again.has("isochrone_redis_memory_used_bytes")).toBe(true);
  });

  it("watches the process", async () => {
    const values = await samples();
    expect(values.get("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(values.get("process_resident_memory_bytes")).toBeGreaterThan(1e7);
    expect(values.has('isochrone_event_loop_lag_seconds{quantile="0.99"}')).toBe(true);
  });

  it("may be opened several times in one process", () => {
    openMetrics().close();
  });
});
