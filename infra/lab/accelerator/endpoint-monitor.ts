import type { HealthCheckSettings } from "./accelerator-config.ts";
import type { HealthState } from "./accelerator-plane.ts";

/** Watches one endpoint of a group. */
export interface EndpointMonitor {
  readonly state: HealthState;
  stop(): void;
}

/** An endpoint as it is watched. */
export interface Watched {
  readonly endpointId: string;
  /** With the port that holds where the group names none. */
  readonly settings: HealthCheckSettings & { readonly port: number };
  /** What is known of it before it has been looked at. */
  readonly known: HealthState;
}
