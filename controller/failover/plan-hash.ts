import { createHash } from "node:crypto";
import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import { canonicalJson } from "../core/failover-record/canonical-json.ts";

/** SHA-256 of a plan's canonical JSON (RFC 8785), hexadecimal: the same for files that say the same. */
export function planHash(plan: FailoverPlan): string {
  return createHash("sha256").update(canonicalJson(plan)).digest("hex");
}
