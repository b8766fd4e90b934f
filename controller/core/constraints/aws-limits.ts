import type { Reason } from "../../contract/advised-design.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Candidate } from "../predict/candidate.ts";
import { broken } from "./constraint-codes.ts";
import regions from "./data/accelerator-regions.json" with { type: "json" };
import { someOf } from "./users-text.ts";

const SUPPORTED = new Set(regions.regions);

/** What AWS does not offer: Regions, partitions, kinds of zones, amounts. */
export function awsLimitReasons({ design }: Candidate): Reason[] {
  return [...regionReasons(design), ...zoneReasons(design), ...quotaReasons(design)];
}

/** Partitions have accounts of their own; nothing of one stands behind a thing of another. */
function partitionOf(region: string): string {
  const other = /^(cn|us-gov|us-iso[a-z]*|eusc|eu-isoe)-/.exec(region)?.[1];
  return other ?? "aws";
}

function regionReasons({ accelerators }: RoutingDesign): Reason[] {
  const own = new Set(
    accelerators.flatMap(({ listeners }) =>
      listeners.flatMap(({ endpointGroups }) => endpointGroups.map(({ region }) => region)),
    ),
  );
  const apart = [...own].filter((region) => partitionOf(region) !== "aws");
  const unknown = [...own].filter(
    (region) => partitionOf(region) === "aws" && !SUPPORTED.has(region),
  );
  return [
    ...(apart.length === 0
      ? []
      : [broken("partition", `${someOf(apart)} cannot stand behind Global Accelerator`)]),
    ...(unknown.length === 0
      ? []
      : [broken("accelerator_region", `${someOf(unknown)}, by AWS's list of ${regions.readOn}`)]),
  ];
}

function zoneReasons({ hostedZones }: RoutingDesign): Reason[] {
  return hostedZones.flatMap(({ isPrivate, name, records }) =>
    isPrivate && records.some(({ routing }) => routing.policy === "ip-based")
      ? [broken("zone_type", `IP-based records in ${name}`)]
      : [],
  );
}

/**
 * Quotas that AWS gives without asking; those marked are raised on request.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/limits-global-accelerator.html
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 */
function quotaReasons(design: RoutingDesign): Reason[] {
  const { accelerators, cidrCollections, healthChecks, hostedZones } = design;
  const groups = accelerators.map(({ listeners }) =>
    listeners.flatMap(({ endpointGroups }) => endpointGroups),
  );
  const amounts: readonly (readonly [string, readonly number[], number, boolean])[] = [
    ["endpoint groups of an accelerator", groups.map(({ length }) => length), 42, false],
    [
      "endpoints in an endpoint group",
      groups.flat().map(({ endpoints }) => endpoints.length),
      10,
      true,
    ],
    [
      "listeners of an accelerator",
      accelerators.map(({ listeners }) => listeners.length),
      10,
      true,
    ],
    ["accelerators", [accelerators.length], 20, true],
    [
      "address blocks in a CIDR collection",
      cidrCollections.map(({ locations }) =>
        locations.reduce((sum, { blocks }) => sum + blocks.length, 0),
      ),
      1_000,
      true,
    ],
    ["CIDR collections", [cidrCollections.length], 5, true],
    ["health checks", [healthChecks.length], 200, true],
    ["record sets in a zone", hostedZones.map(({ records }) => records.length), 10_000, true],
  ];
  return amounts.flatMap(([what, numbers, most, canBeRaised]) => {
    const largest = Math.max(0, ...numbers);
    if (largest <= most) return [];
    const raised = canBeRaised ? "; AWS raises it on request" : "";
    return [broken("quota", `${largest} ${what}, AWS gives ${most}${raised}`)];
  });
}
