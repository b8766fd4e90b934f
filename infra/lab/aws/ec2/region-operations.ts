import {
  type AvailabilityZone,
  DescribeAvailabilityZones$,
  type DescribeAvailabilityZonesRequest,
  type DescribeAvailabilityZonesResult,
  DescribeRegions$,
  type DescribeRegionsRequest,
  type DescribeRegionsResult,
  type Region,
} from "@aws-sdk/client-ec2";
import type { ApiOperation } from "../api-service.ts";
import { type FilterFields, filtered } from "./filters.ts";
import { named, REGION_NAME, ZONE_NAME } from "./named.ts";
import { ec2Operation } from "./operation.ts";
import type { RegionList } from "./region-list.ts";

const REGION_FIELDS: FilterFields<Region> = {
  endpoint: ({ Endpoint }) => Endpoint,
  "opt-in-status": ({ OptInStatus }) => OptInStatus,
  "region-name": ({ RegionName }) => RegionName,
};

const ZONE_FIELDS: FilterFields<AvailabilityZone> = {
  "group-long-name": ({ GroupLongName }) => GroupLongName,
  "group-name": ({ GroupName }) => GroupName,
  "opt-in-status": ({ OptInStatus }) => OptInStatus,
  "parent-zone-id": ({ ParentZoneId }) => ParentZoneId,
  "parent-zone-name": ({ ParentZoneName }) => ParentZoneName,
  "region-name": ({ RegionName }) => RegionName,
  state: ({ State }) => State,
  "zone-id": ({ ZoneId }) => ZoneId,
  "zone-name": ({ ZoneName }) => ZoneName,
  "zone-type": ({ ZoneType }) => ZoneType,
};

const isOpen = ({ OptInStatus }: Region | AvailabilityZone) => OptInStatus !== "not-opted-in";

/** Which Regions there are, and which zones the Region has that is asked. */
export function regionOperations({ regions, zones }: RegionList): ApiOperation[] {
  return [
    ec2Operation<DescribeRegionsRequest, DescribeRegionsResult>(
      DescribeRegions$,
      ({ AllRegions, Filters, RegionNames }) => {
        const visible = AllRegions === true ? regions : regions.filter(isOpen);
        const wanted = named(visible, RegionNames, (each) => each.RegionName, REGION_NAME);
        return { Regions: filtered(wanted, Filters, REGION_FIELDS) };
      },
    ),
    ec2Operation<DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult>(
      DescribeAvailabilityZones$,
      ({ AllAvailabilityZones, Filters, ZoneIds, ZoneNames }, region) => {
        const here = zones.filter(({ RegionName }) => RegionName === region);
        const visible = AllAvailabilityZones === true ? here : here.filter(isOpen);
        const byName = named(visible, ZoneNames, (each) => each.ZoneName, ZONE_NAME);
        const wanted = named(byName, ZoneIds, (each) => each.ZoneId, ZONE_NAME);
        return { AvailabilityZones: filtered(wanted, Filters, ZONE_FIELDS) };
      },
    ),
  ];
}
