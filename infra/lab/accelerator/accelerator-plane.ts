import type { AcceleratorConfig } from "./accelerator-config.ts";

/** What the accelerator knows of an endpoint; INITIAL until it has been looked at often enough. */
export type HealthState = "INITIAL" | "HEALTHY" | "UNHEALTHY";

/** What carries out the configuration of accelerators, of all accounts. */
export interface AcceleratorPlane {
  /**
   * Takes a configuration over, in place of an earlier one, for new connections.
   * @param known what is known of endpoints that were not there before; nothing where left out
   */
  deploy(config: AcceleratorConfig, known?: HealthState): void;
  /** Ends an accelerator; connections that are open stay so. */
  withdraw(acceleratorArn: string): void;
  /** INITIAL for what no configuration has. */
  stateOf(groupArn: string, endpointId: string): HealthState;
}
