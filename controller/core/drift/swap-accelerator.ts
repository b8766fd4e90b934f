import type {
  AcceleratorSpec,
  EndpointGroupSpec,
  ListenerSpec,
} from "../../contract/aws/accelerator-spec.ts";
import { listenerKey } from "../routing/canonical-accelerator.ts";
import { acceleratorKey, type ItemPlace } from "./design-item.ts";
import { swapLevel, swapped } from "./swapped.ts";

type AcceleratorPlace = Extract<ItemPlace, { kind: "accelerator" }>;

/** The innermost thing that the place names; a whole that both have keeps its own parts. */
export function swapAccelerator(
  list: readonly AcceleratorSpec[],
  others: readonly AcceleratorSpec[],
  { accelerator, listener, region, endpointId }: AcceleratorPlace,
): AcceleratorSpec[] {
  return swapLevel(
    list,
    others,
    acceleratorKey,
    accelerator,
    listener === undefined,
    (own, other) =>
      listener === undefined
        ? { ...(other ?? own), listeners: own.listeners }
        : {
            ...own,
            listeners: swapListener(own, other, { listener, region, endpointId }),
          },
  );
}

type Inside = {
  readonly listener: string;
  readonly region: string | undefined;
  readonly endpointId: string | undefined;
};

function swapListener(
  accelerator: AcceleratorSpec,
  other: AcceleratorSpec | undefined,
  { listener, region, endpointId }: Inside,
): ListenerSpec[] {
  const theirs = other?.listeners ?? [];
  const isWhole = region === undefined;
  return swapLevel(accelerator.listeners, theirs, listenerKey, listener, isWhole, (own, another) =>
    isWhole
      ? { ...(another ?? own), endpointGroups: own.endpointGroups }
      : { ...own, endpointGroups: swapGroup(own, another, region, endpointId) },
  );
}

function swapGroup(
  listener: ListenerSpec,
  other: ListenerSpec | undefined,
  region: string,
  endpointId: string | undefined,
): EndpointGroupSpec[] {
  const theirs = other?.endpointGroups ?? [];
  const isWhole = endpointId === undefined;
  const keyOf = (group: EndpointGroupSpec) => group.region;
  return swapLevel(listener.endpointGroups, theirs, keyOf, region, isWhole, (own, another) =>
    isWhole
      ? { ...(another ?? own), endpoints: own.endpoints }
      : {
          ...own,
          endpoints: swapped(
            own.endpoints,
            another?.endpoints ?? [],
            (endpoint) => endpoint.endpointId,
            endpointId,
          ),
        },
  );
}
