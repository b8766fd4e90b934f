import { Counter, Histogram, Registry } from "prom-client";
import type { MetricsSource } from "./metrics-source.ts";
import { addProcessMetrics } from "./process-metrics.ts";
import { addStoreMetrics } from "./store-metrics.ts";

/** Around the budget of 500 ms for an acknowledgement, and far beyond it. */
const ACKNOWLEDGE_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const FOLD_S = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** What became of a batch at the door: taken, taken before, or refused with the code of a Problem. */
type BatchResult =
  | { readonly result: "accepted" | "duplicate" }
  | { readonly result: "refused"; readonly reason: string };

/** Figures of this process, for Prometheus. None has a label with more than a few values. */
export type Metrics = {
  batch(result: BatchResult): void;
  /** Seconds from the arrival of a batch to its receipt. */
  acknowledged(seconds: number): void;
  folded(seconds: number): void;
  foldFailed(kind: "retried" | "dead"): void;
  request(labels: { method: string; route: string; status: number }): void;
  /** Reads these whenever it is asked. */
  follow(source: MetricsSource): void;
  readonly contentType: string;
  /** In the text format of Prometheus. */
  render(): Promise<string>;
  close(): void;
};

export function openMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const batches = new Counter({
    name: "isochrone_batches_total",
    help: "Batches that probes sent, by what became of them",
    labelNames: ["result", "reason"] as const,
    registers,
  });
  const acknowledge = new Histogram({
    name: "isochrone_batch_acknowledge_seconds",
    help: "From the arrival of a batch to its receipt",
    buckets: ACKNOWLEDGE_S,
    registers,
  });
  const fold = new Histogram({
    name: "isochrone_fold_seconds",
    help: "Folding of one batch",
    buckets: FOLD_S,
    registers,
  });
  const failures = new Counter({
    name: "isochrone_fold_failures_total",
    help: "Attempts at folding that failed, by whether the batch is tried again",
    labelNames: ["outcome"] as const,
    registers,
  });
  const requests = new Counter({
    name: "isochrone_http_requests_total",
    help: "Requests answered, by route and status",
    labelNames: ["method", "route", "status"] as const,
    registers,
  });
  const stop = addProcessMetrics(registry);
  for (const result of ["accepted", "duplicate"]) batches.inc({ result, reason: "" }, 0);
  for (const outcome of ["retried", "dead"]) failures.inc({ outcome }, 0);
  return {
    batch: (told) => {
      const reason = told.result === "refused" ? told.reason : "";
      batches.inc({ result: told.result, reason });
    },
    acknowledged: (seconds) => acknowledge.observe(seconds),
    folded: (seconds) => fold.observe(seconds),
    foldFailed: (outcome) => failures.inc({ outcome }),
    request: ({ method, route, status }) => requests.inc({ method, route, status: String(status) }),
    follow: (source) => addStoreMetrics(registry, source),
    contentType: registry.contentType,
    render: () => registry.metrics(),
    close: stop,
  };
}
