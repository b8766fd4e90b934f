import { z } from "zod";
import { Arn, LinkedService, RegionCode, Route53Id, Tags } from "./aws-names.ts";

const Switches = {
  /** Healthy counts as unhealthy and the other way round. */
  inverted: z.boolean().default(false),
  /** Not looked at any more, and healthy for ever (unhealthy with `inverted`). */
  disabled: z.boolean().default(false),
};

const Looking = {
  ...Switches,
  ipAddress: z.union([z.ipv4(), z.ipv6()], { error: "is no IP address" }).optional(),
  /** Host name that is asked for, and looked up where there is no address. */
  fullyQualifiedDomainName: z.string().min(1).max(255).optional(),
  port: z.int().min(1).max(65_535).optional(),
  requestIntervalS: z.literal([10, 30], "must be 10 or 30 seconds").default(30),
  failureThreshold: z.int().min(1).max(10).default(3),
  measureLatency: z.boolean().default(false),
  /** Regions that it is looked at from; without any, from all that Route 53 has. */
  checkerRegions: z.array(RegionCode).min(3, "name at least 3 Regions, or none").optional(),
};

const ResourcePath = z.string().max(255).optional();
const SearchString = z.string().min(1).max(255);
const EnableSni = z.boolean().default(true);

/** What a health check looks at and how it judges. */
export const HealthCheckConfig = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("HTTP"), ...Looking, resourcePath: ResourcePath }),
    z.object({
      type: z.literal("HTTPS"),
      ...Looking,
      resourcePath: ResourcePath,
      enableSni: EnableSni,
    }),
    z.object({
      type: z.literal("HTTP_STR_MATCH"),
      ...Looking,
      resourcePath: ResourcePath,
      searchString: SearchString,
    }),
    z.object({
      type: z.literal("HTTPS_STR_MATCH"),
      ...Looking,
      resourcePath: ResourcePath,
      searchString: SearchString,
      enableSni: EnableSni,
    }),
    z.object({ type: z.literal("TCP"), ...Looking }),
    z.object({
      type: z.literal("CALCULATED"),
      ...Switches,
      childIds: z.array(Route53Id).max(256).default([]),
      /** Healthy children that it takes; 0 is always healthy, more than there are children never. */
      healthThreshold: z.int().min(0).max(256),
    }),
    z.object({
      type: z.literal("CLOUDWATCH_METRIC"),
      ...Switches,
      alarm: z.object({ region: RegionCode, name: z.string().min(1).max(256) }),
      insufficientData: z.enum(["Healthy", "Unhealthy", "LastKnownStatus"]),
    }),
    z.object({ type: z.literal("RECOVERY_CONTROL"), ...Switches, routingControlArn: Arn }),
  ])
  .superRefine((config, context) => {
    if (!("requestIntervalS" in config)) return;
    const { ipAddress, fullyQualifiedDomainName, port, type } = config;
    if (ipAddress === undefined && fullyQualifiedDomainName === undefined) {
      const message = "is missing: give an address, or a fullyQualifiedDomainName to look up";
      context.addIssue({ code: "custom", path: ["ipAddress"], message });
    }
    if (type === "TCP" && port === undefined) {
      const message = "is missing: a TCP health check has no port by itself";
      context.addIssue({ code: "custom", path: ["port"], message });
    }
  });

export type HealthCheckConfig = z.infer<typeof HealthCheckConfig>;

/**
 * A health check of Route 53.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_HealthCheckConfig.html
 */
export const HealthCheckSpec = z.object({
  /** Given by Route 53; in a design that is not built yet, any that its record sets name. */
  id: Route53Id,
  config: HealthCheckConfig,
  callerReference: z.string().min(1).max(64).optional(),
  /** Counts changes; an update has to name the one that it changes. */
  version: z.int().positive().optional(),
  linkedService: LinkedService.optional(),
  /** The name that the console shows is the tag `Name`. */
  tags: Tags.default({}),
});

export type HealthCheckSpec = z.infer<typeof HealthCheckSpec>;
