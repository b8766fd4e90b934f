import { policyOf } from "../../aws/route53/policy.ts";
import type { KnownRecordSet } from "../../aws/route53/record-set.ts";
import { byCidr } from "./by-cidr.ts";
import { byGeolocation } from "./by-geolocation.ts";
import type { Choice } from "./choice.ts";
import type { Client } from "./client.ts";
import { biasedKm, pointOfLocation } from "./distance.ts";
import type { RoutingMeans } from "./means.ts";

const MOST_MULTIVALUE = 8;

/**
 * The record sets that a name is answered with: one, up to eight with multivalue answers, or none
 * where geolocation or IP-based records leave a client out. Where no record set is healthy, all count
 * as healthy.
 */
export function chooseSets(choice: Choice): KnownRecordSet[] {
  const { sets, client, means } = choice;
  const [first] = sets;
  if (first === undefined) return [];
  switch (policyOf(first)) {
    case "simple":
      return [first];
    case "weighted":
      return one(byWeight(choice));
    case "latency":
      return one(least(usable(choice), ({ Region = "" }) => client.rttMsTo(Region) ?? Infinity));
    case "failover":
      return one(byFailover(choice));
    case "geolocation":
      return one(byGeolocation(choice));
    case "geoproximity":
      return one(least(usable(choice), (set) => kmTo(set, client, means)));
    case "ip-based":
      return one(byCidr(choice));
    case "multivalue":
      return shuffled(usable(choice), means.random).slice(0, MOST_MULTIVALUE);
  }
}

/** Values or record sets in an order drawn anew. */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let at = out.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [out[at], out[other]] = [out[other] as T, out[at] as T];
  }
  return out;
}

function usable({ sets, isHealthy }: Choice): readonly KnownRecordSet[] {
  const healthy = sets.filter(isHealthy);
  return healthy.length > 0 ? healthy : sets;
}

function one(set: KnownRecordSet | undefined): KnownRecordSet[] {
  return set === undefined ? [] : [set];
}

/** The first of those with the lowest cost. */
function least(
  sets: readonly KnownRecordSet[],
  costOf: (set: KnownRecordSet) => number,
): KnownRecordSet | undefined {
  const costs = sets.map(costOf);
  return sets[costs.indexOf(Math.min(...costs))];
}

/**
 * By weights among the healthy ones. A weight of 0 counts only when no set with another weight is
 * healthy; when all weights are 0 each is as likely.
 */
function byWeight({ sets, isHealthy, means }: Choice): KnownRecordSet | undefined {
  const weighted = sets.filter(({ Weight = 0 }) => Weight > 0);
  const healthyWeighted = weighted.filter(isHealthy);
  if (healthyWeighted.length > 0) return drawn(healthyWeighted, means.random);
  const healthy = sets.filter(isHealthy);
  if (healthy.length > 0) return drawn(healthy, means.random);
  return drawn(weighted.length > 0 ? weighted : sets, means.random);
}

function drawn(sets: readonly KnownRecordSet[], random: () => number): KnownRecordSet | undefined {
  const total = sets.reduce((sum, { Weight = 0 }) => sum + Weight, 0);
  if (total === 0) return sets[Math.floor(random() * sets.length)];
  let left = random() * total;
  return sets.find(({ Weight = 0 }) => {
    left -= Weight;
    return left < 0;
  });
}

/** The primary while it is healthy, and also when both are not. */
function byFailover({ sets, isHealthy }: Choice): KnownRecordSet | undefined {
  const primary = sets.find(({ Failover }) => Failover === "PRIMARY");
  const secondary = sets.find(({ Failover }) => Failover === "SECONDARY");
  if (primary === undefined) return secondary;
  if (isHealthy(primary) || secondary === undefined) return primary;
  return isHealthy(secondary) ? secondary : primary;
}

function kmTo(set: KnownRecordSet, { place }: Client, means: RoutingMeans): number {
  const location = set.GeoProximityLocation;
  if (place === undefined || location === undefined) return Infinity;
  const point = pointOfLocation(location, means.pointOf);
  return point === undefined ? Infinity : biasedKm(place, point, location.Bias ?? 0);
}
