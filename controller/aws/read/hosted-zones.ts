import {
  GetHostedZoneCommand,
  type HostedZone,
  ListHostedZonesCommand,
  type VPC,
} from "@aws-sdk/client-route-53";
import { HostedZoneSpec } from "../../contract/aws/hosted-zone-spec.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";
import { misfits } from "./misfits.ts";
import { bareId, linkedServiceOf, ROUTE53 } from "./route53.ts";
import { readTags } from "./tags.ts";

/** Lists the hosted zones with their tags; the records are parts of their own. */
export async function readHostedZones(reader: PartReader): Promise<PartEnd> {
  const pages = pagesOf(
    (Marker: string | undefined) =>
      reader.call({ ...ROUTE53, action: "ListHostedZones" }, (client, options) =>
        client.send(new ListHostedZonesCommand({ Marker }), options),
      ),
    ({ IsTruncated, NextMarker }) => (IsTruncated === true ? tokenOf(NextMarker) : undefined),
  );
  const understood = misfits();
  const tags = readTags(reader, "hostedzone");
  for await (const { HostedZones = [] } of pages) {
    const ids = HostedZones.map(({ Id }) => bareId(Id));
    const tagsOf = await tags.of(ids);
    for (const zone of HostedZones) {
      const vpcs = zone.Config?.PrivateZone === true ? await readNetworks(reader, zone) : [];
      const spec = { ...zoneSpec(zone, vpcs), tags: tagsOf.get(bareId(zone.Id)) ?? {} };
      const [taken] = understood.take(HostedZoneSpec, spec, zone.Name ?? "a hosted zone");
      if (taken === undefined) continue;
      const recordsTold = zone.ResourceRecordSetCount ?? null;
      reader.add("hostedZones", [{ account: reader.account, spec: taken, recordsTold }]);
    }
  }
  const error = understood.error("hosted zones") ?? tags.error();
  return error === undefined ? {} : { error };
}

async function readNetworks(reader: PartReader, { Id }: HostedZone): Promise<VPC[]> {
  const { VPCs = [] } = await reader.call(
    { ...ROUTE53, action: "GetHostedZone" },
    (client, options) => client.send(new GetHostedZoneCommand({ Id }), options),
  );
  return VPCs;
}

function zoneSpec(zone: HostedZone, vpcs: readonly VPC[]) {
  return {
    id: bareId(zone.Id),
    name: zone.Name,
    comment: zone.Config?.Comment,
    isPrivate: zone.Config?.PrivateZone,
    vpcs: vpcs.map(({ VPCRegion, VPCId }) => ({ region: VPCRegion, id: VPCId })),
    callerReference: zone.CallerReference,
    linkedService: linkedServiceOf(zone.LinkedService),
  };
}
