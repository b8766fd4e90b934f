import type { HealthCheckConfig } from "@aws-sdk/client-route-53";
import { checkerRanges } from "./checker-places.ts";
import { type CheckerReports, type CheckProbe, Fleet, type FleetMeans } from "./fleet.ts";
import type { HealthStatuses } from "./health-statuses.ts";
import { type HealthEvent, Publisher } from "./publisher.ts";
import { Switches } from "./switches.ts";
import { TrueStatuses } from "./true-status.ts";

export interface HealthServiceOptions extends FleetMeans {
  /** How a checker calls an endpoint. */
  readonly probe: (
    healthCheckId: string,
    ...call: Parameters<CheckProbe>
  ) => ReturnType<CheckProbe>;
  readonly wallNowMs: () => number;
  /** Longest time from a status to the answers made of it, in lab time. */
  readonly longestPublishDelayMs: number;
}

/** The types whose status comes from elsewhere than from checkers. */
const WITHOUT_CHECKERS: ReadonlySet<string> = new Set([
  "CALCULATED",
  "CLOUDWATCH_METRIC",
  "RECOVERY_CONTROL",
]);

/**
 * Route 53's health checking for all accounts of a world: a fleet of checkers for each check of an
 * endpoint, the checks that are made of others, and when all that reaches the answers.
 */
export class HealthService implements HealthStatuses {
  /** Alarms and routing controls. */
  readonly switches: Switches;
  readonly #options: HealthServiceOptions;
  readonly #publisher: Publisher;
  readonly #configs = new Map<string, HealthCheckConfig>();
  readonly #fleets = new Map<string, Fleet>();

  constructor(options: HealthServiceOptions) {
    const { clock, random, wallNowMs, longestPublishDelayMs: longestDelayMs } = options;
    this.#options = options;
    this.#publisher = new Publisher({ clock, random, wallNowMs, longestDelayMs });
    this.switches = new Switches(() => this.#settle());
  }

  /** Where calls of checkers come from, as CIDR blocks. */
  get checkerRanges(): readonly string[] {
    return checkerRanges(this.#options.network);
  }

  /** The latest turns of statuses, true and published ones, in their order. */
  get events(): readonly HealthEvent[] {
    return this.#publisher.events;
  }

  /** Tells of every turn from now on; the answer ends that. */
  onEvent(listener: (event: HealthEvent) => void): () => void {
    return this.#publisher.onEvent(listener);
  }

  /** As published to the name servers. */
  isHealthy(healthCheckId: string): boolean {
    return this.#publisher.isHealthy(healthCheckId);
  }

  /** What is true now, published or not. */
  isHealthyNow(healthCheckId: string): boolean {
    return this.#statuses().of(healthCheckId);
  }

  /** The checkers of an endpoint's check; none for other types and while it is disabled. */
  checkersOf(healthCheckId: string): readonly CheckerReports[] {
    return this.#fleets.get(healthCheckId)?.reports ?? [];
  }

  /** Takes in a check that was made or changed. */
  put(healthCheckId: string, config: HealthCheckConfig): void {
    const isNew = !this.#configs.has(healthCheckId);
    this.#configs.set(healthCheckId, config);
    this.#staff(healthCheckId, config);
    // A check without data counts as healthy, and an inverted one as unhealthy, from the start.
    if (isNew) this.#publisher.begin(healthCheckId, this.isHealthyNow(healthCheckId));
    this.#settle();
  }

  /** Forgets a check that was deleted. */
  remove(healthCheckId: string): void {
    this.#configs.delete(healthCheckId);
    this.#dismiss(healthCheckId);
    this.#publisher.forget(healthCheckId);
    this.#settle();
  }

  /** Ends all calls. */
  close(): void {
    for (const id of [...this.#fleets.keys()]) this.#dismiss(id);
  }

  #staff(id: string, config: HealthCheckConfig): void {
    if (WITHOUT_CHECKERS.has(config.Type ?? "") || config.Disabled === true) {
      this.#dismiss(id);
      return;
    }
    const fleet = this.#fleets.get(id);
    if (fleet !== undefined) {
      fleet.update(config);
      return;
    }
    const probe: CheckProbe = (...call) => this.#options.probe(id, ...call);
    this.#fleets.set(id, new Fleet(config, probe, this.#options, () => this.#settle()));
  }

  #dismiss(id: string): void {
    this.#fleets.get(id)?.stop();
    this.#fleets.delete(id);
  }

  #statuses(): TrueStatuses {
    return new TrueStatuses({
      configOf: (id) => this.#configs.get(id),
      isEndpointHealthy: (id) => this.#fleets.get(id)?.isHealthy ?? true,
      isAlarmOk: (config) => this.switches.isAlarmOk(config),
      isControlOn: (arn) => this.switches.isControlOn(arn),
    });
  }

  #settle(): void {
    const statuses = this.#statuses();
    for (const id of this.#configs.keys()) this.#publisher.note(id, statuses.of(id));
  }
}
