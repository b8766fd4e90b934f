import { z } from "zod";
import { CidrCollectionSpec } from "./aws/cidr-collection-spec.ts";
import { HealthCheckSpec } from "./aws/health-check-spec.ts";
import { HostedZoneSpec } from "./aws/hosted-zone-spec.ts";
import { RecordSet } from "./aws/record-set.ts";
import { FoundAccelerator, FoundAccount, HealthStatus } from "./inventory.ts";
import {
  FoundAddress,
  FoundInstance,
  FoundLoadBalancer,
  FoundRegion,
  FoundSubnet,
  FoundTargetGroup,
  FoundZone,
} from "./inventory-network.ts";
import { InventoryPart } from "./inventory-part.ts";

const account = z.string();

/** What parts find, by kind, before it is put together. */
export const Found = z
  .object({
    accounts: z.array(FoundAccount),
    regions: z.array(FoundRegion),
    zones: z.array(FoundZone),
    subnets: z.array(FoundSubnet),
    instances: z.array(FoundInstance),
    addresses: z.array(FoundAddress),
    loadBalancers: z.array(FoundLoadBalancer.omit({ targetGroups: true })),
    targetGroups: z.array(
      FoundTargetGroup.extend({ account, region: z.string(), loadBalancers: z.array(z.string()) }),
    ),
    accelerators: z.array(FoundAccelerator),
    hostedZones: z.array(
      z.object({ account, spec: HostedZoneSpec, recordsTold: z.int().nullable() }),
    ),
    recordSets: z.array(z.object({ account, zone: z.string(), spec: RecordSet })),
    cidrCollections: z.array(z.object({ account, spec: CidrCollectionSpec })),
    healthChecks: z.array(z.object({ account, spec: HealthCheckSpec })),
    healthStatuses: z.array(z.object({ account, healthCheck: z.string(), status: HealthStatus })),
  })
  .partial();

export type Found = z.infer<typeof Found>;

export type FoundKind = keyof Found;

export type FoundItem<Kind extends FoundKind> = NonNullable<Found[Kind]>[number];

/** One part with what is shown of it: what was read now, and what an earlier reading has left. */
export const PartReading = z.object({ part: InventoryPart, found: Found });

export type PartReading = z.infer<typeof PartReading>;

/** A whole reading, part by part, as it is kept. */
export const InventoryReading = z.object({
  startedAtMs: z.int(),
  finishedAtMs: z.int(),
  readings: z.array(PartReading),
});

export type InventoryReading = z.infer<typeof InventoryReading>;
