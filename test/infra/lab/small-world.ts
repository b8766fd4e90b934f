import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Atlas, readAtlas } from "../../../infra/lab/places/atlas.ts";
import { parseWorld } from "../../../infra/lab/world/parse-world.ts";
import { resolveWorld } from "../../../infra/lab/world/resolve-world.ts";
import type { World } from "../../../infra/lab/world/world.ts";

const labFile = (path: string) =>
  fileURLToPath(new URL(`../../../infra/lab/${path}`, import.meta.url));

export const atlas: Atlas = readAtlas(labFile("data"));

const SHOP_FILE = labFile("worlds/shop.yaml");

/** A world of two endpoints and four vantages without chance, on addresses of its own. */
export const SMALL_WORLD = `
name: small
network:
  prefix: "127.83"
  jitterMs: 0
  jitterRatio: 0
  lossRatio: 0
vantages:
  - id: us-east-1
  - id: eu-central-1
  - id: af-south-1
  - { id: office-lisbon, kind: custom, latitude: 38.72, longitude: -9.14 }
edges:
  - { city: Ashburn, latitude: 39.04, longitude: -77.49 }
  - { city: Frankfurt, latitude: 50.11, longitude: 8.68 }
  - { city: Cape Town, latitude: -33.92, longitude: 18.42 }
service:
  id: shop
  label: Shop
  domain: shop.lab.test
  endpoints:
    - { id: shop-use1, place: us-east-1 }
    - { id: shop-euw1, place: eu-west-1 }
  route53:
    believes:
      - { vantage: af-south-1, endpoint: shop-use1, rttMs: 150 }
  clientGroups:
    - { id: everybody, label: Everybody, share: 1, vantages: [us-east-1, eu-central-1] }
`;

export function worldOf(text: string): World {
  return resolveWorld(parseWorld(text, "world.yaml", atlas), atlas);
}

export const smallWorld = (prefix = "127.83"): World =>
  worldOf(SMALL_WORLD.replace("127.83", prefix));

export const shopWorld = (prefix = "127.77"): World =>
  worldOf(readFileSync(SHOP_FILE, "utf8").replace("127.77", prefix));

/** The member with an id; fails the test when there is none. */
export function byId<T>(list: readonly T[], id: string, idOf: (item: T) => string): T {
  const found = list.find((item) => idOf(item) === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

export const vantageOf = (world: World, id: string) =>
  byId(world.vantages, id, (place) => place.vantage.id);

export const endpointOf = (world: World, id: string) =>
  byId(world.endpoints, id, (endpoint) => endpoint.id);
