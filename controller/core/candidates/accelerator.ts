import type { AcceleratorSpec, EndpointGroupSpec } from "../../contract/aws/accelerator-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import { ACCELERATOR_ZONE } from "../routing/aws-name.ts";
import { isHttps, pathOf, portOf } from "../url/url-parts.ts";
import type { Place } from "./answer-of.ts";
import { awsThing, canKeepClientIp } from "./aws-thing.ts";
import { endpointsByRegion } from "./by-region.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import type { DesignSettings } from "./settings.ts";

/** Whether an endpoint that serves can stand behind an accelerator. */
export function canBeAccelerated({ endpoints }: Pick<Ground, "endpoints">): boolean {
  return acceleratedEndpoints({ endpoints }).some(({ isStandby }) => !isStandby);
}

/** What stands behind an accelerator: instances, load balancers and Elastic IPs in Regions. */
export function acceleratedEndpoints({ endpoints }: Pick<Ground, "endpoints">): PlannedEndpoint[] {
  // Load balancers in Local Zones are not taken.
  return endpoints.filter(
    ({ behindAccelerator, place, region }) =>
      behindAccelerator !== null && place.replace(/[a-z]$/, "") === region,
  );
}

/** One accelerator, a group for each Region of endpoints that it can have behind it. */
export function acceleratorOf(ground: Ground, settings: DesignSettings): AcceleratorSpec {
  const behind = acceleratedEndpoints(ground);
  return {
    name: acceleratorName(ground),
    ipAddressType: "IPV4",
    enabled: true,
    ipSets: [],
    dnsName: dnsNameOf(ground),
    tags: {},
    listeners: ground.transports.map((protocol) => ({
      protocol,
      portRanges: [{ fromPort: ground.port, toPort: ground.port }],
      clientAffinity: "NONE",
      endpointGroups: [...endpointsByRegion(behind.filter((each) => takes(each, protocol)))].map(
        ([region, endpoints]) => groupOf(ground, region, endpoints, settings),
      ),
    })),
  };
}

function takes({ behindAccelerator }: PlannedEndpoint, protocol: "TCP" | "UDP"): boolean {
  return protocol === "TCP" || awsThing(behindAccelerator ?? "") !== "application-load-balancer";
}

/** A Region of standbys has a dial of 0, which failover does not ask about. */
function groupOf(
  { keepsClientIp }: Ground,
  region: string,
  endpoints: readonly PlannedEndpoint[],
  { intervalS, failureThreshold }: DesignSettings,
): EndpointGroupSpec {
  const url = endpoints[0]?.url ?? "";
  const serving = endpoints.some(({ isStandby }) => !isStandby);
  return {
    region,
    dialPercent: serving ? 100 : 0,
    healthCheck: {
      port: portOf(url),
      protocol: isHttps(url) ? "HTTPS" : "HTTP",
      path: pathOf(url),
      intervalS,
      thresholdCount: failureThreshold,
    },
    portOverrides: [],
    endpoints: endpoints.map(({ behindAccelerator, isStandby }) => ({
      endpointId: behindAccelerator ?? "",
      // Beside one that serves, a standby would get its part of the traffic.
      weight: isStandby && serving ? 0 : 128,
      clientIpPreservation: keepsClientIp && canKeepClientIp(behindAccelerator ?? ""),
    })),
  };
}

/** The users' name leads to the accelerator. */
export function acceleratorDraft(ground: Ground, settings: DesignSettings): Draft {
  return {
    records: [aliasToAccelerator(ground, { name: ground.name, routing: { policy: "simple" } })],
    accelerators: [acceleratorOf(ground, settings)],
  };
}

/**
 * A record that leads to the accelerator, beside others of its name. Where those are CNAMEs it is one
 * too, because no address may stand beside a CNAME.
 */
export function toAccelerator(ground: Ground, ttlS: number, place: Place): RecordSet {
  if (ground.recordType === "A") return aliasToAccelerator(ground, place);
  return { ...place, type: "CNAME", ttlS, values: [dnsNameOf(ground)] };
}

function aliasToAccelerator(ground: Ground, place: Place): RecordSet {
  return {
    ...place,
    type: "A",
    alias: {
      hostedZoneId: ACCELERATOR_ZONE,
      dnsName: dnsNameOf(ground),
      // What it would do for an accelerator is not documented, so nothing relies on it.
      evaluateTargetHealth: false,
    },
  };
}

function acceleratorName({ service }: Ground): string {
  return `isochrone-${service}`.slice(0, 64).replace(/[^A-Za-z0-9]+$/, "");
}

/** AWS gives the true one when it is built; until then records name it by this. */
function dnsNameOf(ground: Ground): string {
  return `${acceleratorName(ground)}.draft.awsglobalaccelerator.com.`;
}
