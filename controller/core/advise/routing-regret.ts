import { latencyText } from "../wording/latency.ts";
import { differenceOf, practicalThresholdUs } from "./entry-difference.ts";
import type { GroupOptions } from "./group-options.ts";

/** A group that Route 53 sends to another endpoint than the one that answers it soonest. */
export type Regret = {
  readonly group: string;
  readonly sentTo: string;
  readonly soonest: string;
  /** How much sooner, in microseconds. */
  readonly us: number;
};

/**
 * Whether another endpoint, reached straight, answers sooner than what Route 53 gives, by more than
 * the practical threshold with the whole interval. Null where it does not, or where it is not known
 * whom Route 53 chose.
 */
export function routingRegret(group: string, options: GroupOptions): Regret | null {
  const { dns, direct } = options;
  const [best] = direct;
  if (!dns?.p50 || !best?.p50) return null;
  if (dns.endpoint === null || best.endpoint === null || dns.endpoint === best.endpoint)
    return null;
  const difference = differenceOf(dns.p50, best.p50);
  if (difference === null || difference.lowUs <= practicalThresholdUs(dns.p50.us)) return null;
  return { group, sentTo: dns.endpoint, soonest: best.endpoint, us: difference.us };
}

/** The regret as a sentence. */
export function regretSentence({ group, sentTo, soonest, us }: Regret): string {
  return `Route 53 sends ${group} to ${sentTo} although ${soonest} answers ${latencyText(us)} sooner.`;
}
