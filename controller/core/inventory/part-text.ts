import type { InventoryPart, PartSubject } from "../../contract/inventory-part.ts";

const SUBJECTS: Record<PartSubject, string> = {
  identity: "who is asking",
  regions: "Regions",
  zones: "zones",
  subnets: "subnets",
  instances: "instances",
  addresses: "Elastic IP addresses",
  "load-balancers": "load balancers",
  "target-health": "target groups",
  accelerators: "accelerators",
  "hosted-zones": "hosted zones",
  "record-sets": "record sets",
  "cidr-collections": "CIDR collections",
  "health-checks": "health checks",
  "health-statuses": "health check statuses",
};

/** `subnets of eu-west-1 in 111122223333`. */
export function partText({
  account,
  subject,
  scope,
}: Pick<InventoryPart, "account" | "subject" | "scope">): string {
  return `${SUBJECTS[subject]}${scope === null ? "" : ` of ${scope}`} in ${account}`;
}
