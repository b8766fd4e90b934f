import { z } from "zod";

const id = z.string().min(1).max(255);

/**
 * One thing to put back as it was, whole in itself: any process that may assume the role can do it, also
 * after the one that brought the failure about is gone. Done twice it does the same as done once.
 */
export const RestoreStep = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("http_hook"),
    /** Is taken away with DELETE; GET tells whether it holds. */
    url: z.url({ protocol: /^https?$/ }),
    tokenVariable: z.string().min(1).max(80).optional(),
  }),
  z.object({
    kind: z.literal("health_check"),
    account: id,
    healthCheckId: id,
    disabled: z.boolean(),
    inverted: z.boolean(),
  }),
  z.object({
    kind: z.literal("record_weight"),
    account: id,
    hostedZoneId: id,
    name: id,
    type: z.enum(["A", "AAAA", "CNAME"]),
    setIdentifier: id,
    /** 0 to 255. */
    weight: z.int().min(0).max(255),
  }),
  z.object({
    kind: z.literal("accelerator_weight"),
    account: id,
    endpointGroupArn: id,
    endpointId: id,
    /** 0 to 255. */
    weight: z.int().min(0).max(255),
  }),
  z.object({
    kind: z.literal("accelerator_dial"),
    account: id,
    endpointGroupArn: id,
    dialPercent: z.number().min(0).max(100),
  }),
  z.object({
    kind: z.literal("network_acl"),
    account: id,
    region: id,
    networkAclId: id,
    /** Entries that the test added: they go again where they are still as they were written. */
    rules: z
      .array(
        z.object({
          ruleNumber: z.int().min(1).max(32_766),
          cidr: id,
          port: z.int().min(1).max(65_535),
          protocol: z.enum(["tcp", "udp"]).default("tcp"),
        }),
      )
      .min(1),
  }),
  z.object({
    kind: z.literal("stop_instances"),
    account: id,
    region: id,
    /** Those that ran before. */
    instanceIds: z.array(id).min(1).max(100),
  }),
]);

export type RestoreStep = z.infer<typeof RestoreStep>;
