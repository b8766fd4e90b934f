import type { Outcome } from "../contract/recommendation.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";

/** How a command ends that tells a recommendation: what somebody should act on is a finding. */
export const EXIT_OF_OUTCOME: Record<Outcome, ExitStatus> = {
  change: EXIT.finding,
  keep: EXIT.fine,
  insufficient_evidence: EXIT.inconclusive,
  infeasible: EXIT.finding,
  conflict: EXIT.finding,
};
