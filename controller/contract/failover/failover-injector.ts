import { z } from "zod";

const arn = (service: string, what: string) =>
  z.string().regex(new RegExp(`^arn:aws[a-z-]*:${service}:\\S+$`), `must be the ARN of ${what}`);

const EndpointGroupArn = arn("globalaccelerator", "an endpoint group").describe(
  "ARN of the endpoint group",
);

const Region = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "must be the code of a Region, such as eu-west-1")
  .describe("Region that it stands in");

const HookUrl = z
  .url({ protocol: /^https?$/, error: "must be an http:// or https:// address" })
  .describe(
    "address of the fault: PUT brings it about, GET says whether it holds, DELETE takes it away",
  );

/**
 * How the failure is brought about, and on what. Every one of them can be taken back by any process from
 * what was kept before. What changes weights or dials works through a control plane of AWS, which a
 * failover itself must not need; for a test it is fine.
 */
export const FailoverInjector = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("http_hook").describe("a fault switch that the endpoint itself offers"),
    url: HookUrl,
    body: z
      .record(z.string().min(1).max(80), z.json())
      .default({})
      .describe("what PUT sends, as JSON"),
    tokenVariable: z
      .string()
      .regex(/^[A-Z][A-Z0-9_]{0,79}$/, "must be the name of an environment variable")
      .optional()
      .describe("environment variable that holds the bearer token; the token stands in no file"),
  }),
  z.object({
    kind: z
      .literal("health_check")
      .describe("a Route 53 health check is inverted and disabled, so that it counts as failed"),
    healthCheckId: z
      .string()
      .regex(/^[0-9a-f-]{8,64}$/, "must be the id of a health check")
      .describe("id of the health check"),
  }),
  z.object({
    kind: z.literal("record_weight").describe("the weight of a weighted record becomes 0"),
    hostedZoneId: z
      .string()
      .regex(/^Z[A-Z0-9]{1,31}$/, "must be the id of a hosted zone, such as Z0123456789ABC")
      .describe("hosted zone that the record stands in"),
    name: z.hostname().max(253).describe("name of the record"),
    type: z.enum(["A", "AAAA", "CNAME"]).describe("type of the record"),
    setIdentifier: z.string().min(1).max(128).describe("its SetIdentifier"),
  }),
  z.object({
    kind: z.literal("accelerator_weight").describe("the weight of an endpoint becomes 0"),
    endpointGroupArn: EndpointGroupArn,
    endpointId: z.string().min(1).max(255).describe("id of the endpoint in the group"),
  }),
  z.object({
    kind: z.literal("accelerator_dial").describe("the dial of an endpoint group becomes 0 %"),
    endpointGroupArn: EndpointGroupArn,
  }),
  z.object({
    kind: z.literal("network_acl").describe("a network ACL denies the port, so packets are lost"),
    region: Region,
    networkAclId: z
      .string()
      .regex(
        /^acl-[0-9a-f]{8,17}$/,
        "must be the id of a network ACL, such as acl-0123456789abcdef0",
      )
      .describe("id of the network ACL"),
    port: z.int().min(1).max(65_535).describe("port that is denied"),
    cidrs: z
      .array(z.union([z.cidrv4(), z.cidrv6()], { error: "must be a block such as 203.0.113.0/24" }))
      .min(1)
      .max(20)
      .default(["0.0.0.0/0"])
      .describe("sources that are denied; everybody (IPv4) without it"),
  }),
  z.object({
    kind: z.literal("stop_instances").describe("EC2 instances are stopped, then started again"),
    region: Region,
    instanceIds: z
      .array(
        z
          .string()
          .regex(
            /^i-[0-9a-f]{8,17}$/,
            "must be the id of an instance, such as i-0123456789abcdef0",
          ),
      )
      .min(1)
      .max(100)
      .describe("ids of the instances"),
  }),
]);

export type FailoverInjector = z.infer<typeof FailoverInjector>;
