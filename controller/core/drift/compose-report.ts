import type {
  DriftBasis,
  DriftDifference,
  DriftOfSense,
  DriftReport,
  DriftSense,
  DriftVerdict,
} from "../../contract/drift.ts";
import type { SenseFindings } from "./sense-findings.ts";

export type ReportInput = {
  readonly service: string;
  readonly label: string;
  readonly basis: DriftBasis;
  readonly checkedAtMs: number;
  readonly inventoryAtMs: number | null;
  readonly senses: readonly SenseFindings[];
  /** Of the check before; null for the first. */
  readonly earlier: DriftReport | null;
};

const GRAVEST_FIRST = ["high", "medium", "low"];

/**
 * Puts the senses together, and says since when each difference is there. What was found before and cannot
 * be looked at now is told on, with the moment when it was seen last: it did not go away.
 */
export function composeReport(input: ReportInput): DriftReport {
  const { service, label, basis, checkedAtMs, inventoryAtMs, senses } = input;
  const earlier = input.earlier !== null && isSameBasis(input.earlier.basis, basis);
  const before = earlier ? (input.earlier?.differences ?? []) : [];
  const known = new Map(before.map((each) => [each.id, each]));
  const differences = senses.flatMap((each) => [
    ...each.findings.map(
      (finding): DriftDifference => ({
        ...finding,
        firstSeenAtMs: known.get(finding.id)?.firstSeenAtMs ?? checkedAtMs,
        lastSeenAtMs: checkedAtMs,
      }),
    ),
    ...toldOn(each, before),
  ]);
  const unread = senses.flatMap((each) => each.unread);
  const ofSenses = senses.map(({ sense, compared }): DriftOfSense => {
    const count = (list: readonly { sense: DriftSense }[]) =>
      list.filter((each) => each.sense === sense).length;
    const figures = { compared, differences: count(differences), unread: count(unread) };
    return { sense, verdict: verdictOf(figures), ...figures };
  });
  return {
    service,
    label,
    basis,
    checkedAtMs,
    inventoryAtMs,
    verdict: worstOf(ofSenses),
    senses: ofSenses,
    unread,
    differences: differences.sort(
      (a, b) => GRAVEST_FIRST.indexOf(a.severity) - GRAVEST_FIRST.indexOf(b.severity),
    ),
  };
}

/** A report in one sense alone. */
export function narrowed(report: DriftReport, sense: DriftSense): DriftReport {
  const isIt = (each: { readonly sense: DriftSense }) => each.sense === sense;
  const senses = report.senses.filter(isIt);
  return {
    ...report,
    verdict: worstOf(senses),
    senses,
    unread: report.unread.filter(isIt),
    differences: report.differences.filter(isIt),
  };
}

/** How drift went on from one check to the next; null where it did not. */
export function driftPhase(
  earlier: DriftReport | null,
  now: DriftReport,
): "begins" | "changes" | "ends" | null {
  const before = earlier?.differences ?? [];
  if (before.length === 0) return now.differences.length === 0 ? null : "begins";
  if (now.differences.length === 0) return "ends";
  const ids = (list: readonly DriftDifference[]) =>
    list
      .map(({ id }) => id)
      .sort()
      .join("\n");
  return ids(before) === ids(now.differences) ? null : "changes";
}

function isSameBasis(one: DriftBasis, other: DriftBasis): boolean {
  if (one.source !== other.source) return false;
  return one.source !== "baseline" || one.atMs === other.atMs;
}

/** Differences of before whose subject could not be looked at; all of them where nothing could. */
function toldOn(
  { sense, compared, findings, unreadSubjects }: SenseFindings,
  before: readonly DriftDifference[],
): DriftDifference[] {
  const found = new Set(findings.map(({ id }) => id));
  const unread = new Set(unreadSubjects);
  return before.filter(
    (each) =>
      each.sense === sense && !found.has(each.id) && (compared === 0 || unread.has(each.subject)),
  );
}

/** What was not compared keeps it from being said that nothing differs. */
function verdictOf(figures: Omit<DriftOfSense, "sense" | "verdict">): DriftVerdict {
  if (figures.differences > 0) return "drift";
  return figures.unread > 0 || figures.compared === 0 ? "inconclusive" : "none";
}

function worstOf(senses: readonly DriftOfSense[]): DriftVerdict {
  const has = (verdict: DriftVerdict) => senses.some((each) => each.verdict === verdict);
  if (has("drift")) return "drift";
  return has("inconclusive") || senses.length === 0 ? "inconclusive" : "none";
}
