import { z } from "zod";
import { Arn, DnsName, RegionCode, Tags } from "./aws-names.ts";
import { isOncePer } from "./once-per.ts";

const Port = z.int().min(1).max(65_535);

/** What takes traffic behind an accelerator. */
const AcceleratorEndpoint = z.object({
  /** ARN of a load balancer, id of an instance, or allocation id of an Elastic IP address. */
  endpointId: z.string().min(1).max(255),
  /** Share of the group's traffic against the sum of its weights; 0 takes none, not even on failure. */
  weight: z.int().min(0).max(255).default(128),
  clientIpPreservation: z.boolean().default(false),
  /** Permission of another account to use its resource. */
  attachmentArn: Arn.optional(),
});

/** How endpoints are looked at. Load balancers are judged by their own target groups instead. */
const AcceleratorHealthCheck = z.object({
  /** Without one, the listener's first. */
  port: Port.optional(),
  protocol: z.enum(["TCP", "HTTP", "HTTPS"]).default("TCP"),
  path: z.string().max(255).optional(),
  intervalS: z.literal([10, 30], "must be 10 or 30 seconds").default(30),
  thresholdCount: z.int().min(1).max(10).default(3),
});

export const EndpointGroupSpec = z.object({
  arn: Arn.optional(),
  region: RegionCode,
  /** Part of the traffic that would go to this group anyway, in percent. */
  dialPercent: z.number().min(0).max(100).default(100),
  healthCheck: AcceleratorHealthCheck.prefault({}),
  portOverrides: z
    .array(z.object({ listenerPort: Port, endpointPort: Port }))
    .max(10)
    .default([]),
  endpoints: z
    .array(AcceleratorEndpoint)
    .refine(isOncePer("endpointId"), "an endpointId stands twice")
    .default([]),
});

export type EndpointGroupSpec = z.infer<typeof EndpointGroupSpec>;

const PortRange = z
  .object({ fromPort: Port, toPort: Port })
  .refine(({ fromPort, toPort }) => fromPort <= toPort, {
    path: ["toPort"],
    error: "must not be below fromPort",
  });

export const ListenerSpec = z.object({
  arn: Arn.optional(),
  protocol: z.enum(["TCP", "UDP"]),
  portRanges: z.array(PortRange).min(1).max(10),
  /** `SOURCE_IP` sends all connections of one client address to the same endpoint. */
  clientAffinity: z.enum(["NONE", "SOURCE_IP"]).default("NONE"),
  endpointGroups: z
    .array(EndpointGroupSpec)
    .refine(isOncePer("region"), "a Region has two groups; a listener has one each")
    .default([]),
});

export type ListenerSpec = z.infer<typeof ListenerSpec>;

/**
 * A standard accelerator of Global Accelerator with everything below it. ARNs and names that AWS
 * gives are missing in a design that is not built yet.
 * https://docs.aws.amazon.com/global-accelerator/latest/api/API_Accelerator.html
 */
export const AcceleratorSpec = z.object({
  arn: Arn.optional(),
  name: z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/, {
    error: "must be 1 to 64 letters, digits, dots and hyphens, without one of them at an end",
  }),
  ipAddressType: z.enum(["IPV4", "DUAL_STACK"]).default("IPV4"),
  enabled: z.boolean().default(true),
  ipSets: z
    .array(z.object({ family: z.enum(["IPv4", "IPv6"]), addresses: z.array(z.string()) }))
    .default([]),
  dnsName: DnsName.optional(),
  dualStackDnsName: DnsName.optional(),
  flowLogs: z
    .object({
      enabled: z.boolean(),
      s3Bucket: z.string().optional(),
      s3Prefix: z.string().optional(),
    })
    .optional(),
  tags: Tags.default({}),
  listeners: z.array(ListenerSpec).default([]),
});

export type AcceleratorSpec = z.infer<typeof AcceleratorSpec>;
