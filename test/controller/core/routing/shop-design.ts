import type { z } from "zod";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";

const ZONE = "ZSHOP";

/** A record set of the shop's zone. */
export function record(name: string, fields: object): object {
  return { name, type: "A", ...fields };
}

export function value(address: string, ttlS = 60): object {
  return { values: [address], ttlS };
}

export function alias(dnsName: string, evaluateTargetHealth = true, hostedZoneId = ZONE): object {
  return { alias: { hostedZoneId, dnsName, evaluateTargetHealth } };
}

function check(id: string, ipAddress: string): object {
  const config = {
    type: "HTTP",
    ipAddress,
    port: 80,
    resourcePath: "/healthz",
    requestIntervalS: 10,
  };
  return { id, config };
}

/** Group of the shop's accelerator in one Region with one endpoint in it. */
function endpointGroup(region: string, endpointId: string, fields: object = {}): object {
  return { region, endpoints: [{ endpointId }], ...fields };
}

export function latency(region: string, address: string): object {
  const routing = { policy: "latency", region };
  return record("shop.example", {
    setIdentifier: region,
    routing,
    healthCheckId: `check-${region}`,
    ...value(address),
  });
}

export const ADDRESS = {
  "us-east-1": "198.51.100.1",
  "eu-west-1": "198.51.100.2",
  "ap-southeast-2": "198.51.100.3",
} as const;

/** Three Regions by latency records with health checks, an alias to them, and an accelerator. */
export function shopDesign(change: Partial<z.input<typeof RoutingDesign>> = {}): RoutingDesign {
  return RoutingDesign.parse({
    hostedZones: [
      {
        id: ZONE,
        name: "shop.example",
        records: [
          ...Object.entries(ADDRESS).map(([region, address]) => latency(region, address)),
          record("www.shop.example", alias("shop.example")),
          record(
            "fast.shop.example",
            alias("a1.awsglobalaccelerator.com", false, "Z2BJ6XQ5FK7U4H"),
          ),
        ],
      },
    ],
    healthChecks: Object.entries(ADDRESS).map(([region, address]) =>
      check(`check-${region}`, address),
    ),
    accelerators: [
      {
        name: "shop",
        arn: "arn:aws:globalaccelerator::111122223333:accelerator/shop",
        dnsName: "a1.awsglobalaccelerator.com",
        ipSets: [{ family: "IPv4", addresses: ["203.0.113.1", "203.0.113.2"] }],
        listeners: [
          {
            protocol: "TCP",
            portRanges: [{ fromPort: 443, toPort: 443 }],
            endpointGroups: Object.keys(ADDRESS).map((region) =>
              endpointGroup(region, `i-${region}`),
            ),
          },
        ],
      },
    ],
    ...change,
  });
}
