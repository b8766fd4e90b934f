import { monitorEventLoopDelay } from "node:perf_hooks";
import { Counter, Gauge, type Registry } from "prom-client";

/** As fine as the lag that matters here: probes are acknowledged within 500 ms. */
const RESOLUTION_MS = 10;
const NS = 1e-9;
const QUANTILES = [0.5, 0.99, 1] as const;

/** Event-loop lag since the last reading, processor time and memory. Answers how to stop watching. */
export function addProcessMetrics(registry: Registry): () => void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  const registers = [registry];
  new Gauge({
    name: "isochrone_event_loop_lag_seconds",
    help: "How late the event loop was since the last reading",
    labelNames: ["quantile"] as const,
    registers,
    collect() {
      for (const quantile of QUANTILES) {
        const ns = quantile === 1 ? delay.max : delay.percentile(quantile * 100);
        // The monitor measures the whole interval; before the first one there is nothing.
        const lagNs = delay.count === 0 ? 0 : Math.max(0, ns - RESOLUTION_MS * 1e6);
        this.set({ quantile: String(quantile) }, lagNs * NS);
      }
      delay.reset();
    },
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory of the process",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Counter({
    name: "process_cpu_seconds_total",
    help: "User and system time of the process",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  return () => {
    delay.disable();
  };
}
