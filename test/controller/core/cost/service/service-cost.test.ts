import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../../controller/contract/aws/routing-design.ts";
import { Estate, type Service } from "../../../../../controller/contract/estate.ts";
import {
  ServiceCost,
  type ServiceCostQuery,
} from "../../../../../controller/contract/service-cost.ts";
import { serviceCost } from "../../../../../controller/core/cost/service/service-cost.ts";
import { shippedPrices } from "../../../../../controller/core/cost/shipped-prices.ts";

const group = (id: string, vantage: string, trafficPerMonth?: object) => ({
  id,
  label: id,
  share: 0.5,
  vantages: [vantage],
  ...(trafficPerMonth === undefined ? {} : { trafficPerMonth }),
});

const US = { gbIn: 10, gbOut: 4_000, dnsQueries: 60_000_000 };
const DE = { gbIn: 5, gbOut: 2_500, dnsQueries: 40_000_000 };

function estateOf(traffic: [object | undefined, object | undefined], more: object = {}): Estate {
  const vantage = (id: string, latitude: number, longitude: number) => ({
    id,
    kind: "region",
    label: id,
    latitude,
    longitude,
  });
  const endpoint = (
    id: string,
    place: string,
    latitude: number,
    longitude: number,
    ip: string,
  ) => ({
    id,
    label: id,
    place,
    latitude,
    longitude,
    url: `http://${ip}/`,
  });
  return Estate.parse({
    environment: { name: "test" },
    vantages: [vantage("us-east-1", 39, -77.5), vantage("eu-central-1", 50.1, 8.7)],
    services: [
      {
        id: "shop",
        label: "Shop",
        endpoints: [
          endpoint("use1", "us-east-1", 39, -77.5, "192.0.2.1"),
          endpoint("euw1", "eu-west-1", 53.3, -6.3, "192.0.2.2"),
        ],
        dns: { url: "https://shop.example.com/" },
        accelerator: { url: "https://198.51.100.1/" },
        clientGroups: [
          group("us", "us-east-1", traffic[0]),
          group("de", "eu-central-1", traffic[1]),
        ],
        incumbent: "dns",
        ...more,
      },
    ],
  });
}

const check = (id: string, ipAddress: string) => ({
  id,
  config: { type: "HTTPS", ipAddress, port: 443, requestIntervalS: 10, resourcePath: "/healthz" },
});
const latency = (region: string, ip: string, healthCheckId: string) => ({
  name: "shop.example.com.",
  type: "A",
  setIdentifier: region,
  routing: { policy: "latency", region },
  ttlS: 60,
  values: [ip],
  healthCheckId,
});
const LATENCY = RoutingDesign.parse({
  hostedZones: [
    {
      id: "Z1",
      name: "example.com.",
      records: [latency("us-east-1", "192.0.2.1", "h1"), latency("eu-west-1", "192.0.2.2", "h2")],
    },
  ],
  healthChecks: [check("h1", "192.0.2.1"), check("h2", "203.0.113.9")],
});

const ANSWERS = new Map([
  ["us-east-1", { use1: 100 }],
  ["eu-central-1", { euw1: 75, use1: 25 }],
]);

function costOf(
  estate: Estate,
  routing: RoutingDesign | null = LATENCY,
  answers: ReadonlyMap<string, Record<string, number>> = ANSWERS,
  more: { readonly whatIf?: ServiceCostQuery; readonly unread?: readonly string[] } = {},
): ServiceCost {
  const [service] = estate.services;
  if (service === undefined) throw new Error("the estate has no service");
  return serviceCost({
    book: shippedPrices(),
    pricesVersion: "v",
    service: service as Service,
    vantages: estate.vantages,
    answers,
    measured: { fromMs: 0, toMs: 1 },
    routing: {
      basis: routing === null ? "declared-entries" : "read",
      readAtMs: routing === null ? null : 1,
      design: routing,
      unread: more.unread ?? [],
    },
    whatIf: more.whatIf ?? {},
  });
}

