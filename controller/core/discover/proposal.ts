import type { PassedOver, ProposalSummary, ProposedFile } from "../../contract/service-proposal.ts";

/** Something to say about a field of a file: above it, behind its value, or below everything. */
export interface FieldComment {
  readonly path: readonly (string | number)[];
  readonly text: string;
  /** `above` where left out. */
  readonly where?: "above" | "beside" | "end";
}

/** A service that was found, and the file that declares it. */
export interface Proposal {
  readonly summary: ProposalSummary;
  readonly file: ProposedFile;
  readonly comments: readonly FieldComment[];
}

export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly passedOver: readonly PassedOver[];
}
