import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import type { Span } from "../../contract/recovery-advice.ts";
import { incumbentOf } from "../cost/service/incumbent-of.ts";
import { acceleratorFailoverTime, route53FailoverTime } from "../failover-time/failover-time.ts";
import { type TimeDistribution, timeQuantile } from "../failover-time/time-distribution.ts";
import { percentText } from "../wording/count.ts";
import type { RecoveryInput } from "./recovery-input.ts";

/** Share of users and failures that a recovery time holds for, unless the objectives say otherwise. */
const USUAL_SHARE = 0.95;

/** Share of users and failures that a recovery time of a service must hold for. */
export function heldForOf({ objectives }: Pick<RecoveryInput["service"], "objectives">): number {
  return objectives.attainmentRatio ?? USUAL_SHARE;
}

/** What Route 53 and Global Accelerator have without being told, and the TTL of an alias to a load balancer. */
const UNTOLD = { ttlS: 60, intervalS: 30, failureThreshold: 3 };

/**
 * How long it takes until users are led elsewhere once an endpoint is gone: the model of failover with the
 * settings that stand, from half of the users to the share that the objectives ask for.
 */
export function routingTime({ service, design }: Pick<RecoveryInput, "service" | "design">): Span {
  const share = heldForOf(service);
  const isByAccelerator = incumbentOf(service) === "accelerator";
  const settings = isByAccelerator ? acceleratorSettings(design) : recordSettings(design);
  const { ttlS, intervalS, failureThreshold, isKnown } = settings;
  const check = { intervalS, failureThreshold };
  const time = isByAccelerator
    ? acceleratorFailoverTime({ check, kind: "black-hole" })
    : route53FailoverTime({ ttlS, check, kind: "black-hole" });
  const how = isByAccelerator
    ? `checks every ${intervalS} s, ${failureThreshold} times`
    : `checks every ${intervalS} s, ${failureThreshold} times, answers kept for ${ttlS} s`;
  const of = isKnown
    ? "the settings that stand"
    : "the usual settings, as it is not known what stands";
  return {
    leastS: rounded(time, 0.5),
    mostS: rounded(time, share),
    basis: isKnown ? "modelled" : "assumed",
    text: `half of the users to ${percentText(share, 1)} of them, by the model with ${of}: ${how}`,
  };
}

function rounded(time: TimeDistribution, share: number): number | null {
  const seconds = timeQuantile(time, share);
  return Number.isFinite(seconds) ? Math.round(seconds) : null;
}

type Settings = typeof UNTOLD & { readonly isKnown: boolean };

/** The slowest of several: a Region that fails may be the one that is looked at least. */
function recordSettings(design: RoutingDesign | null): Settings {
  const sets: RecordSet[] = design?.hostedZones.flatMap(({ records }) => records) ?? [];
  const looking = (design?.healthChecks ?? []).flatMap(({ config }) =>
    "requestIntervalS" in config ? [config] : [],
  );
  const slowest = looking.sort(
    (a, b) => b.requestIntervalS * b.failureThreshold - a.requestIntervalS * a.failureThreshold,
  )[0];
  if (slowest === undefined) return { ...UNTOLD, isKnown: false };
  const ttls = sets.flatMap(({ ttlS }) => ttlS ?? []);
  return {
    ttlS: ttls.length === 0 ? UNTOLD.ttlS : Math.max(...ttls),
    intervalS: slowest.requestIntervalS,
    failureThreshold: slowest.failureThreshold,
    isKnown: true,
  };
}

function acceleratorSettings(design: RoutingDesign | null): Settings {
  const checks = (design?.accelerators ?? []).flatMap(({ listeners }) =>
    listeners.flatMap(({ endpointGroups }) => endpointGroups.map(({ healthCheck }) => healthCheck)),
  );
  const slowest = checks.sort(
    (a, b) => b.intervalS * b.thresholdCount - a.intervalS * a.thresholdCount,
  )[0];
  if (slowest === undefined) return { ...UNTOLD, isKnown: false };
  const { intervalS, thresholdCount: failureThreshold } = slowest;
  return { ttlS: 0, intervalS, failureThreshold, isKnown: true };
}
