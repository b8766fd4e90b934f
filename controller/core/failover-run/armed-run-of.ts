import type { ArmedLane, ArmedRun } from "../../../probe/contract/armed-run.ts";
import type { Resolver } from "../../../probe/contract/target-address.ts";
import type { PlacedVantage, Service } from "../../contract/estate.ts";
import type { FailoverClient } from "../../contract/failover/client-class.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";

/** When a run is watched, epoch microseconds by the controller's clock. */
export type WatchTime = {
  readonly runId: string;
  readonly startAtUs: number;
  readonly endAtUs: number;
};

/** What answers of the service's zone are asked of; empty where that is not known. */
type NameServers = readonly Resolver[];

/** Of Google, which many users have set by hand. */
const PUBLIC_RESOLVER: Resolver = { address: "8.8.8.8", port: 53 };

/**
 * What the probe of a vantage has to send in a run of a plan. Clients that cannot be stood for are left out:
 * those of a way in that the service does not declare, of name servers that are not known, and of
 * datagrams, for which no service declares a reflector. Null where none is left.
 */
export function armedRunOf(
  plan: FailoverPlan,
  service: Service,
  vantage: Pick<PlacedVantage, "id" | "resolver">,
  { runId, startAtUs, endAtUs }: WatchTime,
  nameServers: NameServers = [],
): ArmedRun | null {
  const lanes = plan.clients.flatMap((client) => laneOf(client, service, vantage, nameServers));
  if (lanes.length === 0) return null;
  const { intervalMs, timeoutMs } = plan;
  return { runId, startAtUs, endAtUs, intervalMs, timeoutMs, lanes };
}

function laneOf(
  { entry, class: kind }: FailoverClient,
  service: Service,
  { resolver }: Pick<PlacedVantage, "resolver">,
  nameServers: NameServers,
): ArmedLane[] {
  const url = service[entry]?.url;
  if (url === undefined || kind === "udp") return [];
  if (kind === "authoritative" && nameServers.length === 0) return [];
  const asks = kind === "public_resolver" ? PUBLIC_RESOLVER : resolver;
  const { httpVersion, servedByHeader: header } = service;
  return [
    {
      ...{ laneId: `${entry}-${kind.replaceAll("_", "-")}`, entry, class: kind, url },
      ...(asks === undefined ? {} : { resolver: asks }),
      nameServers: kind === "authoritative" ? [...nameServers] : [],
      ...(httpVersion === undefined ? {} : { httpVersion }),
      expect: {
        ...(header === undefined ? {} : { header }),
        addresses: addressesOf(service.endpoints),
      },
    },
  ];
}

function addressesOf(endpoints: Service["endpoints"]): Record<string, string> {
  return Object.fromEntries(
    endpoints.flatMap(({ id, addresses = [] }) => addresses.map((address) => [address, id])),
  );
}
