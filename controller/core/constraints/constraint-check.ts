import type { Reason } from "../../contract/advised-design.ts";
import type { Candidate } from "../predict/candidate.ts";
import { awsLimitReasons } from "./aws-limits.ts";
import { behindAcceleratorReasons } from "./behind-accelerator.ts";
import type { ConstraintContext } from "./constraint-context.ts";
import { protocolReasons } from "./protocol.ts";
import { reachBook } from "./reach-book.ts";
import { residencyReasons } from "./residency.ts";
import { staticIpReasons } from "./static-ips.ts";
import { wayOutReasons } from "./way-out.ts";

/**
 * The hard constraints that a design breaks by what it is; none: it is feasible as far as that goes.
 * Recovery time, budget and latencies need a prediction and are not judged here.
 */
export type ConstraintCheck = (candidate: Candidate) => Reason[];

/** The check for one service; what designs that lead alike have in common is worked out once. */
export function constraintCheck(context: ConstraintContext): ConstraintCheck {
  const reach = reachBook(context);
  return (candidate) => [
    ...staticIpReasons(candidate, context),
    ...protocolReasons(candidate, context),
    ...behindAcceleratorReasons(candidate, context),
    ...residencyReasons(candidate, context, reach),
    ...wayOutReasons(candidate, context, reach),
    ...awsLimitReasons(candidate),
  ];
}
