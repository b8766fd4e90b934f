import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import type { LabClock } from "../clock.ts";
import type { Random } from "../delay/random.ts";
import { Checker, type CheckerReport } from "./checker.ts";
import { type CheckerPlace, checkerPlaces } from "./checker-places.ts";
import type { ProbeOutcome } from "./probe-target.ts";
import { enoughSayHealthy } from "./share.ts";

/** How one checker calls the endpoint of a check, with its settings as they are at that time. */
export type CheckProbe = (config: HealthCheckConfig, place: CheckerPlace) => Promise<ProbeOutcome>;

/** What all checkers of a world share. */
export interface FleetMeans {
  readonly clock: LabClock;
  readonly random: Random;
  /** First three numbers of the checkers' addresses. */
  readonly network: string;
  readonly checkersPerRegion: number;
}

const USUAL_INTERVAL_S = 30;
const USUAL_THRESHOLD = 3;

/** What one checker said last; undefined before it said such a thing. */
export interface CheckerReports {
  readonly place: CheckerPlace;
  readonly last: CheckerReport | undefined;
  readonly lastFailure: CheckerReport | undefined;
}

interface Placed {
  readonly place: CheckerPlace;
  readonly checker: Checker;
}

/** The checkers of one health check. */
export class Fleet {
  readonly #means: FleetMeans;
  readonly #probe: CheckProbe;
  readonly #onTurn: () => void;
  readonly #checkers = new Map<string, Placed>();
  #config: HealthCheckConfig;

  constructor(config: HealthCheckConfig, probe: CheckProbe, means: FleetMeans, onTurn: () => void) {
    this.#config = config;
    this.#probe = probe;
    this.#means = means;
    this.#onTurn = onTurn;
    this.#staff();
  }

  get reports(): readonly CheckerReports[] {
    return [...this.#checkers.values()].map(({ place, checker: { last, lastFailure } }) => ({
      place,
      last,
      lastFailure,
    }));
  }

  get isHealthy(): boolean {
    const all = [...this.#checkers.values()];
    const healthy = all.filter(({ checker }) => checker.isHealthy).length;
    return enoughSayHealthy(healthy, this.#checkers.size);
  }

  /** New settings hold for the next calls, a new threshold for the calls before, too. */
  update(config: HealthCheckConfig): void {
    this.#config = config;
    for (const { checker } of this.#checkers.values()) {
      checker.setFailureThreshold(config.FailureThreshold ?? USUAL_THRESHOLD);
    }
    this.#staff();
  }

  stop(): void {
    for (const { checker } of this.#checkers.values()) checker.stop();
    this.#checkers.clear();
  }

  /** Lets the checkers of Regions go that are no longer wanted, and brings in those of new ones. */
  #staff(): void {
    const { network, checkersPerRegion } = this.#means;
    const places = checkerPlaces(network, checkersPerRegion, this.#config.Regions);
    const wanted = new Set(places.map(({ address }) => address));
    for (const [address, { checker }] of this.#checkers) {
      if (wanted.has(address)) continue;
      checker.stop();
      this.#checkers.delete(address);
    }
    for (const place of places) {
      if (this.#checkers.has(place.address)) continue;
      this.#checkers.set(place.address, { place, checker: this.#hire(place) });
    }
  }

  #hire(place: CheckerPlace): Checker {
    return new Checker({
      clock: this.#means.clock,
      intervalMs: (this.#config.RequestInterval ?? USUAL_INTERVAL_S) * 1_000,
      failureThreshold: this.#config.FailureThreshold ?? USUAL_THRESHOLD,
      initialStatus: true,
      phase: this.#means.random(),
      probe: () => this.#probe(this.#config, place),
      onTurn: this.#onTurn,
    });
  }
}
