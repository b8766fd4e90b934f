import type { DriftDifference, DriftSense, DriftUnread } from "../../contract/drift.ts";

/** A difference before it is known since when it is there. */
export type Finding = Omit<DriftDifference, "firstSeenAtMs" | "lastSeenAtMs">;

/** What comparing in one sense gave. */
export type SenseFindings = {
  readonly sense: DriftSense;
  /** How many things were held against each other. */
  readonly compared: number;
  readonly findings: readonly Finding[];
  readonly unread: readonly DriftUnread[];
  /** Subjects of which it is not known whether they differ now. */
  readonly unreadSubjects: readonly string[];
};

/**
 * One comparison: what it found, or what it could not tell. A finding's subject is what is named as unread
 * where the same cannot be compared: so it goes on being told.
 */
export type Compared = { readonly finding: Finding | null } | { readonly unread: DriftUnread };

/** Comparisons as the findings of a sense. */
export function sumUp(sense: DriftSense, all: readonly Compared[]): SenseFindings {
  const unread = all.flatMap((each) => ("unread" in each ? each.unread : []));
  return {
    sense,
    compared: all.length - unread.length,
    findings: all.flatMap((each) => ("finding" in each ? (each.finding ?? []) : [])),
    unread,
    unreadSubjects: unread.map(({ what }) => what),
  };
}

/** Nothing could be compared at all. */
export function nothingCompared(
  sense: DriftSense,
  unread: Omit<DriftUnread, "sense">,
): SenseFindings {
  return { sense, compared: 0, findings: [], unread: [{ sense, ...unread }], unreadSubjects: [] };
}
