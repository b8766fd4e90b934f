import type { AvailabilityZone, Subnet } from "@aws-sdk/client-ec2";
import type { RegionList } from "../aws/ec2/region-list.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { MAIN_ACCOUNT } from "./accounts.ts";
import { usedPlaces } from "./used-places.ts";
import { worldDigits } from "./world-id.ts";

type Named = Pick<World, "domain">;

/** Availability Zones of a Region that the service has a subnet in. */
const ZONES_USED = 2;
const FREE_ADDRESSES = 250;

/** The subnet of a zone, or of an Outpost, and the network that it is part of. */
export interface SeededSubnet {
  readonly subnet: Subnet;
  readonly region: string;
  /** The zone's code, or the id of the vantage that is an Outpost. */
  readonly place: string;
}

function outpostArnOf(world: Named, vantageId: string, region: string): string {
  const id = worldDigits(world, `outpost ${vantageId}`);
  return `arn:aws:outposts:${region}:${MAIN_ACCOUNT}:outpost/op-${id}`;
}

/**
 * One network per Region that the world has something in: subnets in two Availability Zones where
 * endpoints are, one in each Local Zone and on each Outpost.
 */
export function seedSubnets(
  world: Pick<World, "domain" | "endpoints" | "vantages">,
  atlas: Pick<Atlas, "places">,
  { zones }: Pick<RegionList, "zones">,
): SeededSubnet[] {
  const used = usedPlaces(world, atlas);
  const regionsOfEndpoints = new Set(world.endpoints.map(({ slotRegion }) => slotRegion));
  const inZones = zones.filter(({ RegionName = "", ZoneName = "", ZoneType }) =>
    ZoneType === "local-zone"
      ? used.has(ZoneName)
      : regionsOfEndpoints.has(RegionName) && zonesOf(zones, RegionName).includes(ZoneName),
  );
  const onOutposts = world.vantages.flatMap(({ vantage: { id, kind, parentRegion = "" } }) => {
    const zone = zones.find(({ RegionName }) => RegionName === parentRegion);
    return kind === "outpost" && zone !== undefined ? [{ zone, vantageId: id }] : [];
  });
  const places = [
    ...inZones.map((zone) => ({ zone, place: zone.ZoneName ?? "", outpostArn: undefined })),
    ...onOutposts.map(({ zone, vantageId }) => ({
      zone,
      place: vantageId,
      outpostArn: outpostArnOf(world, vantageId, zone.RegionName ?? ""),
    })),
  ];
  const regions = [...new Set(places.map(({ zone }) => zone.RegionName ?? ""))].sort();
  return places.map(({ zone, place, outpostArn }, at) => {
    const region = zone.RegionName ?? "";
    const network = `10.${regions.indexOf(region)}.${at}`;
    return { region, place, subnet: subnetOf(world, zone, { network, place, outpostArn }) };
  });
}

/** The Availability Zones of a Region that endpoints use. */
function zonesOf(zones: readonly AvailabilityZone[], region: string): string[] {
  return zones
    .filter((zone) => zone.RegionName === region && zone.ZoneType === "availability-zone")
    .slice(0, ZONES_USED)
    .map(({ ZoneName = "" }) => ZoneName);
}

function subnetOf(
  world: Named,
  zone: AvailabilityZone,
  at: { network: string; place: string; outpostArn: string | undefined },
): Subnet {
  const region = zone.RegionName ?? "";
  const id = `subnet-${worldDigits(world, `subnet ${at.place}`)}`;
  return {
    SubnetId: id,
    SubnetArn: `arn:aws:ec2:${region}:${MAIN_ACCOUNT}:subnet/${id}`,
    VpcId: `vpc-${worldDigits(world, `vpc ${region}`)}`,
    OwnerId: MAIN_ACCOUNT,
    CidrBlock: `${at.network}.0/24`,
    AvailabilityZone: zone.ZoneName,
    AvailabilityZoneId: zone.ZoneId,
    AvailableIpAddressCount: FREE_ADDRESSES,
    DefaultForAz: false,
    MapPublicIpOnLaunch: false,
    State: "available",
    ...(at.outpostArn === undefined ? {} : { OutpostArn: at.outpostArn }),
    Tags: [{ Key: "Name", Value: `${world.domain} ${at.place}` }],
  };
}
