import { isDeepStrictEqual } from "node:util";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import { checkerPlaces } from "../health/checker-places.ts";
import type { ProbeOutcome, ProbeTarget } from "../health/probe-target.ts";
import type { AcceleratorConfig, GroupConfig, ListenerConfig } from "./accelerator-config.ts";
import type { HealthState } from "./accelerator-plane.ts";
import type { EndpointMonitor, Watched } from "./endpoint-monitor.ts";
import type { EndpointResources } from "./endpoint-resources.ts";
import { SocketMonitor } from "./socket-monitor.ts";
import { TargetMonitor } from "./target-monitor.ts";

export interface MonitorMeans {
  readonly clock: LabClock;
  readonly random: Random;
  /** First three numbers of the addresses that Route 53's checkers call from; the accelerator's are the same. */
  readonly network: string;
  readonly resources: EndpointResources;
  /** Never rejects. */
  readonly probe: (target: ProbeTarget) => Promise<ProbeOutcome>;
}

interface Entry {
  readonly settings: Watched["settings"];
  readonly monitor: EndpointMonitor;
}

/** The monitors of one accelerator's endpoints: one for each endpoint of each group. */
export class GroupMonitors {
  readonly #means: MonitorMeans;
  readonly #entries = new Map<string, Entry>();

  constructor(means: MonitorMeans) {
    this.#means = means;
  }

  /** INITIAL for what is not watched. */
  stateOf(groupArn: string, endpointId: string): HealthState {
    return this.#entries.get(keyOf(groupArn, endpointId))?.monitor.state ?? "INITIAL";
  }

  /**
   * Watches what a configuration has, and nothing else. Where the settings are new the watch begins
   * anew, with what is known of the endpoint so far.
   */
  watch(config: AcceleratorConfig, known: HealthState): void {
    const wanted = new Map(config.listeners.flatMap(watchedOf).map((one) => [one.key, one]));
    for (const [key, { settings, monitor }] of this.#entries) {
      if (isDeepStrictEqual(wanted.get(key)?.settings, settings)) continue;
      monitor.stop();
      if (!wanted.has(key)) this.#entries.delete(key);
    }
    for (const [key, { endpointId, settings }] of wanted) {
      const before = this.#entries.get(key);
      if (isDeepStrictEqual(before?.settings, settings)) continue;
      const watched = { endpointId, settings, known: before?.monitor.state ?? known };
      this.#entries.set(key, { settings, monitor: this.#begin(watched) });
    }
  }

  stop(): void {
    for (const { monitor } of this.#entries.values()) monitor.stop();
    this.#entries.clear();
  }

  #begin(watched: Watched): EndpointMonitor {
    const { network, random, resources } = this.#means;
    const kind = resources.find(watched.endpointId)?.kind;
    if (kind === "application-load-balancer" || kind === "network-load-balancer") {
      return new TargetMonitor(watched, this.#means);
    }
    const places = checkerPlaces(network, 1);
    const place = places[Math.floor(random() * places.length)];
    if (place === undefined) throw new Error("there are no places for checkers");
    return new SocketMonitor(watched, { ...this.#means, place });
  }
}

const keyOf = (groupArn: string, endpointId: string) => `${groupArn} ${endpointId}`;

function watchedOf({ groups, portRanges }: ListenerConfig) {
  const usualPort = portRanges[0]?.fromPort ?? 0;
  return groups.flatMap((group) =>
    group.endpoints.map(({ endpointId }) => ({
      key: keyOf(group.arn, endpointId),
      endpointId,
      settings: settingsOf(group, usualPort),
    })),
  );
}

/** The listener's first port holds where the group names none. */
function settingsOf({ healthCheck }: GroupConfig, usualPort: number): Watched["settings"] {
  return { ...healthCheck, port: healthCheck.port ?? usualPort };
}
