import { z } from "zod";
import { DnsName, Route53Id } from "./aws-names.ts";
import { RoutingPolicy } from "./routing-policy.ts";

export const RecordType = z.enum([
  "A",
  "AAAA",
  "CAA",
  "CNAME",
  "DS",
  "HTTPS",
  "MX",
  "NAPTR",
  "NS",
  "PTR",
  "SOA",
  "SPF",
  "SRV",
  "SSHFP",
  "SVCB",
  "TLSA",
  "TXT",
]);

export type RecordType = z.infer<typeof RecordType>;

/** Another record set of the same hosted zone, or an AWS resource that has a name. */
const AliasTarget = z.object({
  /** Zone of the record itself, or the one that AWS keeps for the kind of resource. */
  hostedZoneId: Route53Id,
  dnsName: DnsName,
  evaluateTargetHealth: z.boolean(),
});

type AliasTarget = z.infer<typeof AliasTarget>;

interface Answer {
  readonly alias?: AliasTarget | undefined;
  readonly values?: readonly string[] | undefined;
  readonly ttlS?: number | undefined;
}

/** A record set answers with values that have a TTL, or with what its alias answers. */
function wrongAnswer({ alias, values, ttlS }: Answer): { field: string; message: string }[] {
  const isAlias = alias !== undefined;
  const wrong: { field: string; message: string }[] = [];
  if (isAlias === (values !== undefined)) {
    const message = isAlias
      ? "leave it out beside an alias"
      : "is missing: give values, or an alias";
    wrong.push({ field: "values", message });
  }
  if (isAlias === (ttlS !== undefined)) {
    const message = isAlias
      ? "leave it out: an alias has its target's"
      : "is missing beside values";
    wrong.push({ field: "ttlS", message });
  }
  return wrong;
}

/**
 * One record set of Route 53. It has either an alias, or values and a TTL.
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_ResourceRecordSet.html
 */
export const RecordSet = z
  .object({
    name: DnsName,
    type: RecordType,
    /** Tells apart the record sets of one name and type; every policy but simple needs one. */
    setIdentifier: z.string().min(1).max(128).optional(),
    routing: RoutingPolicy.default({ policy: "simple" }),
    ttlS: z.int().min(0).max(2_147_483_647).optional(),
    values: z.array(z.string().min(1).max(4_000)).min(1).max(400).optional(),
    alias: AliasTarget.optional(),
    healthCheckId: Route53Id.optional(),
    /** Record sets that Traffic Flow made and that can be changed by it only. */
    trafficPolicyInstanceId: Route53Id.optional(),
  })
  .superRefine((set, context) => {
    const wrong = (field: string, message: string) =>
      context.addIssue({ code: "custom", path: [field], message });
    const { alias, routing, setIdentifier, type } = set;
    for (const { field, message } of wrongAnswer(set)) wrong(field, message);
    if (routing.policy === "simple" && setIdentifier !== undefined) {
      wrong("setIdentifier", "leave it out, or give a routing policy other than simple");
    }
    if (routing.policy !== "simple" && setIdentifier === undefined) {
      wrong("setIdentifier", `is missing: ${routing.policy} record sets are told apart by it`);
    }
    if (routing.policy === "multivalue" && (alias !== undefined || type === "CNAME")) {
      wrong("routing", "multivalue is neither for aliases nor for CNAME; choose another policy");
    }
  });

export type RecordSet = z.infer<typeof RecordSet>;
