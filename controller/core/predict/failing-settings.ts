import type { HealthCheckSpec } from "../../contract/aws/health-check-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingDesign } from "../../contract/aws/routing-design.ts";
import {
  type CheckSettings,
  type FailureKind,
  route53DetectS,
} from "../failover-time/detect-time.ts";
import { checksUsedBy } from "../routing/checks-used-by.ts";
import type { FailingWay } from "./takeovers.ts";

/** What decides how long a failure lasts for those who can be led elsewhere. */
export interface FailingSettings {
  readonly entry: "dns" | "accelerator";
  /** How long answers are kept; 0 by the accelerator, which changes none. */
  readonly ttlS: number;
  readonly check: CheckSettings;
  /** Of a connection that nothing answers, as the check sees it. */
  readonly kind: FailureKind;
}

/** An alias to an AWS resource is kept for so long, whatever is set (Route 53 Developer Guide, "Alias records"). */
const ALIAS_TTL_S = 60;
/** Targets of a load balancer are looked at so, where nobody set it otherwise (Elastic Load Balancing, "Health checks"). */
const TARGET_CHECK: CheckSettings = { intervalS: 30, failureThreshold: 2 };

/**
 * By the accelerator: the check of the endpoint group (what a load balancer behind it has set for its
 * targets is not known, and taken to be the same). By Route 53: the slowest of the checks on the way
 * that look at the endpoint, or those of a load balancer whose health an alias asks for; and the longest
 * TTL from the first record on that is chosen among several.
 *
 * @param records of the design in canonical form, in order
 */
export function failingSettings(
  { healthChecks, accelerators }: RoutingDesign,
  records: readonly RecordSet[],
  way: FailingWay,
): FailingSettings {
  if (way.entry === "accelerator") return ofAccelerator(accelerators, way.at);
  const trail = way.trail.flatMap((at) => records[at] ?? []);
  const { used } = checksUsedBy(healthChecks, trail);
  const looking = used
    .filter(({ id }) => way.downChecks.has(id))
    .flatMap(({ config }) => looksBy(config));
  const [slowest] = looking.sort(
    (a, b) => route53DetectS(b.check, b.kind) - route53DetectS(a.check, a.kind),
  );
  const seen = slowest ?? { check: TARGET_CHECK, kind: "black-hole" as const };
  return { entry: "dns", ttlS: ttlOf(trail), ...seen };
}

function ofAccelerator(
  accelerators: RoutingDesign["accelerators"],
  endpointId: string,
): FailingSettings {
  const groups = accelerators
    .flatMap(({ listeners }) => listeners)
    .flatMap(({ endpointGroups }) => endpointGroups);
  const own = groups.find(({ endpoints }) =>
    endpoints.some((each) => each.endpointId === endpointId),
  );
  const { intervalS = 30, thresholdCount: failureThreshold = 3 } = own?.healthCheck ?? {};
  const check = { intervalS, failureThreshold };
  return { entry: "accelerator", ttlS: 0, check, kind: "black-hole" };
}

function looksBy(config: HealthCheckSpec["config"]): Pick<FailingSettings, "check" | "kind">[] {
  if (!("requestIntervalS" in config)) return [];
  const { requestIntervalS: intervalS, failureThreshold, type } = config;
  const kind = type === "TCP" ? "tcp-black-hole" : "black-hole";
  return [{ check: { intervalS, failureThreshold }, kind }];
}

function ttlOf(trail: readonly RecordSet[]): number {
  const first = trail.findIndex(({ routing }) => routing.policy !== "simple");
  const kept = trail.slice(Math.max(0, first));
  const last = trail.at(-1);
  const own = kept.map(({ ttlS }) => ttlS ?? 0);
  return Math.max(0, ...own, last?.alias === undefined ? 0 : ALIAS_TTL_S);
}
