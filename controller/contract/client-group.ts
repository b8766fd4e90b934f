import { z } from "zod";
import { Identifier } from "./measured.ts";
import { EdgeGroup } from "./price-book.ts";

/** ISO 3166-1 alpha-2. */
const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, "use the two capital letters of ISO 3166-1, such as DE");

const Quantity = z.number().nonnegative().max(1e15);

/** What users send, receive and look up in a month. What is left out is unknown, which is not zero. */
export const TrafficPerMonth = z.object({
  gbIn: Quantity.max(1e12)
    .optional()
    .describe("GB (2^30 bytes) a month from the users to the service"),
  gbOut: Quantity.max(1e12)
    .optional()
    .describe("GB (2^30 bytes) a month from the service to the users"),
  requests: Quantity.optional().describe("requests a month"),
  dnsQueries: Quantity.optional().describe(
    "DNS queries a month that reach Route 53, which are those that no resolver had in its cache",
  ),
});

export type TrafficPerMonth = z.infer<typeof TrafficPerMonth>;

/** Which clients of an access log belong to a group. */
const GroupMatch = z.object({
  cidrs: z
    .array(z.union([z.cidrv4(), z.cidrv6()], { error: "must be a block such as 203.0.113.0/24" }))
    .max(10_000)
    .optional()
    .describe("address blocks; of several that hold an address the longest counts"),
  countries: z.array(CountryCode).max(250).optional().describe("countries, ISO 3166-1 alpha-2"),
});

/** Users treated alike: a share of the traffic, and the vantages that stand for them. */
export const ClientGroup = z.object({
  id: Identifier.describe("name of the group, unique in the service"),
  label: z.string().min(1).max(80).describe("name to show"),
  share: z.number().positive().max(1).describe("share of the users, 0.4 for 40 %; all add up to 1"),
  vantages: z.array(Identifier).min(1).describe("vantages that stand for these users"),
  country: CountryCode.optional().describe("where these users are, ISO 3166-1 alpha-2"),
  edgeGroup: EdgeGroup.optional().describe(
    "row of Global Accelerator's price table for the edge locations that they come in by",
  ),
  match: GroupMatch.optional().describe("which clients of an access log belong to the group"),
  trafficPerMonth: TrafficPerMonth.optional().describe(
    "what these users send, receive and look up in a month; what is left out is unknown, not zero",
  ),
});

export type ClientGroup = z.infer<typeof ClientGroup>;
