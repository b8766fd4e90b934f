import type { RecordSet } from "../../contract/aws/record-set.ts";
import { chooseGeolocation } from "./choose-geolocation.ts";
import { chooseGeoproximity } from "./choose-geoproximity.ts";
import { chooseIpBased } from "./choose-ip-based.ts";
import { type Choice, type Choosing, healthyOrAll, nearest } from "./choosing.ts";
import { byWeight, certainly, evenly } from "./spread.ts";

/**
 * Which of the record sets of one name and type Route 53 answers with.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/health-checks-how-route-53-chooses-records.html
 */
export function chooseRecord(records: readonly RecordSet[], choosing: Choosing): Choice {
  const [first] = records;
  if (first === undefined) return certainly({ kind: "none", reason: "there is no record" });
  switch (first.routing.policy) {
    case "simple":
      return certainly(first);
    case "weighted":
      return chooseWeighted(records, choosing);
    case "latency":
      return nearest(records, choosing, ({ routing }) =>
        routing.policy === "latency" ? choosing.latency(choosing.asker, routing.region) : undefined,
      );
    case "failover":
      return certainly(chooseFailover(records, choosing) ?? first);
    case "geolocation":
      return chooseGeolocation(records, choosing);
    case "geoproximity":
      return chooseGeoproximity(records, choosing);
    case "ip-based":
      return chooseIpBased(records, choosing);
    case "multivalue":
      // Up to eight at random, of which the client takes one: each is as likely as any other.
      return evenly(healthyOrAll(records, choosing.isHealthy));
  }
}

/** Weights of zero count only while no healthy record has more. */
function chooseWeighted(records: readonly RecordSet[], { isHealthy }: Choosing): Choice {
  return byWeight(healthyOrAll(records, isHealthy), weightOf);
}

function weightOf({ routing }: RecordSet): number {
  return routing.policy === "weighted" ? routing.weight : 0;
}

/** The primary while it is healthy, and also while neither is. */
function chooseFailover(records: readonly RecordSet[], { isHealthy }: Choosing) {
  const inRole = (role: string) =>
    records.find(({ routing }) => routing.policy === "failover" && routing.role === role);
  const primary = inRole("PRIMARY");
  const secondary = inRole("SECONDARY");
  if (primary === undefined || secondary === undefined) return primary ?? secondary;
  return isHealthy(primary) || !isHealthy(secondary) ? primary : secondary;
}
