import { Counter, Gauge, type Registry } from "prom-client";

/** Adds what Prometheus' clients say of every process, under the names that dashboards know. */
export function addProcessMetrics(registry: Registry): void {
  const registers = [registry];
  let countedS = 0;
  new Counter({
    name: "process_cpu_seconds_total",
    help: "Processor time used, all threads together.",
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      const usedS = (user + system) / 1_000_000;
      this.inc(Math.max(0, usedS - countedS));
      countedS = Math.max(countedS, usedS);
    },
  });
  new Gauge({
    name: "process_resident_memory_bytes",
    help: "Resident memory.",
    registers,
    collect() {
      this.set(process.memoryUsage.rss());
    },
  });
  new Gauge({
    name: "process_start_time_seconds",
    help: "When the process started, in seconds since 1970.",
    registers,
  }).set(Date.now() / 1_000 - process.uptime());
}