describe("controller/core/cost/service/service-cost", () => {
  it("costs the incumbent design and an accelerator in front of it, to the cent", () => {
    const cost = costOf(estateOf([US, DE]));
    expect(ServiceCost.parse(cost)).toEqual(cost);
    const [incumbent, alternative] = cost.designs;
    // Zone 0.50; 100 M latency queries 60.00; a check in AWS free, one outside 0.75; two options at an
    // address of the service 2 × 1.00, two elsewhere 2 × 2.00. 6,500 GB out at 0.09 but the first 100.
    expect(incumbent).toMatchObject({
      label: "As it is: Route 53",
      complete: true,
      missing: [],
      cost: {
        parts: { route53: { exactUsd: "67.25" }, transfer: { exactUsd: "576" } },
        usdPerMonth: 643.25,
      },
    });
    expect(incumbent?.assumptions.join(" ")).toContain(
      "h2 are taken for checks of endpoints outside",
    );
    // Fixed 18.25, addresses 7.30, DT-Premium of 6,500 GB at 0.015 = 97.50; queries by alias free.
    expect(alternative).toMatchObject({
      label: "Global Accelerator in front",
      complete: true,
      cost: {
        parts: { route53: { exactUsd: "0.5" }, accelerator: { exactUsd: "123.05" } },
        usdPerMonth: 699.55,
      },
    });
  });

  it("says of each group how it is known where it comes in and who serves it", () => {
    const { groups } = costOf(estateOf([US, DE]));
    expect(groups[1]).toMatchObject({
      edgeGroup: { value: "EU", basis: "vantages" },
      servedFrom: {
        basis: "measured",
        places: [
          { place: "eu-west-1", share: 0.75 },
          { place: "us-east-1", share: 0.25 },
        ],
      },
    });
  });

  it("takes the nearest endpoint where nothing was measured, and says so", () => {
    const { groups } = costOf(estateOf([US, DE]), LATENCY, new Map());
    expect(groups.map(({ servedFrom }) => [servedFrom.basis, servedFrom.places[0]?.place])).toEqual(
      [
        ["nearest", "us-east-1"],
        ["nearest", "eu-west-1"],
      ],
    );
  });

  it("says what is missing where no traffic is declared, and calls nothing complete", () => {
    const { designs } = costOf(estateOf([undefined, { gbOut: 10 }]));
    expect(designs.map(({ complete }) => complete)).toEqual([false, false]);
    expect(designs[0]?.missing.map(({ group, mend }) => [group, mend])).toEqual([
      ["us", "declare trafficPerMonth.gbOut of the client group us"],
      ["us", "declare trafficPerMonth.dnsQueries of the client group us"],
      ["de", "declare trafficPerMonth.dnsQueries of the client group de"],
    ]);
    // An alias is free, so its queries need not be known; the direction of the traffic does.
    expect(designs[1]?.missing.map(({ group, what }) => [group, what])).toEqual([
      ["us", "traffic to the clients"],
      ["us", "traffic from the clients, for the dominant direction"],
      ["de", "traffic from the clients, for the dominant direction"],
    ]);
  });

  it("prices the declared way in where nothing was read, and calls that the least", () => {
    const cost = costOf(estateOf([US, DE]), null);
    expect(ServiceCost.parse(cost)).toEqual(cost);
    const [incumbent, alternative] = cost.designs;
    // The zone, and 6,500 GB out: what queries cost hangs on the policy, which nobody knows.
    expect(incumbent).toMatchObject({
      complete: false,
      cost: { exactUsd: "576.5", unknown: [{ label: "DNS queries" }] },
      range: { leastUsd: "576.5", mostUsd: null },
    });
    expect(incumbent?.missing[0]?.what).toContain("by which policy they answer");
    expect(alternative?.cost?.parts.accelerator.exactUsd).toBe("123.05");
  });

  it("prices a declared accelerator by its fixed fee, its addresses and its premium", () => {
    const { designs } = costOf(estateOf([US, DE], { incumbent: "accelerator" }), null);
    expect(designs[0]?.cost?.parts.accelerator.exactUsd).toBe("123.05");
    expect(designs[0]?.missing.map(({ what }) => what)).toEqual([
      "the records that lead to the accelerator",
    ]);
    const bare = { incumbent: undefined, dns: undefined };
    const [alone] = costOf(estateOf([US, DE], bare), null).designs;
    expect(alone).toMatchObject({
      label: "As it is: Global Accelerator",
      complete: true,
      range: { leastUsd: "699.05", mostUsd: "699.05" },
    });
  });

  it("does not guess which of two ways in users take", () => {
    const { designs } = costOf(estateOf([US, DE], { incumbent: undefined }), null);
    expect(designs[0]).toMatchObject({ cost: null, complete: false, range: null });
    expect(designs[0]?.missing[0]?.mend).toBe("declare the incumbent");
  });

  it("names what of AWS could not be read", () => {
    const unread = ["the health checks of account 111122223333"];
    const [incumbent] = costOf(estateOf([US, DE]), LATENCY, ANSWERS, { unread }).designs;
    expect(incumbent).toMatchObject({ complete: false, range: { mostUsd: null } });
    expect(incumbent?.missing[0]?.what).toContain("the health checks of account");
  });

  it("asks what other traffic would cost, dealt out by the groups' shares", () => {
    const whatIf = { gb: 6_500, gbIn: 15, queries: 100_000_000 };
    const { designs, groups } = costOf(estateOf([undefined, DE]), LATENCY, ANSWERS, { whatIf });
    expect(groups.map(({ traffic }) => traffic?.gbOut)).toEqual([3_250, 3_250]);
    expect(designs.map(({ range }) => range)).toEqual([
      { leastUsd: "643.25", mostUsd: "643.25" },
      { leastUsd: "699.55", mostUsd: "699.55" },
    ]);
  });

  it("says a range where requests are known and DNS queries are not, and who it is", () => {
    const whatIf = { gb: 6_500, gbIn: 15, requests: 100_000_000 };
    const { designs } = costOf(estateOf([undefined, undefined]), LATENCY, ANSWERS, { whatIf });
    const [incumbent, alternative] = designs;
    expect(incumbent).toMatchObject({
      complete: false,
      // Three lookups of 100 M requests by latency: 180.00.
      range: { leastUsd: "583.25", mostUsd: "763.25" },
    });
    expect(incumbent?.assumptions.at(-1)).toContain(
      "DNS queries of us, de are not known: the range is from none to 3 for each request",
    );
    expect(alternative).toMatchObject({
      complete: true,
      range: { leastUsd: "699.55", mostUsd: "699.55" },
    });
  });

  it.each(["accelerator", "dns"])(
    "compares an accelerator with latency records where the way in is declared as %s",
    (incumbent) => {
      const routing = RoutingDesign.parse({
        hostedZones: [
          {
            id: "Z1",
            name: "example.com",
            records: [
              {
                name: "SHOP.example.com",
                type: "A",
                alias: {
                  hostedZoneId: "Z2BJ6XQ5FK7U4H",
                  dnsName: "a1234.awsglobalaccelerator.com",
                  evaluateTargetHealth: false,
                },
              },
            ],
          },
        ],
      });
      const { designs } = costOf(estateOf([US, DE], { incumbent }), routing);
      expect(designs.map(({ label, cost }) => [label, cost?.parts.route53.exactUsd])).toEqual([
        ["As it is: Global Accelerator", "0.5"],
        ["Route 53 by latency", "62.5"],
      ]);
    },
  );

  it("charges for the accelerator that a CNAME leads to, and for no target that is not there", () => {
    const cname = { name: "shop.example.com", type: "CNAME", values: ["lb.example.net"], ttlS: 60 };
    const lb = (hostedZoneId: string, dnsName: string) => ({
      name: "lb.example.net",
      type: "A",
      alias: { hostedZoneId, dnsName, evaluateTargetHealth: false },
    });
    const routing = (target: object) =>
      RoutingDesign.parse({
        hostedZones: [
          { id: "Z1", name: "example.com", records: [cname] },
          { id: "Z2", name: "example.net", records: [target] },
        ],
      });
    const there = lb("Z2BJ6XQ5FK7U4H", "a1.awsglobalaccelerator.com");
    const [fronted] = costOf(estateOf([US, DE]), routing(there)).designs;
    // Two zones 1.00, 100 M standard queries 40.00.
    expect(fronted).toMatchObject({
      complete: true,
      cost: { parts: { route53: { exactUsd: "41" }, accelerator: { exactUsd: "123.05" } } },
    });
    const whatIf = { gb: 6_500, gbIn: 15, requests: 100_000_000 };
    const traffic = estateOf([undefined, undefined]);
    const [asked] = costOf(traffic, routing(there), ANSWERS, { whatIf }).designs;
    expect(asked?.assumptions.at(-1)).toContain("from none to 6 for each request");
    const [dangling] = costOf(estateOf([US, DE]), routing(lb("Z2", "gone.example.net"))).designs;
    expect(dangling).toMatchObject({ complete: false, range: { mostUsd: null } });
    expect(dangling?.missing[0]?.what).toContain("where gone.example.net. leads");
  });

  it("calls nothing complete while a health check of a record is not known", () => {
    const routing = { ...LATENCY, healthChecks: LATENCY.healthChecks.slice(0, 1) };
    const [incumbent] = costOf(estateOf([US, DE]), routing).designs;
    expect(incumbent).toMatchObject({ complete: false, range: { mostUsd: null } });
    expect(incumbent?.missing.map(({ what }) => what)).toEqual(["what health check h2 looks at"]);
  });

  const volume = fc.integer({ min: 0, max: 200_000 });
  const traffic = fc.record({ gbIn: volume, gbOut: volume, dnsQueries: fc.nat(2_000_000_000) });

  test.prop([traffic, traffic, traffic])("costs no less for more traffic", (us, de, more) => {
    const sum = {
      gbIn: de.gbIn + more.gbIn,
      gbOut: de.gbOut + more.gbOut,
      dnsQueries: de.dnsQueries + more.dnsQueries,
    };
    const less = costOf(estateOf([us, de])).designs;
    const dearer = costOf(estateOf([us, sum])).designs;
    less.forEach(({ cost }, at) => {
      const exact = Number(dearer[at]?.cost?.exactUsd);
      expect(exact).toBeGreaterThanOrEqual(Number(cost?.exactUsd));
    });
  });

  test.prop([traffic, fc.constantFrom("gbIn", "gbOut", "dnsQueries")])(
    "never takes what is unknown for nothing at all",
    (us, field) => {
      const { [field]: _, ...rest } = us;
      for (const design of costOf(estateOf([us, rest])).designs) {
        const isCharged = design.missing.length > 0;
        expect(design.complete).toBe(!isCharged);
        if (field === "gbOut") expect(isCharged).toBe(true);
      }
    },
  );
});
