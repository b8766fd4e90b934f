import { z } from "zod";

/** A Region as an account sees it. */
export const FoundRegion = z.object({
  account: z.string(),
  code: z.string(),
  /** Nothing can run in a Region that is `not-opted-in`, so nothing is read there. */
  optIn: z.enum(["opt-in-not-required", "opted-in", "not-opted-in"]),
  /** Whether what runs there was asked for. */
  isRead: z.boolean(),
  /** Country, where AWS tells it. */
  geography: z.string().nullable(),
});

export type FoundRegion = z.infer<typeof FoundRegion>;

/** A zone of a Region; the kind is what AWS says, never taken from a name. */
export const FoundZone = z.object({
  account: z.string(),
  region: z.string(),
  name: z.string(),
  /** The same place in every account, which the name is not. */
  id: z.string(),
  kind: z.enum(["availability-zone", "local-zone", "wavelength-zone", "other"]),
  group: z.string().nullable(),
  label: z.string().nullable(),
  networkBorderGroup: z.string().nullable(),
  parentZone: z.string().nullable(),
  optIn: z.enum(["opt-in-not-required", "opted-in", "not-opted-in"]),
  state: z.string(),
});

export type FoundZone = z.infer<typeof FoundZone>;

/** An Outpost, known by the subnets and instances on it. */
export const FoundOutpost = z.object({
  account: z.string(),
  arn: z.string(),
  region: z.string(),
  zones: z.array(z.string()),
  subnets: z.int().nonnegative(),
  instances: z.int().nonnegative(),
});

export type FoundOutpost = z.infer<typeof FoundOutpost>;

export const FoundSubnet = z.object({
  account: z.string(),
  region: z.string(),
  id: z.string(),
  vpc: z.string(),
  zone: z.string(),
  zoneId: z.string(),
  cidr: z.string().nullable(),
  outpostArn: z.string().nullable(),
  givesPublicAddresses: z.boolean(),
  name: z.string().nullable(),
});

export type FoundSubnet = z.infer<typeof FoundSubnet>;

export const FoundInstance = z.object({
  account: z.string(),
  region: z.string(),
  id: z.string(),
  type: z.string(),
  state: z.string(),
  zone: z.string().nullable(),
  subnet: z.string().nullable(),
  outpostArn: z.string().nullable(),
  publicAddress: z.string().nullable(),
  privateAddress: z.string().nullable(),
  name: z.string().nullable(),
});

export type FoundInstance = z.infer<typeof FoundInstance>;

/** An Elastic IP address. */
export const FoundAddress = z.object({
  account: z.string(),
  region: z.string(),
  allocationId: z.string(),
  address: z.string(),
  instance: z.string().nullable(),
  networkInterface: z.string().nullable(),
  networkBorderGroup: z.string().nullable(),
  name: z.string().nullable(),
});

export type FoundAddress = z.infer<typeof FoundAddress>;

/** Health of one target as its load balancer sees it. */
const FoundTarget = z.object({
  id: z.string(),
  port: z.int().nullable(),
  zone: z.string().nullable(),
  /** `healthy`, `unhealthy`, `initial`, `draining`, `unused`, `unavailable`, … */
  state: z.string(),
  reason: z.string().nullable(),
});

export const FoundTargetGroup = z.object({
  arn: z.string(),
  name: z.string(),
  protocol: z.string().nullable(),
  port: z.int().nullable(),
  /** Null where their health could not be read. */
  targets: z.array(FoundTarget).nullable(),
});

export type FoundTargetGroup = z.infer<typeof FoundTargetGroup>;

export const FoundLoadBalancer = z.object({
  account: z.string(),
  region: z.string(),
  arn: z.string(),
  name: z.string(),
  kind: z.enum(["application", "network", "gateway", "other"]),
  scheme: z.enum(["internet-facing", "internal", "unknown"]),
  dnsName: z.string().nullable(),
  /** Zone that an alias to it names. */
  canonicalHostedZoneId: z.string().nullable(),
  state: z.string(),
  zones: z.array(z.string()),
  /** Static addresses of a network load balancer. */
  addresses: z.array(z.string()),
  /** ARNs of its target groups; null where those could not be read. */
  targetGroups: z.array(FoundTargetGroup).nullable(),
});

export type FoundLoadBalancer = z.infer<typeof FoundLoadBalancer>;
