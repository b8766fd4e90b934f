import type { MetricsAddress } from "../contract/probe-file.ts";
import type { DeliveryObserver } from "../deliver/delivery-observer.ts";
import type { Log } from "../log.ts";
import { Liveness } from "./liveness.ts";
import { startMetricsServer } from "./metrics-server.ts";
import { ProbeMetrics } from "./probe-metrics.ts";

/** A probe that tells of itself on a port. */
export interface ExposedProbe {
  /** To be told what becomes of the measurements. */
  observer: DeliveryObserver;
  close(): Promise<void>;
}

/**
 * Opens the port for `/metrics` and `/healthz`.
 *
 * @throws Error saying what to mend when the port cannot be had
 */
export async function exposeProbe(
  where: MetricsAddress,
  vantages: readonly string[],
  log: Log,
): Promise<ExposedProbe> {
  const metrics = new ProbeMetrics(vantages);
  const liveness = new Liveness(vantages);
  const server = await startMetricsServer(where, metrics, liveness);
  const { address } = where;
  log("info", "/metrics and /healthz are answered", { address, port: server.port });
  if (!/^(127\.|::1$)/.test(address)) {
    log("warn", "others may read /metrics, which names the vantages of this probe", { address });
  }
  return {
    observer: {
      assigned: (vantage, assignment) => liveness.assigned(vantage, assignment),
      measured(vantage, interval) {
        metrics.measured(vantage, interval);
        liveness.measured(vantage, interval);
      },
      accepted(vantage) {
        metrics.accepted(vantage);
        liveness.accepted(vantage);
      },
    },
    close: () => server.close(),
  };
}
