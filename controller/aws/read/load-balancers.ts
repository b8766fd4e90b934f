import {
  DescribeLoadBalancersCommand,
  type LoadBalancer,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { FoundItem } from "../../contract/inventory-reading.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { PartEnd, PartReader } from "../part-reader.ts";

const KINDS = ["application", "network", "gateway"] as const;

/** Lists the load balancers of a Region. */
export async function readLoadBalancers(reader: PartReader, region: string): Promise<PartEnd> {
  const call = {
    service: "elasticloadbalancing",
    region,
    action: "DescribeLoadBalancers",
  } as const;
  const pages = pagesOf(
    (Marker: string | undefined) =>
      reader.call(call, (client, options) =>
        client.send(new DescribeLoadBalancersCommand({ Marker }), options),
      ),
    ({ NextMarker }) => tokenOf(NextMarker),
  );
  for await (const { LoadBalancers = [] } of pages) {
    reader.add(
      "loadBalancers",
      LoadBalancers.map((each) => foundLoadBalancer(each, reader.account, region)),
    );
  }
  return {};
}

function foundLoadBalancer(
  balancer: LoadBalancer,
  account: string,
  region: string,
): FoundItem<"loadBalancers"> {
  const zones = balancer.AvailabilityZones ?? [];
  const { Scheme: scheme } = balancer;
  return {
    account,
    region,
    arn: balancer.LoadBalancerArn ?? "",
    name: balancer.LoadBalancerName ?? "",
    kind: KINDS.find((kind) => kind === balancer.Type) ?? "other",
    scheme: scheme === "internet-facing" || scheme === "internal" ? scheme : "unknown",
    dnsName: balancer.DNSName ?? null,
    canonicalHostedZoneId: balancer.CanonicalHostedZoneId ?? null,
    state: balancer.State?.Code ?? "unknown",
    zones: zones.flatMap(({ ZoneName }) => ZoneName ?? []).sort(),
    addresses: zones
      .flatMap(({ LoadBalancerAddresses = [] }) => LoadBalancerAddresses)
      .flatMap(({ IpAddress }) => tokenOf(IpAddress) ?? [])
      .sort(),
  };
}
