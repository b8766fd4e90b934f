import type { AdvisedDesign, DesignScore } from "../../controller/contract/advised-design.ts";
import type { Recommendation } from "../../controller/contract/recommendation.ts";
import { latencyNumber, latencyText, percentText, THIN, usdText } from "./number-text.ts";
import type { Tone } from "./tone.ts";

/** A number, and under it how sure it is or what it lacks; null where it is all there is to say. */
export interface Figure {
  text: string;
  note: string | null;
}

/** One line of the comparison of designs. */
export interface DesignLine {
  name: string;
  label: string;
  /** Of TTL and health checks; null for what stands. */
  settings: string | null;
  isIncumbent: boolean;
  isChosen: boolean;
  p50: Figure;
  p95: Figure;
  /** Share of users back within the RTO, or how long they are without service where none is set. */
  recovery: Figure;
  usdPerMonth: Figure;
  standing: string;
  /** Null where a mark would say more than is known. */
  tone: Tone | null;
  /** Why it was not chosen; null for what was, and where nothing is told. */
  reason: string | null;
}

const STANDINGS: Record<AdvisedDesign["standing"], { word: string; tone: Tone | null }> = {
  chosen: { word: "best", tone: "ok" },
  frontier: { word: "no other beats it in everything", tone: null },
  dominated: { word: "beaten in everything", tone: null },
  infeasible: { word: "breaks a constraint", tone: "bad" },
  unscored: { word: "cannot be judged", tone: "unknown" },
};

const RANK: Record<AdvisedDesign["standing"], number> = {
  chosen: 0,
  frontier: 1,
  dominated: 2,
  unscored: 3,
  infeasible: 4,
};

/** As many as are taken in at a glance. */
const SHOWN_AT_ONCE = 5;
const NONE: Figure = { text: "—", note: null };

/**
 * The designs to compare at once (what is best, what is in use, and those that nothing else beats in
 * everything), and the others.
 */
export function designLines({ designs }: Pick<Recommendation, "designs">): {
  first: DesignLine[];
  others: DesignLine[];
} {
  const rank = (design: AdvisedDesign) => (design.isIncumbent ? 0.5 : RANK[design.standing]);
  const sorted = [...designs].sort((one, other) => rank(one) - rank(other));
  const isFirst = (design: AdvisedDesign, at: number) =>
    at < SHOWN_AT_ONCE && rank(design) <= RANK.frontier;
  return {
    first: sorted.filter(isFirst).map(lineOf),
    others: sorted.filter((design, at) => !isFirst(design, at)).map(lineOf),
  };
}

/** What the figures of recovery are, above them. */
export function recoveryHeading(
  { designs }: Pick<Recommendation, "designs">,
  rtoS: number | undefined,
): string {
  const isShare = designs.some(({ score }) => score !== null && score.failover.attainment !== null);
  if (!isShare) return "Without service";
  return rtoS === undefined ? "Back within the RTO" : `Back within ${rtoS}${THIN}s`;
}

function lineOf(design: AdvisedDesign): DesignLine {
  const { name, label, isIncumbent, standing, score, reasons, settings } = design;
  const { word, tone } = STANDINGS[standing];
  return {
    name,
    label,
    settings:
      settings === null
        ? null
        : `TTL ${settings.ttlS}${THIN}s, checks ${settings.intervalS}${THIN}s × ${settings.failureThreshold}`,
    isIncumbent,
    isChosen: standing === "chosen",
    p50: score === null ? NONE : latencyFigure(score.p50, score.latencyBasis),
    p95: score === null ? NONE : latencyFigure(score.p95, score.latencyBasis),
    recovery: score === null ? NONE : recoveryFigure(score.failover),
    usdPerMonth: score === null ? NONE : costFigure(score),
    standing: word,
    tone,
    reason: reasons[0]?.text ?? null,
  };
}

function latencyFigure(range: DesignScore["p50"], basis: DesignScore["latencyBasis"]): Figure {
  if (range === null) return { text: "—", note: "not measured" };
  const { us, lowUs, highUs } = range;
  const interval =
    lowUs === null || highUs === null
      ? []
      : [`${latencyNumber(lowUs)} to ${latencyNumber(highUs)}`];
  return { text: latencyText(us), note: noteOf([...interval, ...basisWords(basis)]) };
}

function recoveryFigure(failover: DesignScore["failover"]): Figure {
  const { attainment, attainmentLow, basis, runs, p95S } = failover;
  const bound = attainmentLow === null ? [] : [`at least ${percentText(attainmentLow)}`];
  const stands = basis === "measured" ? [`${runs} runs`] : basisWords(basis);
  if (attainment !== null) {
    return { text: percentText(attainment), note: noteOf([...bound, ...stands]) };
  }
  const text = p95S === null ? "never" : `${Math.round(p95S)}${THIN}s`;
  return { text, note: noteOf(["95 % of users", ...stands]) };
}

function costFigure({ usdPerMonth, isCostWhole, costMissing }: DesignScore): Figure {
  const lacks = isCostWhole ? null : `without ${costMissing.join(", ")}`;
  if (usdPerMonth === null) return { text: "unknown", note: lacks };
  return { text: `${isCostWhole ? "" : "> "}${usdText(usdPerMonth)}`, note: lacks };
}

function basisWords(basis: DesignScore["latencyBasis"]): string[] {
  switch (basis) {
    case "measured":
      return [];
    case "measured_elsewhere":
      return ["measured elsewhere"];
    case "modelled":
    case "assumed":
      return [basis];
  }
}

function noteOf(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : parts.join(", ");
}
