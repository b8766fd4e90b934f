import { z } from "zod";
import { Identifier } from "./measured.ts";

const HttpUrl = z.url({ protocol: /^https?$/, error: "must be an http:// or https:// address" });

/** A thing in AWS by its ARN, or by its id where the kind has no other name (`i-…`, `eipalloc-…`). */
const AwsResource = z
  .string()
  .max(2_048)
  .regex(
    /^(arn:aws[a-z-]*:[^\s]+|[a-z]+-[0-9a-f]{8,17})$/,
    "must be an ARN (arn:aws:…) or an id such as i-0123456789abcdef0",
  );

/** One deployment of a service that can take traffic. */
export const Endpoint = z.object({
  id: Identifier.describe("name of the endpoint, unique in the service"),
  label: z.string().min(1).max(80).describe("name to show"),
  place: Identifier.describe("AWS Region or Local Zone that it runs in, by its code"),
  latitude: z.number().min(-90).max(90).describe("degrees north, WGS 84"),
  longitude: z.number().min(-180).max(180).describe("degrees east, WGS 84"),
  url: HttpUrl.describe("address that answers a small request on this endpoint alone"),
  tier: z
    .enum(["primary", "standby"])
    .optional()
    .describe("standby: takes traffic only while primary ones fail; primary without it"),
  resource: AwsResource.optional().describe(
    "what stands there in AWS: ARN of a load balancer, id of an instance or of an Elastic IP",
  ),
  addresses: z
    .array(z.union([z.ipv4(), z.ipv6()], { error: "must be an IP address" }))
    .max(32)
    .optional()
    .describe("public addresses of the endpoint"),
  usdPerMonth: z
    .number()
    .nonnegative()
    .optional()
    .describe("what it costs to run in a month besides transfer and routing, USD"),
});

export type Endpoint = z.infer<typeof Endpoint>;

const Pinned = z
  .record(Identifier, HttpUrl)
  .default({})
  .describe(
    "by endpoint, an address by which the same way in leads to it alone: a record, a listener of its own",
  );

/** The Route 53 name as a way in; it chooses the endpoint. */
export const DnsEntry = z.object({
  url: HttpUrl.describe("address by the name, as users open it"),
  pinned: Pinned,
  name: z
    .hostname()
    .max(253)
    .optional()
    .describe("name of the record sets; the host of the url without it"),
  hostedZoneId: z
    .string()
    .regex(/^Z[A-Z0-9]{1,31}$/, "must be the id of a hosted zone, such as Z0123456789ABC")
    .optional()
    .describe("hosted zone that the record sets stand in"),
});

/** Global Accelerator as a way in; it chooses the endpoint. */
export const AcceleratorEntry = z.object({
  url: HttpUrl.describe("address by the accelerator: its DNS name or one of its static addresses"),
  pinned: Pinned,
  arn: z
    .string()
    .regex(/^arn:aws[a-z-]*:globalaccelerator::\d{12}:accelerator\/\S+$/, {
      error: "must be the ARN of an accelerator",
    })
    .optional()
    .describe("ARN of the accelerator"),
});
