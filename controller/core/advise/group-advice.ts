import type { ClientGroup } from "../../contract/client-group.ts";
import type { Service } from "../../contract/estate.ts";
import type { GroupAdvice } from "../../contract/recommendation.ts";
import type { AdviceThresholds } from "../../contract/scenario.ts";
import { differenceVerdict } from "./entry-difference.ts";
import { type GroupOptions, groupOptions, published } from "./group-options.ts";
import { comparedSentence } from "./group-sentence.ts";
import { obstacleTo } from "./obstacle.ts";
import { type PairedDifference, pairedDifference } from "./paired-difference.ts";
import type { PathEvidence } from "./path-evidence.ts";
import { type Regret, regretSentence, routingRegret } from "./routing-regret.ts";

/** Advice for one group, and what Route 53 costs it by its choice of endpoint. */
export type GroupResult = {
  readonly advice: GroupAdvice;
  readonly regret: Regret | null;
  /** Why its ways in cannot be compared, however long is measured; null where they can. */
  readonly obstacle: string | null;
};

/** Compares the ways in for users treated alike. */
export function adviseGroup(
  group: ClientGroup,
  service: Service,
  paths: readonly PathEvidence[],
  thresholds: AdviceThresholds = {},
): GroupResult {
  const members = new Set(group.vantages);
  const own = paths.filter((path) => members.has(path.vantage));
  const options = groupOptions(service, own);
  const regret = routingRegret(group.id, options);
  const obstacle = obstacleTo(service, options);
  const paired = pairedDifference(group.vantages, own, thresholds);
  const compared = compare(obstacle, options, paired);
  const sentence = [compared.sentence, regret === null ? "" : regretSentence(regret)];
  const [best] = options.direct;
  return {
    regret,
    obstacle,
    advice: {
      group: group.id,
      label: group.label,
      share: group.share,
      vantages: group.vantages,
      dns: options.dns && published(options.dns),
      accelerator: options.accelerator && published(options.accelerator),
      bestDirect: best?.p50 ? published(best) : null,
      ...compared,
      sentence: sentence.filter((part) => part !== "").join(" "),
    },
  };
}

type Comparison = Pick<GroupAdvice, "verdict" | "difference" | "thresholdUs" | "sentence">;

/** The accelerator against Route 53; inconclusive, with the reason, where something stands in the way. */
function compare(
  obstacle: string | null,
  options: GroupOptions,
  paired: PairedDifference | null,
): Comparison {
  const { dns, accelerator } = options;
  if (obstacle !== null || paired === null || !dns?.p50 || !accelerator?.p50) {
    return {
      verdict: "inconclusive",
      difference: paired?.difference ?? null,
      thresholdUs: paired?.thresholdUs ?? null,
      sentence: `Cannot tell: ${obstacle ?? "no vantage has a median by both ways in"}.`,
    };
  }
  const { difference, thresholdUs } = paired;
  const verdict = differenceVerdict(difference, thresholdUs);
  const medians = { dnsUs: dns.p50.us, acceleratorUs: accelerator.p50.us };
  return {
    verdict,
    difference,
    thresholdUs,
    sentence: comparedSentence(verdict, { ...paired, ...medians }),
  };
}
