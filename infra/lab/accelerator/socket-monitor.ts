import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import { Checker } from "../health/checker.ts";
import type { CheckerPlace } from "../health/checker-places.ts";
import type { ProbeLimits, ProbeOutcome, ProbeTarget } from "../health/probe-target.ts";
import type { HealthState } from "./accelerator-plane.ts";
import type { EndpointMonitor, Watched } from "./endpoint-monitor.ts";
import type { EndpointResources } from "./endpoint-resources.ts";

/** UNCONFIRMED: AWS publishes none of the accelerator. Together no longer than its shortest interval. */
export const ACCELERATOR_LIMITS: ProbeLimits = {
  tcpMs: 5_000,
  connectMs: 5_000,
  statusMs: 5_000,
  bodyMs: 0,
};

export interface SocketMonitorMeans {
  readonly clock: LabClock;
  readonly random: Random;
  /** Where its calls come from. */
  readonly place: CheckerPlace;
  readonly resources: Pick<EndpointResources, "find">;
  /** Never rejects. */
  readonly probe: (target: ProbeTarget) => Promise<ProbeOutcome>;
}

const GONE: ProbeOutcome = {
  ok: false,
  reason: "Failure: There is no such endpoint.",
  tookLabMs: 0,
};
const STATUS_OF: Readonly<Record<HealthState, boolean | "unknown">> = {
  INITIAL: "unknown",
  HEALTHY: true,
  UNHEALTHY: false,
};

/**
 * The accelerator's own health check of an instance or an Elastic IP address: a call in every
 * interval, and another state after `threshold` results in a row.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups-health-check-options.html
 */
export class SocketMonitor implements EndpointMonitor {
  readonly #checker: Checker;

  constructor({ endpointId, settings, known }: Watched, means: SocketMonitorMeans) {
    const { clock, random, place, resources, probe } = means;
    const { protocol, port, path, intervalS, threshold } = settings;
    this.#checker = new Checker({
      clock,
      intervalMs: intervalS * 1_000,
      failureThreshold: threshold,
      initialStatus: STATUS_OF[known],
      rhythm: "from-call",
      phase: random(),
      probe: () => {
        const address = resources.find(endpointId)?.address;
        if (address === undefined) return Promise.resolve(GONE);
        return probe({ protocol, address, port, path, sourceAddress: place.address });
      },
      onTurn: () => undefined,
    });
  }

  get state(): HealthState {
    const { status } = this.#checker;
    if (status === undefined) return "INITIAL";
    return status ? "HEALTHY" : "UNHEALTHY";
  }

  stop(): void {
    this.#checker.stop();
  }
}
