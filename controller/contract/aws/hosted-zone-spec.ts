import { z } from "zod";
import { DnsName, LinkedService, RegionCode, Route53Id, Tags } from "./aws-names.ts";
import { RecordSet } from "./record-set.ts";

/** A hosted zone apart from its records. */
export const HostedZoneSpec = z.object({
  id: Route53Id,
  name: DnsName,
  comment: z.string().max(256).default(""),
  isPrivate: z.boolean().default(false),
  /** Networks that a private zone is seen from. */
  vpcs: z.array(z.object({ region: RegionCode, id: z.string().min(1).max(1024) })).default([]),
  nameServers: z.array(DnsName).default([]),
  delegationSetId: Route53Id.optional(),
  callerReference: z.string().min(1).max(128).optional(),
  linkedService: LinkedService.optional(),
  tags: Tags.default({}),
});

export type HostedZoneSpec = z.infer<typeof HostedZoneSpec>;

/** A hosted zone with its records: all of them, or those of the names that a design speaks of. */
export const ZoneWithRecords = HostedZoneSpec.extend({ records: z.array(RecordSet).max(100_000) });

export type ZoneWithRecords = z.infer<typeof ZoneWithRecords>;
