import { z } from "zod";
import { AcceleratorSpec } from "./aws/accelerator-spec.ts";
import { CidrCollectionSpec } from "./aws/cidr-collection-spec.ts";
import { HealthCheckSpec } from "./aws/health-check-spec.ts";
import { ZoneWithRecords } from "./aws/hosted-zone-spec.ts";
import {
  FoundAddress,
  FoundInstance,
  FoundLoadBalancer,
  FoundOutpost,
  FoundRegion,
  FoundSubnet,
  FoundZone,
} from "./inventory-network.ts";
import { InventoryPart, PartState } from "./inventory-part.ts";
import { RefreshState } from "./refresh-state.ts";

/** An account that was read, or tried to be. */
export const FoundAccount = z.object({
  /** Account id; `own` where the credentials could not be asked whose they are. */
  id: z.string(),
  /** Who AWS says is asking. */
  callerArn: z.string().nullable(),
  roleArn: z.string().nullable(),
});

export type FoundAccount = z.infer<typeof FoundAccount>;

/** Health that Global Accelerator reports of one endpoint of one group. */
const EndpointHealth = z.object({
  groupArn: z.string(),
  endpointId: z.string(),
  /** Null where AWS says nothing. */
  state: z.enum(["INITIAL", "HEALTHY", "UNHEALTHY"]).nullable(),
});

export const FoundAccelerator = z.object({
  account: z.string(),
  spec: AcceleratorSpec,
  status: z.enum(["DEPLOYED", "IN_PROGRESS", "unknown"]),
  endpointHealth: z.array(EndpointHealth),
});

export type FoundAccelerator = z.infer<typeof FoundAccelerator>;

export const FoundHostedZone = z.object({
  account: z.string(),
  spec: ZoneWithRecords,
  /** How far its record sets were read: only with `complete` a record that is not here does not exist. */
  recordsState: PartState,
  /** Record sets that Route 53 says it has; null where it did not say. */
  recordsTold: z.int().nonnegative().nullable(),
});

export type FoundHostedZone = z.infer<typeof FoundHostedZone>;

const FoundCidrCollection = z.object({ account: z.string(), spec: CidrCollectionSpec });

/** What Route 53's checkers said of a health check when it was read. */
export const HealthStatus = z.object({
  /** Healthy when more than 18 % of them say so. */
  checkersHealthy: z.int().nonnegative(),
  checkers: z.int().nonnegative(),
  isHealthy: z.boolean(),
  readAtMs: z.int(),
});

const FoundHealthCheck = z.object({
  account: z.string(),
  spec: HealthCheckSpec,
  /** Null where it was not read: of calculated checks AWS tells none. */
  status: HealthStatus.nullable(),
});

/**
 * Everything that was read of AWS, in a fixed order. What is missing is accounted for in `parts`: an item
 * that is not here does not exist only if its part is `complete`.
 */
export const Inventory = z.object({
  startedAtMs: z.int(),
  finishedAtMs: z.int(),
  parts: z.array(InventoryPart),
  accounts: z.array(FoundAccount),
  regions: z.array(FoundRegion),
  zones: z.array(FoundZone),
  outposts: z.array(FoundOutpost),
  subnets: z.array(FoundSubnet),
  instances: z.array(FoundInstance),
  addresses: z.array(FoundAddress),
  loadBalancers: z.array(FoundLoadBalancer),
  accelerators: z.array(FoundAccelerator),
  hostedZones: z.array(FoundHostedZone),
  cidrCollections: z.array(FoundCidrCollection),
  healthChecks: z.array(FoundHealthCheck),
});

export type Inventory = z.infer<typeof Inventory>;

/** How far a reading has come. Parts become known while it goes on. */
export const InventoryProgress = z.object({
  startedAtMs: z.int(),
  atMs: z.int(),
  partsDone: z.int().nonnegative(),
  partsKnown: z.int().nonnegative(),
  items: z.int().nonnegative(),
  /** What is being read, in words. */
  current: z.array(z.string()),
});

export type InventoryProgress = z.infer<typeof InventoryProgress>;

/**
 * Where a reading stands: no process of the controller was told of AWS, none is going on, one waits for
 * a worker, or one is being read.
 */
export const InventoryRefresh = RefreshState.extend({ progress: InventoryProgress.nullable() });

export type InventoryRefresh = z.infer<typeof InventoryRefresh>;

export const InventoryAnswer = z.object({
  refresh: InventoryRefresh,
  /** The last one; null before the first reading. */
  inventory: Inventory.nullable(),
});

export type InventoryAnswer = z.infer<typeof InventoryAnswer>;
