import type { Assumptions } from "../../contract/baseline.ts";
import { durationText } from "../wording/count.ts";
import { DRIFT_RULES } from "./drift-rules.ts";
import { comparedLevels } from "./level-drift.ts";
import { comparedPrices } from "./price-drift.ts";
import { type Compared, type Finding, type SenseFindings, sumUp } from "./sense-findings.ts";
import { comparedTraffic } from "./traffic-drift.ts";
import { affectedOf } from "./who-is-affected.ts";

/**
 * What a decision stood on, against how that is now.
 *
 * @param then what was kept with the decision
 * @param now the same, gathered anew
 */
export function assumptionsDrift(
  then: Assumptions,
  now: Assumptions,
  { atMs, orElse }: { readonly atMs: number; readonly orElse: string },
): SenseFindings {
  return sumUp("assumptions", [
    ...comparedPrices(then, now),
    ...comparedTraffic(then, now, orElse),
    ...comparedNames("endpoint", namesOf(then), namesOf(now)),
    ...comparedNames("Region", then.regions, now.regions),
    ...comparedLevels(then, now, orElse),
    comparedAge(then, now, atMs),
  ]);
}

function namesOf({ endpoints }: Assumptions): string[] | null {
  return endpoints?.map(({ id, place }) => (id === place ? id : `${id} in ${place}`)) ?? null;
}

/** Things that are new, and things that are there no more. */
function comparedNames(
  noun: "endpoint" | "Region",
  then: readonly string[] | null,
  now: readonly string[] | null,
): Compared[] {
  const what = `${noun}s to choose from`;
  if (then === null || now === null) {
    const why = then === null ? "were not kept with the decision" : "could not be read";
    const mend = then === null ? KEEP : "Let Isochrone read the Regions of every account.";
    return [{ unread: { sense: "assumptions", what, why, mend } }];
  }
  const [before, after] = [new Set(then), new Set(now)];
  return [...new Set([...then, ...now])].sort().map((name) => {
    if (before.has(name) && after.has(name)) return { finding: null };
    return { finding: nameFinding(noun, what, name, before.has(name)) };
  });
}

const KEEP = "Accept what stands, which keeps what it rests on.";

function nameFinding(
  noun: "endpoint" | "Region",
  subject: string,
  name: string,
  isGone: boolean,
): Finding {
  return {
    id: `assumptions ${noun} ${name}`,
    sense: "assumptions",
    severity: isGone ? "medium" : "low",
    change: isGone ? "missing" : "extra",
    subject,
    setting: name,
    was: isGone ? "there" : null,
    is: isGone ? null : "there",
    affected: affectedOf([]),
    samples: null,
    sentence: isGone
      ? `${noun} ${name} could be chosen when it was decided, and is there no more.`
      : `${noun} ${name} is new: the decision did not weigh it.`,
    mend: isGone
      ? "Ask for a recommendation without it, and see that nothing leads there."
      : "Measure it, and ask for a recommendation with it.",
  };
}

/** What is measured to this day confirms a decision; otherwise it grows old. */
function comparedAge(then: Assumptions, now: Assumptions, atMs: number): Compared {
  const newest = Math.max(then.evidence?.toMs ?? 0, now.evidence?.toMs ?? 0);
  const what = "age of the evidence";
  if (newest === 0) {
    const why = "nothing was measured, neither then nor now";
    const mend = "Let probes measure the service.";
    return { unread: { sense: "assumptions", what, why, mend } };
  }
  const ageMs = atMs - newest;
  if (ageMs <= DRIFT_RULES.oldestEvidenceMs) return { finding: null };
  const most = durationText(DRIFT_RULES.oldestEvidenceMs);
  return {
    finding: {
      id: "assumptions evidence",
      sense: "assumptions",
      severity: "medium",
      change: "changed",
      subject: what,
      setting: null,
      was: `at most ${most}`,
      is: durationText(ageMs),
      affected: affectedOf([]),
      samples: null,
      sentence: `The newest measurements are ${durationText(ageMs)} old; a decision is not confirmed by what is older than ${most}.`,
      mend: "Let probes measure the service again.",
    },
  };
}
