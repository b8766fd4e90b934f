import type { Service } from "../../contract/estate.ts";
import type { Lead, Option, Ranking, VantageAdvice } from "../../contract/recommendation.ts";
import { differenceOf, differenceVerdict, practicalThresholdUs } from "./entry-difference.ts";
import { groupOptions, published } from "./group-options.ts";
import type { PathEvidence } from "./path-evidence.ts";

/** Rankings of the vantages that measured the service, in the order of the estate. */
export function vantagesAdvice(
  service: Service,
  vantages: readonly { readonly id: string }[],
  paths: readonly PathEvidence[],
): VantageAdvice[] {
  const byVantage = new Map<string, PathEvidence[]>();
  for (const path of paths) {
    const own = byVantage.get(path.vantage);
    if (own === undefined) byVantage.set(path.vantage, [path]);
    else own.push(path);
  }
  return vantages.flatMap(({ id }) => {
    const own = byVantage.get(id);
    return own === undefined ? [] : [adviseVantage(id, service, own)];
  });
}

/** Ranks the endpoints and the entries that one vantage has, by the median of `echo_rtt`. */
export function adviseVantage(
  vantage: string,
  service: Service,
  paths: readonly PathEvidence[],
): VantageAdvice {
  const own = paths.filter((path) => path.vantage === vantage);
  const { dns, accelerator, direct } = groupOptions(service, own);
  return {
    vantage,
    endpoint: ranking(direct),
    entry: ranking([dns, accelerator].filter((option) => option !== null)),
  };
}

/** The first two by their medians; an option without a median is not ranked. */
function ranking(options: readonly Option[]): Ranking {
  const ranked = options
    .filter((option) => option.p50 !== null)
    .sort((a, b) => medianUs(a) - medianUs(b));
  const [best = null, next = null] = ranked.slice(0, 2).map(published);
  return { best, next, ...leadOf(best, next) };
}

function leadOf(best: Option | null, next: Option | null): Pick<Ranking, "lead" | "difference"> {
  if (!best?.p50 || !next?.p50) return { lead: null, difference: null };
  const difference = differenceOf(next.p50, best.p50);
  if (difference === null) return { lead: "inconclusive", difference: null };
  const verdict = differenceVerdict(difference, practicalThresholdUs(next.p50.us));
  return { lead: LEADS[verdict], difference };
}

/** The slower one is asked about; it cannot be better, since it was ranked behind. */
const LEADS: Record<ReturnType<typeof differenceVerdict>, Lead> = {
  worse: "clear",
  equivalent: "equivalent",
  inconclusive: "inconclusive",
  better: "inconclusive",
};

function medianUs({ p50 }: Option): number {
  return p50?.us ?? Number.MAX_SAFE_INTEGER;
}
