import type { AcceleratorSpec, EndpointGroupSpec } from "../../contract/aws/accelerator-spec.ts";
import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { RoutingPolicy } from "../../contract/aws/routing-policy.ts";
import { ACCELERATOR_ZONE } from "../routing/aws-name.ts";
import { isHttps, pathOf, portOf } from "../url/url-parts.ts";
import { endpointsByRegion } from "./by-region.ts";
import type { Draft } from "./draft.ts";
import type { Ground, PlannedEndpoint } from "./ground.ts";
import type { DesignSettings } from "./settings.ts";

/** What stands behind an accelerator: instances, load balancers and Elastic IPs in Regions. */
export function canBeAccelerated({ endpoints }: Pick<Ground, "endpoints">): boolean {
  return endpoints.some(isBehind);
}

function isBehind({ behindAccelerator, place, region }: PlannedEndpoint): boolean {
  // Load balancers in Local Zones are not taken.
  return behindAccelerator !== null && place.replace(/[a-z]$/, "") === region;
}

/** One accelerator, a group for each Region of endpoints that it can have behind it. */
export function acceleratorOf(ground: Ground, settings: DesignSettings): AcceleratorSpec {
  const behind = ground.endpoints.filter(isBehind);
  return {
    name: acceleratorName(ground),
    ipAddressType: "IPV4",
    enabled: true,
    ipSets: [],
    dnsName: dnsNameOf(ground),
    tags: {},
    listeners: [
      {
        protocol: "TCP",
        portRanges: [{ fromPort: ground.port, toPort: ground.port }],
        clientAffinity: "NONE",
        endpointGroups: [...endpointsByRegion(behind)].map(([region, endpoints]) =>
          groupOf(region, endpoints, settings),
        ),
      },
    ],
  };
}

function groupOf(
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
    endpoints: endpoints.map(({ behindAccelerator }) => ({
      endpointId: behindAccelerator ?? "",
      weight: 128,
      clientIpPreservation: false,
    })),
  };
}

/** The users' name leads to the accelerator. */
export function acceleratorDraft(ground: Ground, settings: DesignSettings): Draft {
  return {
    records: [toAccelerator(ground, { policy: "simple" })],
    accelerators: [acceleratorOf(ground, settings)],
  };
}

/** A record of the users' name that leads to the accelerator. */
export function toAccelerator(
  ground: Ground,
  routing: RoutingPolicy,
  setIdentifier?: string,
): RecordSet {
  return {
    name: ground.name,
    type: "A",
    ...(setIdentifier === undefined ? {} : { setIdentifier }),
    routing,
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
