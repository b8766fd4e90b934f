import type { FoundAccelerator, Inventory } from "../../contract/inventory.ts";
import type { DeploymentBook } from "./deployment-book.ts";
import type { FoundName, FoundNames } from "./found-names.ts";
import { joinUnknown } from "./join-unknown.ts";
import { behind, type Reach, type Reached, reachOf, together } from "./reach.ts";

/** A service as AWS holds it, before it is written as a file. */
export interface Sketch {
  /** Null for an accelerator that no name leads to. */
  readonly name: FoundName | null;
  readonly accelerator: FoundAccelerator | null;
  /** Whether its name leads to the accelerator and nowhere else. */
  readonly isOnlyAccelerated: boolean;
  /** Canonical name of its own that leads to the accelerator. */
  readonly acceleratorName: string | null;
  readonly endpoints: readonly Reached[];
  /** Canonical names that lead to one endpoint alone, by its key. */
  readonly pinned: ReadonlyMap<string, string>;
}

/** What a name is to others. */
type Part = { readonly reach: Reach; readonly all: ReadonlyMap<string, Reached> };

/** Sorts names and accelerators into services: some names only lead to a part of another one. */
export function sketchServices(
  { roots }: Pick<FoundNames, "roots">,
  inventory: Inventory,
  book: DeploymentBook,
): Sketch[] {
  const parts = roots.map((found): Part => {
    const reach = reachOf(found, inventory, book);
    return {
      reach,
      all: together([reach.own, ...reach.accelerators.map((each) => behind(each, book))]),
    };
  });
  const pinnedTo = new Map<Part, Part>();
  const doorOf = new Map<Part, Part>();
  for (const part of parts) {
    const whole = wholeOf(part, parts);
    if (whole !== undefined) pinnedTo.set(part, whole);
    const led = isDoor(part) ? parts.find((other) => isLedBeside(part, other)) : undefined;
    if (led !== undefined) doorOf.set(led, part);
  }
  const doors = new Set(doorOf.values());
  const services = parts.filter((part) => !pinnedTo.has(part) && !doors.has(part));
  const sketches = services.map((part) => {
    const pins = parts.filter((other) => pinnedTo.get(other) === part);
    return sketchOf(part, { pins, door: doorOf.get(part) }, inventory, book);
  });
  const used = new Set(sketches.map(({ accelerator }) => accelerator));
  const alone = inventory.accelerators.filter((each) => !used.has(each));
  return [...sketches, ...alone.map((each) => sketchOfAccelerator(each, book))];
}

/** The name that leads to several endpoints of which this one leads to one; in the same zone, if it may be. */
function wholeOf(part: Part, parts: readonly Part[]): Part | undefined {
  const [key, ...others] = part.reach.own.keys();
  const isOne = key !== undefined && others.length === 0 && part.reach.accelerators.length === 0;
  if (!isOne || !isPlain(part)) return undefined;
  const wholes = parts.filter(({ all }) => all.size > 1 && all.has(key));
  return wholes.find(({ reach }) => reach.found.zone === part.reach.found.zone) ?? wholes[0];
}

/** Whether a name leads to one accelerator and nowhere else. */
function isDoor({ reach }: Part): boolean {
  return reach.own.size === 0 && reach.accelerators.length === 1;
}

/** Whether another name leads, not by an accelerator alone, to what is behind this one's. */
function isLedBeside(door: Part, other: Part): boolean {
  return !isPlain(other) && [...other.reach.own.keys()].some((key) => door.all.has(key));
}

function isPlain({ reach }: Part): boolean {
  return reach.found.sets.every(({ routing }) => routing.policy === "simple");
}

function sketchOf(
  part: Part,
  { pins, door }: { readonly pins: readonly Part[]; readonly door: Part | undefined },
  inventory: Inventory,
  book: DeploymentBook,
): Sketch {
  const accelerator =
    part.reach.accelerators[0] ??
    door?.reach.accelerators[0] ??
    inventory.accelerators.find((each) => sharesSome(part, behind(each, book)));
  const all =
    accelerator === undefined ? part.all : together([part.all, behind(accelerator, book)]);
  const { endpoints, renamed } = joinUnknown(all, new Set(part.reach.own.keys()));
  const pinned = pins.flatMap(({ reach }) =>
    [...reach.own.keys()].map((key) => [renamed.get(key) ?? key, reach.found.name] as const),
  );
  return {
    name: part.reach.found,
    accelerator: accelerator ?? null,
    isOnlyAccelerated: isDoor(part),
    acceleratorName: door?.reach.found.name ?? null,
    endpoints,
    pinned: new Map(pinned),
  };
}

/** Whether an accelerator leads to something that the name of several endpoints leads to as well. */
function sharesSome({ all }: Part, own: ReadonlyMap<string, Reached>): boolean {
  return all.size > 1 && [...own.keys()].some((key) => all.has(key));
}

function sketchOfAccelerator(accelerator: FoundAccelerator, book: DeploymentBook): Sketch {
  return {
    name: null,
    accelerator,
    isOnlyAccelerated: true,
    acceleratorName: null,
    endpoints: [...behind(accelerator, book).values()],
    pinned: new Map(),
  };
}
