import { placeOf } from "./place-of.ts";
import { type Selector, same } from "./quote.ts";

const HOURS = /^(hrs?|hours?)$/i;
const UNIT_HOURS = /^(n?lcu-(hrs?|hours?)|hrs?|hours?)$/i;

/** `TS-LoadBalancerUsage` is a trust store, so a prefix has to be that of a Region. */
const USAGE = /^(?:(?!ts-)[a-z]{2,4}\d?-)?(loadbalancer|lcu)usage$/i;

/** Products of `AWSELB` in Regions: hours and capacity units of Application and Network Load Balancers. */
export const selectLoadBalancer: Selector = (attributes, family) => {
  const kind = /^load balancer-(application|network)$/i.exec(family)?.[1]?.toLowerCase();
  const what = USAGE.exec(attributes("usagetype"))?.[1]?.toLowerCase();
  if (kind === undefined || what === undefined) return null;
  if (!same(attributes("locationType"), "AWS Region")) return null;
  const place = placeOf(attributes, "regionCode", "location");
  if (typeof place !== "string") return place;
  const name = kind === "application" ? "Application" : "Network";
  if (what === "lcu") {
    return {
      id: `elb.${kind}-lcu.${place}`,
      label: `Capacity units of ${name} Load Balancers in ${place}`,
      unit: kind === "application" ? "LCU-hour" : "NLCU-hour",
      per: 1,
      units: UNIT_HOURS,
    };
  }
  return {
    id: `elb.${kind}.${place}`,
    label: `${name} Load Balancers in ${place}`,
    unit: "hour",
    per: 1,
    units: HOURS,
  };
};
