import type { Address, Instance, Subnet } from "@aws-sdk/client-ec2";
import type { RegionList } from "./region-list.ts";

/** What stands in one Region, in the shapes of the API. */
export interface RegionHoldings {
  readonly subnets: readonly Subnet[];
  readonly instances: readonly Instance[];
  readonly addresses: readonly Address[];
}

/** What an account has in EC2. */
export interface Ec2Holdings extends RegionList {
  readonly inRegion: ReadonlyMap<string, RegionHoldings>;
}

const NOTHING: RegionHoldings = { subnets: [], instances: [], addresses: [] };

export function holdingsIn({ inRegion }: Ec2Holdings, region: string): RegionHoldings {
  return inRegion.get(region) ?? NOTHING;
}

/** Whether the account may use a Region; undefined where there is no such Region. */
export function isRegionOpen({ regions }: Pick<RegionList, "regions">, code: string) {
  const region = regions.find(({ RegionName }) => RegionName === code);
  return region === undefined ? undefined : region.OptInStatus !== "not-opted-in";
}
