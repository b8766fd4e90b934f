import { z } from "zod";
import { Arn, TagList, Token } from "./fields.ts";

const Name = z
  .string("is needed")
  .regex(
    /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,62}[A-Za-z0-9])?$/,
    "must be 1 to 64 letters, digits, periods and hyphens, and not begin or end with one of the last two",
  );

const IpAddressType = z.enum(["IPV4", "DUAL_STACK"]);

/** Only of ranges that were brought along, and the lab has no such ranges. */
const IpAddresses = z
  .array(z.string())
  .max(0, "must be of an address range that was brought to the account, and it has none")
  .optional();

export const CreateAcceleratorInput = z.object({
  Name,
  IpAddressType: IpAddressType.default("IPV4"),
  IpAddresses,
  Enabled: z.boolean().default(true),
  IdempotencyToken: Token,
  Tags: TagList.default([]),
});

export const UpdateAcceleratorInput = z.object({
  AcceleratorArn: Arn,
  Name: Name.optional(),
  IpAddressType: IpAddressType.optional(),
  IpAddresses,
  Enabled: z.boolean().optional(),
});

export const UpdateAttributesInput = z
  .object({
    AcceleratorArn: Arn,
    FlowLogsEnabled: z.boolean().optional(),
    FlowLogsS3Bucket: z.string().max(255).optional(),
    FlowLogsS3Prefix: z.string().max(255).optional(),
  })
  .refine(({ FlowLogsEnabled, FlowLogsS3Bucket }) => FlowLogsEnabled !== true || FlowLogsS3Bucket, {
    path: ["FlowLogsS3Bucket"],
    error: "is needed where flow logs are enabled",
  });
