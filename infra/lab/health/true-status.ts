import type { HealthCheckConfig } from "@aws-sdk/client-route-53";

/** What is known of the outside, by health check. */
export interface StatusSources {
  /** Undefined for a check that is not there. */
  configOf(id: string): HealthCheckConfig | undefined;
  /** What the checkers of an endpoint's check say together. */
  isEndpointHealthy(id: string): boolean;
  /** The last known state of an alarm; undefined before the first. */
  isAlarmOk(config: HealthCheckConfig): {
    readonly now: boolean | undefined;
    readonly last: boolean | undefined;
  };
  isControlOn(routingControlArn: string): boolean;
}

/**
 * Works out the statuses of checks, each once. A disabled check is healthy, an inverted one the
 * opposite (of a disabled one, too); an unknown one is healthy, as it is for record sets.
 * docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export class TrueStatuses {
  readonly #sources: StatusSources;
  readonly #known = new Map<string, boolean>();

  constructor(sources: StatusSources) {
    this.#sources = sources;
  }

  of(id: string): boolean {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    // A calculated check that is its own descendant finds itself healthy.
    this.#known.set(id, true);
    const config = this.#sources.configOf(id);
    const status =
      config === undefined ||
      (config.Disabled === true || this.#plain(id, config)) !== (config.Inverted === true);
    this.#known.set(id, status);
    return status;
  }

  #plain(id: string, config: HealthCheckConfig): boolean {
    if (config.Type === "CALCULATED") return this.#calculated(config);
    if (config.Type === "CLOUDWATCH_METRIC") return this.#metric(config);
    if (config.Type === "RECOVERY_CONTROL") {
      return this.#sources.isControlOn(config.RoutingControlArn ?? "");
    }
    return this.#sources.isEndpointHealthy(id);
  }

  /** With a threshold of 0 always healthy, above the number of children never. */
  #calculated({ ChildHealthChecks: children = [], HealthThreshold }: HealthCheckConfig): boolean {
    const healthy = children.filter((child) => this.of(child)).length;
    // AWS does not say what holds where none was given; all of them is the careful reading.
    return healthy >= (HealthThreshold ?? children.length);
  }

  #metric(config: HealthCheckConfig): boolean {
    const { now, last = true } = this.#sources.isAlarmOk(config);
    if (now !== undefined) return now;
    const { InsufficientDataHealthStatus: otherwise = "LastKnownStatus" } = config;
    return otherwise === "LastKnownStatus" ? last : otherwise === "Healthy";
  }
}
