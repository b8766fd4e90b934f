import type { NumberBasis } from "../../contract/number-basis.ts";
import type { EvidenceBook, PathEvidence } from "./evidence-book.ts";
import { leastCertain } from "./least-certain.ts";
import type { ServedPart } from "./prediction.ts";

/** What part of a group gets what was measured on a path. */
export interface MeasuredPart {
  /** Of the group. */
  readonly share: number;
  readonly path: PathEvidence;
}

export interface MeasuredGroup {
  readonly parts: readonly MeasuredPart[];
  /** Part of the group that they cover. */
  readonly coverage: number;
  /** That of the least certain path, and where vantages stand for others at most "measured elsewhere". */
  readonly basis: NumberBasis;
}

/**
 * What was measured for those who are served in a group. Of a vantage without measurements of who
 * serves it, the other vantages of the group stand for it that have some, those first that are served
 * alike; where none has, that part is not measured.
 */
export function measuredParts(
  book: EvidenceBook,
  vantages: readonly string[],
  served: readonly ServedPart[],
): MeasuredGroup {
  const measured: MeasuredPart[] = [];
  const lost: ServedPart[] = [];
  for (const part of served) {
    const path = book.pathTo(part.vantage, part.entry, part.endpoint);
    if (path === null) lost.push(part);
    else measured.push({ share: part.share, path });
  }
  let coverage = measured.reduce((sum, { share }) => sum + share, 0);
  const bases: NumberBasis[] = [];
  for (const part of lost) {
    const others = standIns(book, vantages, served, part);
    if (others.length === 0) continue;
    coverage += part.share;
    bases.push("measured_elsewhere");
    for (const path of others) measured.push({ share: part.share / others.length, path });
  }
  for (const { path } of measured) bases.push(path.history.basis ?? "measured");
  const basis = measured.length === 0 ? "modelled" : leastCertain(bases);
  return { parts: measured, coverage: Math.min(1, coverage), basis };
}

function standIns(
  book: EvidenceBook,
  vantages: readonly string[],
  served: readonly ServedPart[],
  { entry, endpoint }: ServedPart,
): PathEvidence[] {
  const alike = served
    .filter((other) => other.entry === entry && other.endpoint === endpoint)
    .map(({ vantage }) => vantage);
  const paths = (from: readonly string[]) =>
    from.flatMap((vantage) => book.pathTo(vantage, entry, endpoint) ?? []);
  const own = paths(alike);
  return own.length > 0 ? own : paths(vantages);
}
