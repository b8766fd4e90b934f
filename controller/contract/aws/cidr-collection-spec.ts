import { z } from "zod";
import { Arn, Route53Id } from "./aws-names.ts";

const CidrBlock = z.union([z.cidrv4(), z.cidrv6()], {
  error: "is no CIDR block; write an address and a prefix length, such as 203.0.113.0/24",
});

/** A CIDR collection: blocks of addresses by named locations, for IP-based routing. */
export const CidrCollectionSpec = z.object({
  id: Route53Id,
  arn: Arn.optional(),
  name: z
    .string()
    .regex(/^[0-9A-Za-z_-]{1,64}$/, "must be 1 to 64 letters, digits, hyphens or underscores"),
  version: z.int().positive().optional(),
  locations: z
    .array(
      z.object({
        name: z
          .string()
          .regex(
            /^[0-9A-Za-z_-]{1,16}$/,
            "must be 1 to 16 letters, digits, hyphens or underscores",
          ),
        blocks: z.array(CidrBlock).min(1),
      }),
    )
    .default([]),
});

export type CidrCollectionSpec = z.infer<typeof CidrCollectionSpec>;
