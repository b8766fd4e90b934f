import type { AcceleratorPlane } from "../../accelerator/accelerator-plane.ts";
import type { EndpointResources } from "../../accelerator/endpoint-resources.ts";
import type { Idempotency } from "./idempotency.ts";
import type { AcceleratorStore } from "./store.ts";
import type { Tags } from "./tags.ts";

/** What the operations of an account's Global Accelerator work with. */
export interface Means {
  readonly accountId: string;
  readonly store: AcceleratorStore;
  readonly tags: Tags;
  readonly idempotency: Idempotency;
  readonly plane: Pick<AcceleratorPlane, "stateOf">;
  readonly resources: Pick<EndpointResources, "find">;
  /** Two static IPv4 addresses that nobody has. */
  readonly newAddresses: () => readonly [string, string];
}
