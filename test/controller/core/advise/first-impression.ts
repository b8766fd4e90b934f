import type { Service } from "../../../../controller/contract/estate.ts";
import type { Missing } from "../../../../controller/contract/recommendation.ts";
import { adviceSentence } from "../../../../controller/core/advise/advice-sentence.ts";
import { clientGroups, coverageOf } from "../../../../controller/core/advise/client-groups.ts";
import { adviseGroup } from "../../../../controller/core/advise/group-advice.ts";
import type { Advice, PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import { soFar } from "../../../../controller/core/advise/so-far.ts";
import { vantagesAdvice } from "../../../../controller/core/advise/vantage-advice.ts";
import { countInBins } from "../../../../probe/contract/histogram.ts";

const HOUR_MS = 3_600_000;

/** What is known of a service on its first day. Times are epoch milliseconds. */
export interface FirstDay {
  readonly atMs: number;
  readonly service: Service;
  readonly vantages: readonly { readonly id: string; readonly label: string }[];
  readonly paths: readonly PathEvidence[];
  readonly fullDays: number;
  readonly missing?: Missing[];
}

/** A recommendation of the first day, which tells what medians point to and no more. */
export function firstImpression(known: FirstDay): Advice {
  const { service, paths, atMs, fullDays, vantages, missing = [] } = known;
  const results = clientGroups(service, vantages).map((group) =>
    adviseGroup(group, service, paths),
  );
  const groups = results.map(({ advice }) => advice);
  const regrets = results.flatMap(({ regret }) => regret ?? []);
  const samples = paths.reduce((sum, { bucket }) => sum + countInBins(bucket.bins), 0);
  return {
    ...{ service: service.id, madeAtMs: atMs, outcome: "insufficient_evidence" },
    sentence: adviceSentence({ groups, regrets, missing, fullDays, samples }),
    soFar: soFar(groups),
    ...{ missing, groups, designs: [], best: null, reasons: [], explanation: [], flips: [] },
    ...{ sensitivity: null, since: null },
    vantages: vantagesAdvice(service, vantages, paths),
    evidence: {
      ...{ source: "measured", fromMs: atMs - HOUR_MS, toMs: atMs, samples, fullDays, grade: "C" },
      coverage: coverageOf(clientGroups(service, vantages), paths),
    },
  };
}
