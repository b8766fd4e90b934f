import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import type { HealthState } from "./accelerator-plane.ts";
import type { EndpointMonitor, Watched } from "./endpoint-monitor.ts";
import type { EndpointResources } from "./endpoint-resources.ts";

export interface TargetMonitorMeans {
  readonly clock: Pick<LabClock, "after">;
  readonly random: Random;
  readonly resources: Pick<EndpointResources, "isLoadBalancerHealthy">;
}

/** The accelerator knows the health of a load balancer's targets after 30 s at the latest. */
export const TOLD_EVERY_MS = 30_000;

/**
 * What the accelerator knows of a load balancer: the state of its targets, asked for now and then.
 * Its own health check settings count for nothing here.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-endpoint-groups.html
 */
export class TargetMonitor implements EndpointMonitor {
  readonly #watched: Watched;
  readonly #means: TargetMonitorMeans;
  #state: HealthState;
  #callOff: () => void;

  constructor(watched: Watched, means: TargetMonitorMeans) {
    this.#watched = watched;
    this.#means = means;
    this.#state = watched.known;
    this.#callOff = means.clock.after(means.random() * TOLD_EVERY_MS, () => this.#ask());
  }

  get state(): HealthState {
    return this.#state;
  }

  stop(): void {
    this.#callOff();
  }

  #ask(): void {
    const { clock, resources } = this.#means;
    const isHealthy = resources.isLoadBalancerHealthy(this.#watched.endpointId);
    if (isHealthy !== undefined) this.#state = isHealthy ? "HEALTHY" : "UNHEALTHY";
    this.#callOff = clock.after(TOLD_EVERY_MS, () => this.#ask());
  }
}
