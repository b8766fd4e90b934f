import {
  AssociatedEndpointGroupFoundException$,
  CreateListener$,
  type CreateListenerRequest,
  type CreateListenerResponse,
  DeleteListener$,
  type DeleteListenerRequest,
  DescribeListener$,
  type DescribeListenerRequest,
  type DescribeListenerResponse,
  ListListeners$,
  type ListListenersRequest,
  type ListListenersResponse,
  UpdateListener$,
  type UpdateListenerRequest,
  type UpdateListenerResponse,
} from "@aws-sdk/client-global-accelerator";
import type { ListenerConfig, PortRange } from "../../accelerator/accelerator-config.ts";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { modelledProblem } from "../modelled-problem.ts";
import { newListenerArn } from "./arns.ts";
import { checked } from "./checked.ts";
import { describeListener } from "./describe.ts";
import { MOST_LISTENERS } from "./limits.ts";
import { CreateListenerInput, UpdateListenerInput } from "./listener-input.ts";
import type { Means } from "./means.ts";
import { operation } from "./operation.ts";
import { pageOf } from "./page.ts";
import { invalidPortRange, limitExceeded } from "./problems.ts";

/** The operations on listeners. */
export function listenerOperations(means: Means): JsonRpcOperation[] {
  const { store } = means;
  return [
    operation<CreateListenerRequest, CreateListenerResponse>(CreateListener$, (request) => ({
      Listener: describeListener(createListener(means, request)),
    })),
    operation<DescribeListenerRequest, DescribeListenerResponse>(
      DescribeListener$,
      ({ ListenerArn = "" }) => ({
        Listener: describeListener(store.listener(ListenerArn).listener),
      }),
    ),
    operation<ListListenersRequest, ListListenersResponse>(ListListeners$, (request) => {
      const { listeners } = store.get(request.AcceleratorArn ?? "");
      const { items, next } = pageOf(listeners, request);
      return { Listeners: items.map(describeListener), ...next };
    }),
    operation<UpdateListenerRequest, UpdateListenerResponse>(UpdateListener$, (request) => ({
      Listener: describeListener(updateListener(means, request)),
    })),
    operation<DeleteListenerRequest, object>(DeleteListener$, ({ ListenerArn = "" }) => {
      if (store.listener(ListenerArn).listener.groups.length > 0) {
        throw modelledProblem(
          AssociatedEndpointGroupFoundException$,
          `${ListenerArn} has endpoint groups`,
        );
      }
      store.removeListener(ListenerArn);
      means.tags.forget(ListenerArn);
      return {};
    }),
  ];
}

function createListener(
  { store, idempotency }: Means,
  request: CreateListenerRequest,
): ListenerConfig {
  const input = checked(CreateListenerInput, request);
  const { listeners } = store.get(input.AcceleratorArn);
  const earlier = idempotency.earlier("CreateListener", input);
  const known = listeners.find(({ arn }) => arn === earlier);
  if (known !== undefined) return known;
  const portRanges = validRanges(input.PortRanges);
  if (listeners.length >= MOST_LISTENERS) {
    throw limitExceeded(`An accelerator can have no more than ${MOST_LISTENERS} listeners`);
  }
  const made: ListenerConfig = {
    arn: newListenerArn(input.AcceleratorArn),
    protocol: input.Protocol,
    portRanges,
    clientAffinity: input.ClientAffinity,
    groups: [],
  };
  store.putListener(input.AcceleratorArn, made);
  idempotency.remember("CreateListener", input, made.arn);
  return made;
}

function updateListener({ store }: Means, request: UpdateListenerRequest): ListenerConfig {
  const input = checked(UpdateListenerInput, request);
  const { accelerator, listener } = store.listener(input.ListenerArn);
  const changed: ListenerConfig = {
    ...listener,
    protocol: input.Protocol ?? listener.protocol,
    clientAffinity: input.ClientAffinity ?? listener.clientAffinity,
    portRanges:
      input.PortRanges === undefined ? listener.portRanges : validRanges(input.PortRanges),
  };
  store.putListener(accelerator.arn, changed);
  return changed;
}

function validRanges(ranges: readonly { FromPort: number; ToPort: number }[]): PortRange[] {
  return ranges.map(({ FromPort, ToPort }) => {
    if (isPort(FromPort) && isPort(ToPort) && FromPort <= ToPort) {
      return { fromPort: FromPort, toPort: ToPort };
    }
    throw invalidPortRange(
      `PortRanges: ${FromPort} to ${ToPort} is no range of ports from 1 to 65535`,
    );
  });
}

function isPort(port: number): boolean {
  return Number.isInteger(port) && port >= 1 && port <= 65_535;
}
