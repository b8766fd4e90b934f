import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import type { FailoverLane } from "../../contract/failover/failover-timeline.ts";
import { countWithin } from "./part-within.ts";

/** More than this share of failing probes is no steady service. */
const MOST_FAILED_RATIO = 0.01;
/** Less than this share of the probes that should have been sent is too little to tell by. */
const LEAST_SENT_RATIO = 0.9;

/** What a plan wants to be watched from where. */
type Wanted = Pick<FailoverPlan, "vantages" | "clients" | "intervalMs">;

/**
 * What speaks against making something fail: a lane that is missing or has gaps, or on which too much fails.
 * Null where service was steady on every lane in that time.
 *
 * @param fromUs when watching began, epoch microseconds
 * @param untilUs until when it lasted
 */
export function unsteadiness(
  { vantages, clients, intervalMs }: Wanted,
  lanes: readonly FailoverLane[],
  fromUs: number,
  untilUs: number,
): string | null {
  const wanted = ((untilUs - fromUs) / 1_000 / intervalMs) * LEAST_SENT_RATIO;
  for (const vantage of vantages) {
    for (const { entry, class: kind } of clients) {
      const name = `${vantage} by ${entry} (${kind.replaceAll("_", " ")})`;
      const lane = lanes.find(
        (each) => each.vantage === vantage && each.entry === entry && each.class === kind,
      );
      const { sent, failed } = countsOf(lane, fromUs, untilUs);
      if (sent < wanted) {
        return `${name} has told of ${sent} probes, ${Math.ceil(wanted)} are the least`;
      }
      if (failed > MOST_FAILED_RATIO * sent) return `${failed} of ${sent} probes of ${name} failed`;
    }
  }
  return null;
}

/** Of the probes that were sent in a time. */
function countsOf(lane: FailoverLane | undefined, fromUs: number, untilUs: number) {
  let sent = 0;
  let failed = 0;
  for (const stretch of lane?.stretches ?? []) {
    const own = countWithin(stretch, fromUs, untilUs);
    sent += own;
    if (stretch.state !== "ok") failed += own;
  }
  return { sent, failed };
}
