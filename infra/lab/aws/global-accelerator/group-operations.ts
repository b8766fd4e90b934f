import {
  CreateEndpointGroup$,
  type CreateEndpointGroupRequest,
  type CreateEndpointGroupResponse,
  DeleteEndpointGroup$,
  type DeleteEndpointGroupRequest,
  DescribeEndpointGroup$,
  type DescribeEndpointGroupRequest,
  type DescribeEndpointGroupResponse,
  EndpointGroupAlreadyExistsException$,
  ListEndpointGroups$,
  type ListEndpointGroupsRequest,
  type ListEndpointGroupsResponse,
  UpdateEndpointGroup$,
  type UpdateEndpointGroupRequest,
  type UpdateEndpointGroupResponse,
} from "@aws-sdk/client-global-accelerator";
import type { GroupConfig } from "../../accelerator/accelerator-config.ts";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { modelledProblem } from "../modelled-problem.ts";
import { newGroupArn } from "./arns.ts";
import { checkEndpointList, newEndpoints } from "./check-endpoints.ts";
import { checked } from "./checked.ts";
import { describeGroup } from "./describe.ts";
import { CreateGroupInput, type GroupSettings, UpdateGroupInput } from "./group-input.ts";
import { MOST_GROUPS } from "./limits.ts";
import type { Means } from "./means.ts";
import { operation } from "./operation.ts";
import { pageOf } from "./page.ts";
import { limitExceeded } from "./problems.ts";

/** The operations on endpoint groups. */
export function groupOperations(means: Means): JsonRpcOperation[] {
  const { store, plane } = means;
  const describe = (arn: string) => {
    const { group, listener } = store.group(arn);
    return describeGroup(group, listener, plane);
  };
  return [
    operation<CreateEndpointGroupRequest, CreateEndpointGroupResponse>(
      CreateEndpointGroup$,
      (request) => ({ EndpointGroup: describe(createGroup(means, request)) }),
    ),
    operation<DescribeEndpointGroupRequest, DescribeEndpointGroupResponse>(
      DescribeEndpointGroup$,
      ({ EndpointGroupArn = "" }) => ({ EndpointGroup: describe(EndpointGroupArn) }),
    ),
    operation<ListEndpointGroupsRequest, ListEndpointGroupsResponse>(
      ListEndpointGroups$,
      (request) => {
        const { listener } = store.listener(request.ListenerArn ?? "");
        const { items, next } = pageOf(listener.groups, request);
        return { EndpointGroups: items.map(({ arn }) => describe(arn)), ...next };
      },
    ),
    operation<UpdateEndpointGroupRequest, UpdateEndpointGroupResponse>(
      UpdateEndpointGroup$,
      (request) => {
        const input = checked(UpdateGroupInput, request);
        const { group, listener } = store.group(input.EndpointGroupArn);
        store.putGroup(listener.arn, withSettings(means, group, input));
        return { EndpointGroup: describe(group.arn) };
      },
    ),
    operation<DeleteEndpointGroupRequest, object>(
      DeleteEndpointGroup$,
      ({ EndpointGroupArn = "" }) => {
        store.removeGroup(EndpointGroupArn);
        means.tags.forget(EndpointGroupArn);
        return {};
      },
    ),
  ];
}

function createGroup(means: Means, request: CreateEndpointGroupRequest): string {
  const { store, idempotency } = means;
  const input = checked(CreateGroupInput, request);
  const { accelerator, listener } = store.listener(input.ListenerArn);
  const earlier = idempotency.earlier("CreateEndpointGroup", input);
  if (earlier !== undefined && listener.groups.some(({ arn }) => arn === earlier)) return earlier;
  const region = input.EndpointGroupRegion;
  if (listener.groups.some((group) => group.region === region)) {
    const sentence = `The listener has an endpoint group in ${region}`;
    throw modelledProblem(EndpointGroupAlreadyExistsException$, sentence);
  }
  if (accelerator.listeners.flatMap(({ groups }) => groups).length >= MOST_GROUPS) {
    throw limitExceeded(`An accelerator can have no more than ${MOST_GROUPS} endpoint groups`);
  }
  const usual: GroupConfig = {
    arn: newGroupArn(listener.arn),
    region,
    dialPercent: 100,
    healthCheck: { protocol: "TCP", path: "/", intervalS: 30, threshold: 3 },
    portOverrides: [],
    endpoints: [],
  };
  store.putGroup(listener.arn, withSettings(means, usual, input));
  idempotency.remember("CreateEndpointGroup", input, usual.arn);
  return usual.arn;
}

/** What is named is taken over, lists as a whole; the rest stays. */
function withSettings(means: Means, group: GroupConfig, settings: GroupSettings): GroupConfig {
  const { healthCheck } = group;
  const endpoints =
    settings.EndpointConfigurations === undefined
      ? group.endpoints
      : newEndpoints(means, group.region, settings.EndpointConfigurations);
  checkEndpointList(endpoints);
  return {
    ...group,
    dialPercent: settings.TrafficDialPercentage ?? group.dialPercent,
    healthCheck: {
      port: settings.HealthCheckPort ?? healthCheck.port,
      protocol: settings.HealthCheckProtocol ?? healthCheck.protocol,
      path: settings.HealthCheckPath ?? healthCheck.path,
      intervalS: settings.HealthCheckIntervalSeconds ?? healthCheck.intervalS,
      threshold: settings.ThresholdCount ?? healthCheck.threshold,
    },
    portOverrides:
      settings.PortOverrides?.map(({ ListenerPort, EndpointPort }) => ({
        listenerPort: ListenerPort,
        endpointPort: EndpointPort,
      })) ?? group.portOverrides,
    endpoints,
  };
}
