import { Gauge, type Registry } from "prom-client";
import { TroubleCode } from "../contract/trouble.ts";
import type { MetricsSource } from "./metrics-source.ts";

const STATES = ["waiting", "active", "delayed", "failed"] as const;

/**
 * What the last look of the gauge saw, at most two seconds ago. While Redis cannot be looked at, its
 * figures are left out: no value is not zero.
 */
export function addStoreMetrics(registry: Registry, source: MetricsSource): void {
  const answered = () => {
    const look = source.look();
    return look?.kind === "answered" ? look : null;
  };
  const simple = (name: string, help: string, value: () => number | null) => {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        const present = value();
        if (present === null) this.remove();
        else this.set(present);
      },
    });
  };
  new Gauge({
    name: "isochrone_queue_jobs",
    help: "Batches in the measurements queue, by state and shard; failed ones are dead letters",
    labelNames: ["state", "shard"] as const,
    registers: [registry],
    collect() {
      this.reset();
      for (const [shard, counts] of (answered()?.queue.shards ?? []).entries()) {
        for (const state of STATES) this.set({ state, shard: String(shard) }, counts[state]);
      }
    },
  });
  new Gauge({
    name: "isochrone_trouble",
    help: "1 for the trouble that keeps the controller from its work, 0 for all others",
    labelNames: ["code"] as const,
    registers: [registry],
    collect() {
      const present = source.trouble()?.code;
      for (const code of TroubleCode.options) this.set({ code }, code === present ? 1 : 0);
    },
  });
  simple("isochrone_queue_oldest_waiting_seconds", "Age of the oldest batch that waits", () => {
    const look = answered();
    return look === null ? null : (look.queue.oldestWaitingMs ?? 0) / 1_000;
  });
  simple("isochrone_dead_letters", "Batches that failed for good and are kept", () => {
    const look = answered();
    return look === null ? null : look.queue.shards.reduce((sum, { failed }) => sum + failed, 0);
  });
  simple("isochrone_redis_memory_used_bytes", "used_memory of Redis", () => {
    return answered()?.usedBytes ?? null;
  });
  simple("isochrone_redis_memory_limit_bytes", "maxmemory of Redis; absent without a limit", () => {
    return answered()?.limitBytes ?? null;
  });
  simple("isochrone_event_readers", "Readers of the event stream", source.readers);
}
