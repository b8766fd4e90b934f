import { type AvailabilityZone, DescribeAvailabilityZonesCommand } from "@aws-sdk/client-ec2";
import type { FoundZone } from "../../contract/inventory-network.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { optInOf } from "./opt-in.ts";

const KINDS = ["availability-zone", "local-zone", "wavelength-zone"] as const;

/** Lists the zones of a Region, also those that the account has not opted in to. */
export async function readZones(reader: PartReader, region: string): Promise<PartEnd> {
  const { AvailabilityZones = [] } = await reader.call(
    { service: "ec2", region, action: "DescribeAvailabilityZones" },
    (client, options) =>
      client.send(new DescribeAvailabilityZonesCommand({ AllAvailabilityZones: true }), options),
  );
  reader.add(
    "zones",
    AvailabilityZones.map((zone) => foundZone(zone, reader.account, region)),
  );
  return {};
}

function foundZone(zone: AvailabilityZone, account: string, region: string): FoundZone {
  return {
    account,
    region,
    name: zone.ZoneName ?? "",
    id: zone.ZoneId ?? "",
    kind: KINDS.find((kind) => kind === zone.ZoneType) ?? "other",
    group: zone.GroupName ?? null,
    label: zone.GroupLongName ?? null,
    networkBorderGroup: zone.NetworkBorderGroup ?? null,
    parentZone: zone.ParentZoneName ?? null,
    optIn: optInOf(zone.OptInStatus),
    state: zone.State ?? "unknown",
  };
}
