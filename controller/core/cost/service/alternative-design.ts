import type { CostDesign, Route53Design } from "../../../contract/cost-design.ts";
import type { Service } from "../../../contract/estate.ts";
import { incumbentOf } from "./incumbent-of.ts";
import type { PricedDesign } from "./priced-design.ts";

/**
 * The plainest other design: an accelerator in front of a service that Route 53 leads to, or Route 53
 * by latency in the place of an accelerator.
 *
 * @param current the way in that was found; null where that is not known, and then the declared one counts
 */
export function alternativeDesign(
  service: Pick<Service, "endpoints" | "incumbent" | "dns" | "accelerator">,
  current: CostDesign | null,
): PricedDesign {
  const { endpoints } = service;
  const zones = current?.route53?.hostedZones ?? [{ records: endpoints.length }];
  const isAccelerated =
    current === null ? incumbentOf(service) === "accelerator" : current.kind !== "route53";
  return isAccelerated ? latencyRecords(endpoints.length, zones) : acceleratorInFront(zones);
}

type Zones = Route53Design["hostedZones"];

function acceleratorInFront(hostedZones: Zones): PricedDesign {
  return {
    label: "Global Accelerator in front",
    design: {
      kind: "accelerator",
      route53: {
        hostedZones,
        queryClass: "alias-accelerator",
        healthChecks: [],
        trafficPolicyRecords: 0,
        cidrBlocks: 0,
      },
      accelerator: { accelerators: 1, publicIpv4Each: 2 },
      extras: [],
    },
    missing: [],
    assumptions: [
      "One accelerator with two addresses of Amazon's, and an alias record that leads to it; its own health checks cost nothing.",
      "Everybody is served from the same places as today.",
    ],
  };
}

function latencyRecords(endpoints: number, hostedZones: Zones): PricedDesign {
  return {
    label: "Route 53 by latency",
    design: {
      kind: "route53",
      route53: {
        hostedZones,
        queryClass: "latency",
        // A 10 s interval is what comes nearest to an accelerator.
        healthChecks: [{ kind: "aws", count: endpoints, optionsEach: 1 }],
        trafficPolicyRecords: 0,
        cidrBlocks: 0,
      },
      extras: [],
    },
    missing: [],
    assumptions: [
      "A latency record for each endpoint, each with an HTTP health check every 10 s.",
      "Everybody is served from the same places as today.",
    ],
  };
}
