import type { VantageKind } from "../../../probe/contract/vantage.ts";
import type { Atlas, AwsPlace } from "../places/atlas.ts";
import { greatCircleKm, type Point } from "../places/great-circle.ts";
import { REGION_LAST_MILE_MS } from "../places/region-stop.ts";
import { stateOf } from "../places/states.ts";
import type { Edge, World, WorldEndpoint, WorldVantage } from "./world.ts";
import type { WorldVantage as VantageEntry, WorldFile } from "./world-file.ts";

/** Round trip to the network's core in ms where the file names none. Judged by kind, not measured. */
const LAST_MILE_MS: Record<VantageKind, number> = {
  region: REGION_LAST_MILE_MS,
  "availability-zone": 1,
  "local-zone": 2,
  outpost: 4,
  custom: 8,
};

/** An edge this near to a Region hangs on the same cables, so the Region's published times hold. */
const SAME_CITY_KM = 100;

const DEFAULT_NOTE =
  "A small world on this machine: real sockets, delays from published round-trip times.";

/** Looks up every place and gives every part of the world its addresses. The file is checked before. */
export function resolveWorld(file: WorldFile, atlas: Atlas): World {
  const { prefix } = file.network;
  const { service } = file;
  return {
    name: file.name,
    note: file.note ?? DEFAULT_NOTE,
    seed: file.seed,
    block: `${prefix}.0.0/16`,
    dnsAddress: `${prefix}.4.1`,
    apiAddress: `${prefix}.7.1`,
    controlAddress: `${prefix}.7.2`,
    checkerNetwork: `${prefix}.6`,
    acceleratorAddresses: [`${prefix}.3.1`, `${prefix}.3.2`],
    jitterMs: file.network.jitterMs,
    jitterRatio: file.network.jitterRatio,
    lossRatio: file.network.lossRatio,
    clockFactor: file.clockFactor,
    pairs: file.network.pairs,
    edges: file.edges.map((edge) => resolveEdge(edge, atlas)),
    vantages: file.vantages.map((entry, at) => resolveVantage(entry, at + 1, prefix, atlas)),
    endpoints: service.endpoints.map((entry, at) =>
      resolveEndpoint(
        { ...entry, serverTimeMs: entry.serverTimeMs ?? service.serverTimeMs },
        at + 1,
        prefix,
        atlas,
      ),
    ),
    domain: service.domain,
    ttlS: service.route53.ttlS,
    beliefs: service.route53.believes,
    backboneFactor: service.accelerator.backboneFactor,
    acceleratorLossRatio: service.accelerator.lossRatio ?? file.network.lossRatio,
    service: {
      id: service.id,
      label: service.label,
      clientGroups: service.clientGroups,
      objectives: service.objectives,
      constraints: service.constraints,
      incumbent: service.incumbent,
      cadence: service.cadence,
    },
  };
}

function resolveVantage(
  entry: VantageEntry,
  number: number,
  prefix: string,
  atlas: Atlas,
): WorldVantage {
  const place = atlas.places.get(entry.place ?? entry.id);
  const kind = entry.kind ?? place?.kind ?? "custom";
  const latitude = entry.latitude ?? place?.latitude ?? 0;
  const longitude = entry.longitude ?? place?.longitude ?? 0;
  const parentRegion = entry.parentRegion ?? place?.parentRegion ?? undefined;
  return {
    vantage: {
      id: entry.id,
      kind,
      label: entry.label ?? place?.city ?? entry.id,
      ...(parentRegion === undefined ? {} : { parentRegion }),
      latitude,
      longitude,
    },
    latitude,
    longitude,
    region: kind === "region" || kind === "availability-zone" ? regionOf(place) : undefined,
    lastMileMs: entry.lastMileMs ?? LAST_MILE_MS[kind],
    sourceAddress: `${prefix}.1.${number}`,
    clientSubnet: `198.18.${number}.0/24`,
    country: entry.country ?? place?.country,
    subdivision: entry.subdivision ?? stateOf(place),
  };
}

function resolveEndpoint(
  entry: WorldFile["service"]["endpoints"][number] & { serverTimeMs: number },
  number: number,
  prefix: string,
  atlas: Atlas,
): WorldEndpoint {
  const place = atlas.places.get(entry.place);
  return {
    id: entry.id,
    label: entry.label ?? place?.city ?? entry.id,
    place: entry.place,
    slotRegion: place?.parentRegion ?? entry.place,
    serverTimeMs: entry.serverTimeMs,
    latitude: place?.latitude ?? 0,
    longitude: place?.longitude ?? 0,
    region: regionOf(place),
    lastMileMs: LAST_MILE_MS[place?.kind ?? "region"],
    address: `${prefix}.2.${number}`,
    backstageAddress: `${prefix}.5.${number}`,
  };
}

function resolveEdge(entry: Point & { city: string }, atlas: Atlas): Edge {
  const sameCity = [...atlas.places.values()].find(
    (place) => place.kind === "region" && greatCircleKm(place, entry) <= SAME_CITY_KM,
  );
  return { ...entry, region: sameCity?.code, lastMileMs: 0 };
}

function regionOf(place: AwsPlace | undefined): string | undefined {
  return place?.kind === "region" ? place.code : undefined;
}
