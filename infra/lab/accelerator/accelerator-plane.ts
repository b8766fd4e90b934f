import type { AcceleratorConfig } from "./accelerator-config.ts";

/** What the accelerator knows of an endpoint; INITIAL until it has been looked at often enough. */
export type HealthState = "INITIAL" | "HEALTHY" | "UNHEALTHY";

/** What carries out the configuration of accelerators, of all accounts. */
export interface AcceleratorPlane {
  /** Takes a configuration over, in place of an earlier one. */
  deploy(config: AcceleratorConfig): void;
  /** Ends an accelerator; connections that are open stay so. */
  withdraw(acceleratorArn: string): void;
  stateOf(groupArn: string, endpointId: string): HealthState;
}
