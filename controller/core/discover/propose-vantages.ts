import type { Inventory } from "../../contract/inventory.ts";
import type { ProposedFile } from "../../contract/service-proposal.ts";
import { awsPlace } from "../routing/places.ts";
import { idOf } from "./plain-name.ts";

type ProposedVantage = NonNullable<ProposedFile["vantages"]>[number];

/**
 * Places of one's own in AWS where probes could stand: the Regions and Local Zones of the endpoints,
 * the Local Zones that have subnets, and the Outposts.
 */
export function proposeVantages(
  inventory: Inventory,
  places: readonly string[],
): ProposedVantage[] {
  const zones = new Map(inventory.zones.map((zone) => [zone.name, zone]));
  const withSubnets = inventory.subnets.flatMap(({ zone }) =>
    zones.get(zone)?.kind === "local-zone" ? zone : [],
  );
  const codes = [...new Set([...places, ...withSubnets])];
  const vantages = codes.flatMap((code): ProposedVantage[] => {
    const spot = awsPlace(code);
    if (spot === undefined) return [];
    const zone = zones.get(code);
    return [
      {
        id: code,
        kind: zone === undefined ? "region" : "local-zone",
        label: zone?.label ?? code,
        ...(zone === undefined ? {} : { parentRegion: zone.region }),
        latitude: spot.latitude,
        longitude: spot.longitude,
      },
    ];
  });
  return [...vantages, ...outposts(inventory)];
}

/** AWS does not tell where an Outpost stands: its Region's place takes that place until the owner says. */
function outposts(inventory: Inventory): ProposedVantage[] {
  return inventory.outposts.flatMap(({ arn, region }): ProposedVantage[] => {
    const spot = awsPlace(region);
    const id = idOf(arn.split("/").at(-1) ?? "");
    if (spot === undefined || id === "") return [];
    const { latitude, longitude } = spot;
    return [
      { id, kind: "outpost", label: `Outpost ${id}`, parentRegion: region, latitude, longitude },
    ];
  });
}
