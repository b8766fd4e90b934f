import type { Reason } from "../../contract/advised-design.ts";
import { latencyText } from "../wording/latency.ts";
import { shareText, usdText } from "../wording/money.ts";
import type { ChoiceStep } from "./choose.ts";
import { leads, type Score, type Scored, type Tolerances } from "./score.ts";

/** In the order of `leads`. */
const DIMENSIONS: readonly ((score: Score) => string)[] = [
  ({ p50Us }) => `p50 ${latencyText(p50Us)}`,
  ({ p95Us }) => `p95 ${latencyText(p95Us)}`,
  ({ attainment }) => `${shareText(attainment ?? 0)} back in time`,
  ({ usdPerMonth }) =>
    usdPerMonth === null ? "cost not known" : `${usdText(usdPerMonth)} USD a month`,
  ({ components }) => `${components} parts`,
];

/** Why a design that another beats in everything is out: by whom, and in what. Code `dominated`. */
export function dominatedReason(own: Scored, better: Scored, tolerances: Tolerances): Reason {
  const ahead = leads(better.score, own.score, tolerances).flatMap((lead, at) => {
    const told = DIMENSIONS[at];
    return lead > 0 && told !== undefined
      ? [`${told(better.score)} instead of ${told(own.score)}`]
      : [];
  });
  const text = `${better.design} is nowhere worse, and better: ${ahead.join(", ")}`;
  return { code: "dominated", text };
}

const CODES: Record<ChoiceStep, string> = {
  attainment: "lower_attainment",
  p95: "slower",
  p50: "slower_median",
  cost: "dearer",
  components: "more_parts",
  order: "equal",
};

/** Why a design that none beats was passed over: the step of the choice at which it fell behind. */
export function leftBehindReason(step: ChoiceStep, own: Scored, chosen: Scored): Reason {
  return { code: CODES[step], text: `${leftBehindText(step, own, chosen)}` };
}

function leftBehindText(step: ChoiceStep, own: Scored, chosen: Scored): string {
  const against = (told: ((score: Score) => string) | undefined) =>
    told === undefined ? "" : `${told(own.score)} instead of ${told(chosen.score)}`;
  switch (step) {
    case "attainment":
      return `back later: ${against(DIMENSIONS[2])}`;
    case "p95":
      return `slower: ${against(DIMENSIONS[1])}`;
    case "p50":
      return `slower for most: ${against(DIMENSIONS[0])}`;
    case "cost":
      return `dearer, and no faster beyond the threshold: ${against(DIMENSIONS[3])}`;
    case "components":
      return `more to run: ${against(DIMENSIONS[4])}`;
    case "order":
      return `as good as ${chosen.design}`;
  }
}
