import type { PolicyName } from "../../contract/aws/routing-policy.ts";
import type { Candidate } from "../predict/candidate.ts";
import { namesText } from "../wording/names.ts";

type Labelled = Pick<Candidate, "name" | "kind" | "policy" | "settings" | "acceleratorGroups">;

const POLICIES: Record<PolicyName, string> = {
  simple: "one endpoint",
  failover: "failover",
  weighted: "weights",
  multivalue: "several answers at once",
  latency: "latency",
  geolocation: "geolocation",
  geoproximity: "geoproximity",
  "ip-based": "address blocks",
};

/** A design in words: `Route 53 by latency, TTL 60 s, checks every 10 s, 3 failures`. */
export function labelOf({ kind, policy, settings, acceleratorGroups }: Labelled): string {
  const route53 = policy === null ? "Route 53" : `Route 53 by ${POLICIES[policy]}`;
  const checks =
    settings === null
      ? []
      : [
          `checks every ${settings.intervalS} s, ${settings.failureThreshold === 1 ? "1 failure" : `${settings.failureThreshold} failures`}`,
        ];
  const ttl = settings === null ? [] : [`TTL ${settings.ttlS} s`];
  switch (kind) {
    case "route53":
      return [route53, ...ttl, ...checks].join(", ");
    case "accelerator":
      return ["Global Accelerator", ...checks].join(", ");
    case "hybrid":
      return [
        `Global Accelerator for ${namesText(acceleratorGroups)}, ${route53} for the rest`,
        ...ttl,
        ...checks,
      ].join(", ");
  }
}

/** Designs of one family differ in their settings alone. */
export function familyOf({ name, kind, policy, settings, acceleratorGroups }: Labelled): string {
  if (settings === null) return name;
  return JSON.stringify([kind, policy, acceleratorGroups]);
}
