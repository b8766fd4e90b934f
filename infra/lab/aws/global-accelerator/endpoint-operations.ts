import {
  AddEndpoints$,
  type AddEndpointsRequest,
  type AddEndpointsResponse,
  RemoveEndpoints$,
  type RemoveEndpointsRequest,
} from "@aws-sdk/client-global-accelerator";
import type { EndpointConfig } from "../../accelerator/accelerator-config.ts";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { checkEndpointList, newEndpoints } from "./check-endpoints.ts";
import { checked } from "./checked.ts";
import { describeGroup } from "./describe.ts";
import { AddEndpointsInput, RemoveEndpointsInput } from "./group-input.ts";
import type { Means } from "./means.ts";
import { operation } from "./operation.ts";
import { invalidArgument } from "./problems.ts";

/** The operations on single endpoints of a group. */
export function endpointOperations(means: Means): JsonRpcOperation[] {
  return [
    operation<AddEndpointsRequest, AddEndpointsResponse>(AddEndpoints$, (request) =>
      addEndpoints(means, request),
    ),
    operation<RemoveEndpointsRequest, object>(RemoveEndpoints$, (request) => {
      removeEndpoints(means, request);
      return {};
    }),
  ];
}

function addEndpoints(means: Means, request: AddEndpointsRequest): AddEndpointsResponse {
  const { store, plane } = means;
  const { EndpointGroupArn, EndpointConfigurations } = checked(AddEndpointsInput, request);
  const { group, listener } = store.group(EndpointGroupArn);
  const added = newEndpoints(means, group.region, EndpointConfigurations);
  const endpoints = [...group.endpoints, ...added];
  checkEndpointList(endpoints);
  store.putGroup(listener.arn, { ...group, endpoints });
  const { EndpointDescriptions } = describeGroup({ ...group, endpoints: added }, listener, plane);
  return { EndpointGroupArn, EndpointDescriptions };
}

function removeEndpoints({ store }: Means, request: RemoveEndpointsRequest): void {
  const { EndpointGroupArn, EndpointIdentifiers } = checked(RemoveEndpointsInput, request);
  const { group, listener } = store.group(EndpointGroupArn);
  const isMeant = (
    { endpointId, clientIpPreservation }: EndpointConfig,
    { EndpointId, ClientIPPreservationEnabled }: (typeof EndpointIdentifiers)[number],
  ) =>
    endpointId === EndpointId &&
    (ClientIPPreservationEnabled ?? clientIpPreservation) === clientIpPreservation;
  for (const identifier of EndpointIdentifiers) {
    if (group.endpoints.some((endpoint) => isMeant(endpoint, identifier))) continue;
    throw invalidArgument(`EndpointIdentifiers: ${identifier.EndpointId} is not in the group`);
  }
  const endpoints = group.endpoints.filter(
    (endpoint) => !EndpointIdentifiers.some((identifier) => isMeant(endpoint, identifier)),
  );
  store.putGroup(listener.arn, { ...group, endpoints });
}
