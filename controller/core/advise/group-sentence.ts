import type { GroupVerdict } from "../../contract/recommendation.ts";
import { differenceText, latencyText } from "../wording/latency.ts";
import type { Difference } from "./entry-difference.ts";

type Compared = {
  readonly difference: Difference;
  readonly thresholdUs: number;
  readonly dnsUs: number;
  readonly acceleratorUs: number;
  /** Over which the difference is averaged. */
  readonly vantages: number;
};

type Conclusion = Exclude<GroupVerdict, "non_stationary">;

/** No winner is named where none is clear. */
const SENTENCES: Record<Conclusion, (compared: Compared) => string> = {
  better: (compared) => `Global Accelerator is faster: ${insteadOf(compared)}.`,
  worse: (compared) => `Global Accelerator is slower: ${insteadOf(compared)}.`,
  equivalent: ({ dnsUs, acceleratorUs, thresholdUs }) =>
    `≈ (within ${latencyText(thresholdUs)}): p50 ${latencyText(acceleratorUs)} by Global Accelerator, ${latencyText(dnsUs)} by Route 53.`,
  inconclusive: ({ difference, thresholdUs, vantages }) =>
    `Cannot tell: p50 by Global Accelerator − by Route 53 is ${differenceText(difference)}${averaged(vantages)}, threshold ${latencyText(thresholdUs)}.`,
};

/** What the comparison of two measured ways in says, with its numbers. */
export function comparedSentence(verdict: Conclusion, compared: Compared): string {
  return SENTENCES[verdict](compared);
}

function insteadOf({ difference, dnsUs, acceleratorUs, vantages }: Compared): string {
  const medians = `p50 ${latencyText(acceleratorUs)} instead of ${latencyText(dnsUs)} by Route 53`;
  return `${medians}, ${differenceText(difference)}${averaged(vantages)}`;
}

function averaged(vantages: number): string {
  return vantages === 1 ? "" : `, averaged over ${vantages} vantages`;
}
