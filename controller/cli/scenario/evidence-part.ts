import type { PathHistory } from "../../contract/path-history.ts";
import type { CliField } from "../cli-error.ts";

/** One path as one file of evidence has it, and where in the file it begins. */
export type EvidencePart = {
  readonly history: PathHistory;
  readonly place: Pick<CliField, "file" | "line" | "path">;
};

/** What a file of evidence gave. */
export type EvidenceRead = {
  readonly parts: readonly EvidencePart[];
  readonly faults: readonly CliField[];
};
