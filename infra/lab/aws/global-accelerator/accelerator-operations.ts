import {
  AcceleratorNotDisabledException$,
  AssociatedListenerFoundException$,
  CreateAccelerator$,
  type CreateAcceleratorRequest,
  type CreateAcceleratorResponse,
  DeleteAccelerator$,
  type DeleteAcceleratorRequest,
  DescribeAccelerator$,
  type DescribeAcceleratorRequest,
  type DescribeAcceleratorResponse,
  ListAccelerators$,
  type ListAcceleratorsRequest,
  type ListAcceleratorsResponse,
  UpdateAccelerator$,
  type UpdateAcceleratorRequest,
  type UpdateAcceleratorResponse,
} from "@aws-sdk/client-global-accelerator";
import type { JsonRpcOperation } from "../json-rpc.ts";
import { modelledProblem } from "../modelled-problem.ts";
import { CreateAcceleratorInput, UpdateAcceleratorInput } from "./accelerator-input.ts";
import { newAcceleratorArn, newDnsLabel, newIpv6Addresses } from "./arns.ts";
import { checked } from "./checked.ts";
import { describeAccelerator } from "./describe.ts";
import { MOST_ACCELERATORS } from "./limits.ts";
import type { Means } from "./means.ts";
import { operation } from "./operation.ts";
import { pageOf } from "./page.ts";
import { limitExceeded } from "./problems.ts";
import type { StoredAccelerator } from "./store.ts";

/** The operations on accelerators themselves. */
export function acceleratorOperations(means: Means): JsonRpcOperation[] {
  const { store } = means;
  const describe = (stored: StoredAccelerator) => describeAccelerator(stored, store.nowMs);
  return [
    operation<CreateAcceleratorRequest, CreateAcceleratorResponse>(
      CreateAccelerator$,
      (request) => ({
        Accelerator: describe(createAccelerator(means, request)),
      }),
    ),
    operation<DescribeAcceleratorRequest, DescribeAcceleratorResponse>(
      DescribeAccelerator$,
      ({ AcceleratorArn = "" }) => ({ Accelerator: describe(store.get(AcceleratorArn)) }),
    ),
    operation<ListAcceleratorsRequest, ListAcceleratorsResponse>(ListAccelerators$, (request) => {
      const { items, next } = pageOf(store.list(), request);
      return { Accelerators: items.map(describe), ...next };
    }),
    operation<UpdateAcceleratorRequest, UpdateAcceleratorResponse>(
      UpdateAccelerator$,
      (request) => ({
        Accelerator: describe(updateAccelerator(means, request)),
      }),
    ),
    operation<DeleteAcceleratorRequest, object>(DeleteAccelerator$, ({ AcceleratorArn = "" }) => {
      deleteAccelerator(means, AcceleratorArn);
      return {};
    }),
  ];
}

function createAccelerator(means: Means, request: CreateAcceleratorRequest): StoredAccelerator {
  const { store, tags, idempotency } = means;
  const input = checked(CreateAcceleratorInput, request);
  const earlier = idempotency.earlier("CreateAccelerator", input);
  const known = store.list().find(({ arn }) => arn === earlier);
  if (known !== undefined) return known;
  if (store.list().length >= MOST_ACCELERATORS) {
    throw limitExceeded(`An account can have no more than ${MOST_ACCELERATORS} accelerators`);
  }
  const arn = newAcceleratorArn(means.accountId);
  const nowMs = store.nowMs;
  tags.add(arn, input.Tags);
  const made = store.put({
    arn,
    name: input.Name,
    enabled: input.Enabled,
    ipAddressType: input.IpAddressType,
    addresses: means.newAddresses(),
    ipv6Addresses: newIpv6Addresses(),
    dnsLabel: newDnsLabel(),
    flowLogs: { enabled: false },
    listeners: [],
    createdAtMs: nowMs,
    modifiedAtMs: nowMs,
    deployedAtMs: nowMs,
  });
  idempotency.remember("CreateAccelerator", input, arn);
  return made;
}

function updateAccelerator({ store }: Means, request: UpdateAcceleratorRequest): StoredAccelerator {
  const input = checked(UpdateAcceleratorInput, request);
  const before = store.get(input.AcceleratorArn);
  return store.put({
    ...before,
    name: input.Name ?? before.name,
    enabled: input.Enabled ?? before.enabled,
    ipAddressType: input.IpAddressType ?? before.ipAddressType,
  });
}

function deleteAccelerator({ store, tags }: Means, arn: string): void {
  const { enabled, listeners } = store.get(arn);
  if (enabled) {
    throw modelledProblem(AcceleratorNotDisabledException$, `${arn} must be disabled first`);
  }
  if (listeners.length > 0) {
    throw modelledProblem(AssociatedListenerFoundException$, `${arn} has listeners`);
  }
  store.remove(arn);
  tags.forget(arn);
}
