import { z } from "zod";
import { RegionCode, Route53Id } from "./aws-names.ts";

const Weighted = z.object({
  policy: z.literal("weighted"),
  /** Share of the answers against the sum of the group's weights; 0 is answered as a last resort only. */
  weight: z.int().min(0).max(255),
});

const Latency = z.object({ policy: z.literal("latency"), region: RegionCode });

const Failover = z.object({
  policy: z.literal("failover"),
  role: z.enum(["PRIMARY", "SECONDARY"]),
});

const Geolocation = z
  .object({
    policy: z.literal("geolocation"),
    continentCode: z.enum(["AF", "AN", "AS", "EU", "NA", "OC", "SA"]).optional(),
    /** ISO 3166-1, two letters; `*` is everybody whom no other record of the group is for. */
    countryCode: z
      .string()
      .regex(/^([A-Z]{2}|\*)$/, "must be two capital letters such as DE, or * for everybody else")
      .optional(),
    /** State of the US, or region of Ukraine. */
    subdivisionCode: z
      .string()
      .regex(/^[A-Z0-9]{1,3}$/, "must be 1 to 3 capital letters or digits such as CA")
      .optional(),
  })
  .superRefine(({ continentCode, countryCode, subdivisionCode }, context) => {
    if ((continentCode === undefined) === (countryCode === undefined)) {
      const message = "name either a continentCode or a countryCode";
      context.addIssue({ code: "custom", path: ["countryCode"], message });
    }
    if (subdivisionCode !== undefined && countryCode === undefined) {
      const message = "needs the countryCode that it is a part of";
      context.addIssue({ code: "custom", path: ["subdivisionCode"], message });
    }
  });

function degrees(form: RegExp, most: number) {
  return z
    .string()
    .regex(form, "must be degrees with at most two decimals, as text")
    .refine((text) => Math.abs(Number(text)) <= most, `must lie between -${most} and ${most}`);
}

const Geoproximity = z
  .object({
    policy: z.literal("geoproximity"),
    region: RegionCode.optional(),
    /** Group name of a Local Zone that is opted in, such as `us-west-2-lax-1`. */
    localZoneGroup: z.string().min(1).max(64).optional(),
    /** Text, because Route 53 takes and gives back text: `49.22`. */
    coordinates: z
      .object({
        latitude: degrees(/^[-+]?\d{1,2}(\.\d{0,2})?$/, 90),
        longitude: degrees(/^[-+]?\d{1,3}(\.\d{0,2})?$/, 180),
      })
      .optional(),
    /** Widens (> 0) or narrows (< 0) the area that is answered with this record. */
    bias: z.int().min(-99).max(99).default(0),
  })
  .superRefine(({ region, localZoneGroup, coordinates }, context) => {
    const places = [region, localZoneGroup, coordinates].filter((place) => place !== undefined);
    if (places.length === 1) return;
    const message = `name exactly one of region, localZoneGroup and coordinates, not ${places.length}`;
    context.addIssue({ code: "custom", path: ["region"], message });
  });

const IpBased = z.object({
  policy: z.literal("ip-based"),
  collectionId: Route53Id,
  /** Location of the collection; `*` is everybody whom no block of it covers. */
  location: z
    .string()
    .regex(/^[0-9A-Za-z_\-*]{1,16}$/, "must be 1 to 16 letters, digits, hyphens or underscores"),
});

/**
 * How Route 53 chooses among the record sets of one name and type: the fields of the policy that all
 * of them share. https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy.html
 */
export const RoutingPolicy = z.discriminatedUnion("policy", [
  z.object({ policy: z.literal("simple") }),
  Weighted,
  Latency,
  Failover,
  Geolocation,
  Geoproximity,
  IpBased,
  z.object({ policy: z.literal("multivalue") }),
]);

export type RoutingPolicy = z.infer<typeof RoutingPolicy>;

export type PolicyName = RoutingPolicy["policy"];

/** One policy with its own fields. */
export type PolicyOf<Name extends PolicyName> = Extract<RoutingPolicy, { policy: Name }>;
