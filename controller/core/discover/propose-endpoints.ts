import { Endpoint } from "../../contract/endpoint.ts";
import type { Inventory } from "../../contract/inventory.ts";
import type { ProposedFile } from "../../contract/service-proposal.ts";
import { isAddress } from "../routing/is-address.ts";
import { checkedDoor, type Door, urlAt } from "./door.ts";
import { type Place, placeOf } from "./place.ts";
import { freeId, plainName } from "./plain-name.ts";
import type { FieldComment } from "./proposal.ts";
import type { Reached } from "./reach.ts";
import type { Sketch } from "./sketch.ts";

type ProposedEndpoint = ProposedFile["endpoints"][number];

export interface ProposedEndpoints {
  readonly endpoints: readonly ProposedEndpoint[];
  /** Canonical names that lead to one endpoint alone, by its id. */
  readonly pinned: ReadonlyMap<string, string>;
  readonly comments: readonly FieldComment[];
  /** In words, what takes traffic and cannot be proposed, and why. */
  readonly left: readonly string[];
}

type Placed = { readonly reached: Reached; readonly place: Place };

const MOST_ADDRESSES = 32;
const LONGEST_LABEL = 80;

/** The endpoints of a service, of which it is known where they run. */
export function proposeEndpoints(
  sketch: Sketch,
  { serviceId, door }: { readonly serviceId: string; readonly door: Door },
  inventory: Inventory,
): ProposedEndpoints {
  const placed: Placed[] = [];
  const left: string[] = [];
  for (const reached of sketch.endpoints) {
    const place = placeOf(reached);
    if (place === undefined) left.push(`${reached.deployment.what}: nothing tells where it runs`);
    else placed.push({ reached, place });
  }
  const taken = new Set<string>();
  const pinned = new Map<string, string>();
  const comments: FieldComment[] = [];
  const endpoints = placed.map(({ reached, place }, at) => {
    const { key, name } = reached.deployment;
    const pin = sketch.pinned.get(key);
    const wanted = [pin?.split(".")[0] ?? "", name ?? "", `${serviceId}-${place.code}`];
    const id = freeId(wanted, taken);
    taken.add(id);
    if (pin !== undefined) pinned.set(id, pin);
    const own = checkedDoor(reached.sets, inventory) ?? door;
    const host = hostOf(reached, own, pin);
    comments.push(...commentsOf(at, { reached, place }, { host, door: own }));
    return endpointOf({ reached, place }, { id, url: urlAt(host, own) });
  });
  return { endpoints, pinned, comments, left };
}

function endpointOf(
  { reached: { deployment, sets }, place }: Placed,
  { id, url }: { readonly id: string; readonly url: string },
): ProposedEndpoint {
  const isStandby =
    sets.some(({ routing }) => routing.policy === "failover" && routing.role === "SECONDARY") &&
    !sets.some(({ routing }) => routing.policy === "failover" && routing.role === "PRIMARY");
  const { resource, addresses } = deployment;
  return {
    id,
    label: (deployment.name ?? id).slice(0, LONGEST_LABEL),
    place: place.code,
    latitude: place.latitude,
    longitude: place.longitude,
    url,
    ...(isStandby ? { tier: "standby" as const } : {}),
    ...(resource === null || !isResource(resource) ? {} : { resource }),
    ...(addresses.length === 0 ? {} : { addresses: addresses.slice(0, MOST_ADDRESSES) }),
  };
}

/** AWS may know things by ids of another form than a service file does. */
function isResource(id: string): boolean {
  return Endpoint.shape.resource.safeParse(id).success;
}

/**
 * A certificate is for the names of a service rather than for those that AWS gives; without one, the
 * fewer names have to be looked up the better.
 */
function hostOf({ deployment }: Reached, door: Door, pin: string | undefined): string {
  const own = deployment.host ?? deployment.addresses[0];
  const name = pin === undefined ? undefined : plainName(pin);
  return (door.scheme === "https" ? (name ?? own) : (own ?? name)) ?? deployment.key;
}

function commentsOf(
  at: number,
  { reached: { deployment, takenFor }, place }: Placed,
  { host, door }: { readonly host: string; readonly door: Door },
): FieldComment[] {
  const outpost = deployment.outpostArn === null ? "" : `, on ${deployment.outpostArn}`;
  const isOthers = door.scheme === "https" && (isAddress(host) || host === deployment.host);
  const certificate = isOthers ? `; the certificate has to be for ${host}` : "";
  return [
    { path: ["endpoints", at], text: `${deployment.what}${outpost}` },
    ...(takenFor === undefined
      ? []
      : [
          {
            path: ["endpoints", at],
            text: `guessed to be at ${takenFor}: nothing else in ${place.code} is`,
          },
        ]),
    ...(place.guess === null
      ? []
      : [{ path: ["endpoints", at, "place"], text: place.guess, where: "beside" as const }]),
    { path: ["endpoints", at, "url"], text: `${door.basis}${certificate}`, where: "beside" },
  ];
}
