import type { AcceleratorPlane } from "../../accelerator/accelerator-plane.ts";
import type { EndpointResources } from "../../accelerator/endpoint-resources.ts";
import type { LabClock } from "../../clock.ts";
import type { ApiService } from "../api-service.ts";
import { jsonErrorAnswer } from "../json-errors.ts";
import { operationByTarget } from "../json-rpc.ts";
import { onlyIn, regional } from "../regional.ts";
import { acceleratorOperations } from "./accelerator-operations.ts";
import { attributeOperations } from "./attribute-operations.ts";
import { emptyOperations } from "./empty-operations.ts";
import { endpointOperations } from "./endpoint-operations.ts";
import { groupOperations } from "./group-operations.ts";
import { Idempotency } from "./idempotency.ts";
import { listenerOperations } from "./listener-operations.ts";
import type { Means } from "./means.ts";
import { GLOBAL_ACCELERATOR_RATES } from "./rates.ts";
import { AcceleratorStore } from "./store.ts";
import { tagOperations } from "./tag-operations.ts";
import { Tags } from "./tags.ts";

/** https://docs.aws.amazon.com/general/latest/gr/global_accelerator.html */
const REGIONS = ["us-west-2"];

export interface GlobalAcceleratorOptions {
  readonly accountId: string;
  readonly clock: Pick<LabClock, "nowMs" | "after">;
  /** How long a change is IN_PROGRESS before the edges have it, in lab time. */
  readonly deployAfterMs: number;
  readonly plane: AcceleratorPlane;
  readonly resources: Pick<EndpointResources, "find">;
  /** Two static IPv4 addresses that nobody has. */
  readonly newAddresses: () => readonly [string, string];
}

/** An account's Global Accelerator: what it holds, and the service that changes it over the wire. */
export interface GlobalAccelerator {
  readonly store: AcceleratorStore;
  readonly tags: Tags;
  readonly service: ApiService;
}

/** A Global Accelerator without any accelerator. */
export function createGlobalAccelerator(options: GlobalAcceleratorOptions): GlobalAccelerator {
  const store = new AcceleratorStore(options);
  const tags = new Tags();
  const means: Means = { ...options, store, tags, idempotency: new Idempotency() };
  const operations = [
    ...acceleratorOperations(means),
    ...attributeOperations(means),
    ...listenerOperations(means),
    ...groupOperations(means),
    ...endpointOperations(means),
    ...tagOperations(means),
    ...emptyOperations(),
  ];
  return {
    store,
    tags,
    service: {
      signingName: "globalaccelerator",
      rates: GLOBAL_ACCELERATOR_RATES,
      operationOf: operationByTarget(operations.map((each) => regional(each, onlyIn(REGIONS)))),
      errorAnswer: (problem, requestId) => jsonErrorAnswer(problem, requestId, "Message"),
    },
  };
}
