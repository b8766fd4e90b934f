import type { Ec2Holdings, RegionHoldings } from "../aws/ec2/holdings.ts";
import { regionList } from "../aws/ec2/region-list.ts";
import type { Atlas } from "../places/atlas.ts";
import type { World } from "../world/world.ts";
import { endpointAddress, endpointInstance, outpostInstance, subnetFor } from "./seed-instances.ts";
import { seedSubnets } from "./seed-subnets.ts";
import { usedPlaces } from "./used-places.ts";

/** What the main account has in EC2: subnets, instances and addresses of the world's service. */
export function seedEc2(
  world: Pick<World, "domain" | "endpoints" | "vantages">,
  atlas: Pick<Atlas, "places">,
): Ec2Holdings {
  const list = regionList(atlas, usedPlaces(world, atlas));
  const subnets = seedSubnets(world, atlas, list);
  const ofEndpoints = world.endpoints.flatMap((endpoint) => {
    const { place, slotRegion: region } = endpoint;
    const subnet = subnetFor(subnets, { place, region });
    if (subnet === undefined) return [];
    const instance = endpointInstance(world, endpoint, subnet);
    return [{ region, instance, address: endpointAddress(world, endpoint, subnet) }];
  });
  const ofOutposts = world.vantages.flatMap(({ vantage }) => {
    const subnet = subnets.find(({ place }) => place === vantage.id);
    if (vantage.kind !== "outpost" || subnet === undefined) return [];
    const instance = outpostInstance(world, vantage.id, subnet);
    return [{ region: subnet.region, instance, address: undefined }];
  });
  const machines = [...ofEndpoints, ...ofOutposts];
  const holdingsOf = (region: string): RegionHoldings => {
    const here = machines.filter((each) => each.region === region);
    return {
      subnets: subnets.filter((each) => each.region === region).map(({ subnet }) => subnet),
      instances: here.map(({ instance }) => instance),
      addresses: here.flatMap(({ address }) => address ?? []),
    };
  };
  const regions = new Set(subnets.map(({ region }) => region));
  return { ...list, inRegion: new Map([...regions].map((code) => [code, holdingsOf(code)])) };
}

/** EC2 of an account that has nothing in it, and no Region but those that everybody has. */
export function emptyEc2(atlas: Pick<Atlas, "places">): Ec2Holdings {
  return { ...regionList(atlas, new Set()), inRegion: new Map() };
}
