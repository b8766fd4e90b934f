import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { FoundAccelerator, Inventory } from "../../contract/inventory.ts";
import { isAcceleratorAt } from "../routing/accelerator-at.ts";
import type { Deployment } from "./deployment.ts";
import type { DeploymentBook } from "./deployment-book.ts";
import type { FoundName } from "./found-names.ts";

/** A deployment that a name or an accelerator leads to, and what on the way there speaks of it. */
export interface Reached {
  readonly deployment: Deployment;
  /** Record sets on the ways to it. */
  readonly sets: readonly RecordSet[];
  /** Region of the endpoint group that it is in; null where no accelerator leads to it. */
  readonly groupRegion: string | null;
  /** Addresses that it is guessed to be at. */
  readonly takenFor?: string;
}

/** What a name leads to. */
export interface Reach {
  readonly found: FoundName;
  readonly accelerators: readonly FoundAccelerator[];
  /** By their keys, what it leads to without an accelerator. */
  readonly own: ReadonlyMap<string, Reached>;
}

export function reachOf(
  found: FoundName,
  { accelerators }: Pick<Inventory, "accelerators">,
  book: DeploymentBook,
): Reach {
  const passed = new Set<FoundAccelerator>();
  const own = new Map<string, Reached>();
  for (const { end, way } of found.leaves) {
    const accelerator = accelerators.find(({ spec }) => isAcceleratorAt(spec, end));
    if (accelerator === undefined)
      put(own, { deployment: book(end), sets: way, groupRegion: null });
    else passed.add(accelerator);
  }
  return { found, accelerators: [...passed], own };
}

/** What an accelerator leads to, by its key. */
export function behind(
  { spec }: FoundAccelerator,
  book: DeploymentBook,
): ReadonlyMap<string, Reached> {
  const all = new Map<string, Reached>();
  for (const { region, endpoints } of spec.listeners.flatMap((each) => each.endpointGroups)) {
    for (const { endpointId } of endpoints) {
      put(all, { deployment: book(endpointId), sets: [], groupRegion: region });
    }
  }
  return all;
}

/** Everything of both, each deployment once. */
export function together(all: readonly ReadonlyMap<string, Reached>[]): Map<string, Reached> {
  const sum = new Map<string, Reached>();
  for (const each of all) for (const reached of each.values()) put(sum, reached);
  return sum;
}

function put(all: Map<string, Reached>, reached: Reached): void {
  const { key } = reached.deployment;
  const known = all.get(key);
  all.set(key, {
    deployment: reached.deployment,
    sets: [...new Set([...(known?.sets ?? []), ...reached.sets])],
    groupRegion: known?.groupRegion ?? reached.groupRegion,
  });
}
