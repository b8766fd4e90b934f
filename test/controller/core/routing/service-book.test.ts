import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { FoundHostedZone } from "../../../../controller/contract/inventory.ts";
import {
  FoundAddress,
  FoundInstance,
  FoundLoadBalancer,
} from "../../../../controller/contract/inventory-network.ts";
import { serviceBook } from "../../../../controller/core/routing/service-book.ts";

const ACCOUNT = { account: "111122223333", region: "eu-west-1", name: null };
const BALANCER = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/1";
const KNOWN = {
  instances: [
    FoundInstance.parse({
      ...ACCOUNT,
      id: "i-0000000000000001",
      type: "t4g.small",
      state: "running",
      zone: null,
      subnet: null,
      outpostArn: null,
      publicAddress: "198.51.100.1",
      privateAddress: null,
    }),
  ],
  addresses: [
    FoundAddress.parse({
      ...ACCOUNT,
      allocationId: "eipalloc-1",
      address: "198.51.100.1",
      instance: "i-0000000000000001",
      networkInterface: null,
      networkBorderGroup: null,
    }),
  ],
  loadBalancers: [
    FoundLoadBalancer.parse({
      ...ACCOUNT,
      arn: BALANCER,
      name: "shop",
      kind: "network",
      scheme: "internet-facing",
      dnsName: "Shop-1.elb.eu-west-1.amazonaws.com",
      canonicalHostedZoneId: null,
      state: "active",
      zones: [],
      addresses: ["198.51.100.2"],
      targetGroups: null,
    }),
  ],
  hostedZones: [
    FoundHostedZone.parse({
      account: ACCOUNT.account,
      recordsState: "complete",
      recordsTold: 1,
      spec: {
        id: "Z1",
        name: "shop.example",
        records: [{ name: "us.shop.example", type: "A", ttlS: 60, values: ["198.51.100.3"] }],
      },
    }),
  ],
};

function book(endpoint: object, known: typeof KNOWN | null = KNOWN) {
  const place = { label: "One", place: "eu-west-1", latitude: 0, longitude: 0 };
  const service = { id: "shop", label: "Shop", endpoints: [{ id: "one", ...place, ...endpoint }] };
  return [...serviceBook(Service.parse(service), known).keys()].sort();
}

describe("controller/core/routing/service-book", () => {
  it("knows what its owner says", () => {
    expect(book({ url: "http://[2001:DB8::1]:80/", addresses: ["192.0.2.1"] }, null)).toEqual([
      "192.0.2.1",
      "2001:db8::1",
    ]);
    expect(book({ url: "https://One.shop.example/" }, null)).toEqual(["one.shop.example."]);
  });

  it("finds an instance by its address, with the Elastic IP in front", () => {
    expect(book({ url: "http://198.51.100.1/" })).toEqual([
      "198.51.100.1",
      "eipalloc-1",
      "i-0000000000000001",
    ]);
  });

  it("finds a load balancer's names and addresses by its ARN", () => {
    expect(book({ url: "https://one.example/", resource: BALANCER })).toEqual([
      "198.51.100.2",
      BALANCER,
      "dualstack.shop-1.elb.eu-west-1.amazonaws.com.",
      "one.example.",
      "shop-1.elb.eu-west-1.amazonaws.com.",
    ]);
  });

  it("follows an endpoint's own name through a record that answers all alike", () => {
    expect(book({ url: "https://us.shop.example/" })).toEqual(["198.51.100.3", "us.shop.example."]);
  });
});
