import type { Candidate } from "../predict/candidate.ts";
import type { LeftOut } from "./policy-plan.ts";

/** Designs to be compared. */
export interface Candidates {
  /** What stands first, then Route 53, the accelerator, hybrids; names are unique. Some 120 at most. */
  readonly candidates: readonly Candidate[];
  /** What no design was made of, and why. */
  readonly leftOut: readonly LeftOut[];
}
