import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../controller/contract/aws/routing-design.ts";
import type { Inventory } from "../../../../controller/contract/inventory.ts";
import { type LiveService, liveDesign } from "../../../../controller/core/routing/live-design.ts";
import { DENIED } from "../inventory/sample-readings.ts";
import { inventoryOf, part } from "./sample-inventory.ts";
import { ADDRESS, alias, record, shopDesign, value } from "./shop-design.ts";

const ARN = "arn:aws:globalaccelerator::111122223333:accelerator/shop";
const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";

const ENDPOINTS = Object.entries(ADDRESS).map(([region, address]) => ({
  id: region,
  label: region,
  place: region,
  latitude: 0,
  longitude: 0,
  url: `https://${region}.shop.example/echo`,
  addresses: [address],
}));

function by(host: string, hostedZoneId?: string): LiveService {
  const dns = { url: `https://${host}/echo`, pinned: {}, ...(hostedZoneId && { hostedZoneId }) };
  return { endpoints: ENDPOINTS, dns };
}

function accelerated(url: string, arn?: string): LiveService {
  return { endpoints: ENDPOINTS, accelerator: { url, pinned: {}, ...(arn && { arn }) } };
}

/** One zone with these record sets, and all else of the shop. */
function shopWith(...records: object[]): RoutingDesign {
  const zone = { id: "ZSHOP", name: "shop.example.", records };
  return RoutingDesign.parse({ ...shopDesign(), hostedZones: [zone] });
}

/** What was found, in short. */
function told(service: LiveService, inventory: Inventory) {
  const { design, unread } = liveDesign(service, inventory);
  expect(RoutingDesign.safeParse(design).error).toBeUndefined();
  return {
    records: design.hostedZones.flatMap(({ id, records }) =>
      records.length === 0
        ? [`${id} nothing`]
        : records.map(({ name, type, setIdentifier }) =>
            [id, name, type, setIdentifier].filter((each) => each !== undefined).join(" "),
          ),
    ),
    checks: design.healthChecks.map(({ id }) => id),
    collections: design.cidrCollections.map(({ id }) => id),
    accelerators: design.accelerators.map(({ name }) => name),
    unread,
  };
}

const NONE = { records: [], checks: [], collections: [], accelerators: [], unread: [] };
const LATENCY = Object.keys(ADDRESS).map((region) => `ZSHOP shop.example A ${region}`);
const CHECKS = Object.keys(ADDRESS).map((region) => `check-${region}`);

describe("controller/core/routing/live-design", () => {
  it("takes the record sets of a name with their health checks, and nothing of other names", () => {
    const inventory = inventoryOf(shopDesign());
    expect(told(by("SHOP.example"), inventory)).toEqual({
      ...NONE,
      records: LATENCY,
      checks: CHECKS,
    });
  });

  it("keeps what it takes as it stands", () => {
    const design = shopDesign();
    const [zone] = liveDesign(by("shop.example"), inventoryOf(design)).design.hostedZones;
    expect(zone?.records).toEqual(design.hostedZones[0]?.records.slice(0, 3));
  });

  it("follows an alias within the zone", () => {
    expect(told(by("www.shop.example"), inventoryOf(shopDesign()))).toEqual({
      ...NONE,
      records: [...LATENCY, "ZSHOP www.shop.example A"],
      checks: CHECKS,
    });
  });

  it("finds the accelerator that an alias leads to, with all below it", () => {
    const inventory = inventoryOf(shopDesign());
    expect(told(by("fast.shop.example"), inventory)).toEqual({
      ...NONE,
      records: ["ZSHOP fast.shop.example A"],
      accelerators: ["shop"],
    });
    const [accelerator] = liveDesign(by("fast.shop.example"), inventory).design.accelerators;
    expect(accelerator).toEqual(shopDesign().accelerators[0]);
  });

  it.each([
    ["its ARN", accelerated("https://edge.example/echo", ARN)],
    ["its DNS name", accelerated("https://a1.awsglobalaccelerator.com/echo")],
    ["one of its addresses", accelerated("https://203.0.113.2:8443/echo")],
  ])("finds the accelerator that a service declares by %s", (_, service) => {
    expect(told(service, inventoryOf(shopDesign())).accelerators).toEqual(["shop"]);
  });

  it("finds an accelerator by addresses that records hold", () => {
    const design = shopWith(record("shop.example", value("203.0.113.1")));
    expect(told(by("shop.example"), inventoryOf(design))).toMatchObject({
      accelerators: ["shop"],
      unread: [],
    });
  });

  it("follows a CNAME into another zone, and takes wildcards for what they stand for", () => {
    const design = RoutingDesign.parse({
      hostedZones: [
        {
          id: "ZSHOP",
          name: "shop.example",
          records: [
            record("www.shop.example", { type: "CNAME", values: ["a.net.example"], ttlS: 60 }),
          ],
        },
        {
          id: "ZNET",
          name: "net.example",
          records: [
            record("\\052.net.example", value(ADDRESS["eu-west-1"])),
            record("\\052.net.example", { type: "TXT", ...value('"text"') }),
            record("b.net.example", value(ADDRESS["us-east-1"])),
          ],
        },
      ],
    });
    expect(told(by("www.shop.example"), inventoryOf(design))).toEqual({
      ...NONE,
      records: ["ZSHOP www.shop.example CNAME", "ZNET \\052.net.example A"],
    });
  });

  it("takes CIDR collections that records choose by, and all that a calculated check asks", () => {
    const design = RoutingDesign.parse({
      hostedZones: [
        {
          id: "ZSHOP",
          name: "shop.example",
          records: [
            record("shop.example", {
              setIdentifier: "office",
              routing: { policy: "ip-based", collectionId: "isps", location: "office" },
              healthCheckId: "both",
              ...value(ADDRESS["eu-west-1"]),
            }),
          ],
        },
      ],
      healthChecks: [
        ...shopDesign().healthChecks,
        {
          id: "both",
          config: { type: "CALCULATED", childIds: ["check-us-east-1"], healthThreshold: 1 },
        },
      ],
      cidrCollections: [
        { id: "isps", name: "isps" },
        { id: "other", name: "other" },
      ],
    });
    expect(told(by("shop.example"), inventoryOf(design))).toEqual({
      ...NONE,
      records: ["ZSHOP shop.example A office"],
      checks: ["both", "check-us-east-1"],
      collections: ["isps"],
    });
  });

  it("ends where aliases lead in a circle", () => {
    const design = shopWith(
      record("shop.example", alias("www.shop.example")),
      record("www.shop.example", alias("shop.example")),
    );
    expect(told(by("shop.example"), inventoryOf(design)).records).toHaveLength(2);
  });

  it("shows a zone that does not know the name as a zone without records", () => {
    expect(told(by("shop.example"), inventoryOf(shopWith()))).toEqual({
      ...NONE,
      records: ["ZSHOP nothing"],
    });
  });

  it("finds nothing for a service that has neither a name nor an accelerator", () => {
    expect(told({ endpoints: ENDPOINTS }, inventoryOf(shopDesign()))).toEqual(NONE);
  });
});

describe("controller/core/routing/live-design among zones of one name", () => {
  const zone = (id: string, more: object = {}) => ({
    id,
    name: "shop.example",
    records: [record("shop.example", value(ADDRESS["eu-west-1"]))],
    ...more,
  });
  const parent = {
    id: "ZPARENT",
    name: "example",
    records: [record("shop.example", { type: "NS", values: ["ns-2.example."], ttlS: 60 })],
  };

  it.each([
    ["the one that the service names", [zone("Z1"), zone("Z2")], by("shop.example", "Z2")],
    ["the public one", [zone("Z1", { isPrivate: true }), zone("Z2")], by("shop.example")],
    ["the one that knows the name", [zone("Z1", { records: [] }), zone("Z2")], by("shop.example")],
    [
      "the one that its parent delegates to",
      [
        zone("Z1", { nameServers: ["ns-1.example"] }),
        zone("Z2", { nameServers: ["NS-2.example"] }),
        parent,
      ],
      by("shop.example"),
    ],
  ])("takes %s", (_, hostedZones, service) => {
    expect(told(service, inventoryOf({ hostedZones }))).toEqual({
      ...NONE,
      records: ["Z2 shop.example A"],
    });
  });

  it("takes none where it cannot be known", () => {
    const inventory = inventoryOf({ hostedZones: [zone("Z1"), zone("Z2")] });
    expect(told(by("shop.example"), inventory)).toEqual({
      ...NONE,
      unread: [
        "shop.example.: Z1, Z2 have one name, and it is not known which of them answers; declare entries.dns.hostedZoneId",
      ],
    });
  });

  it("says where a zone leaves a name to others", () => {
    expect(told(by("shop.example"), inventoryOf({ hostedZones: [parent] })).unread).toEqual([
      "shop.example.: ZPARENT leaves shop.example. to the name servers of another zone",
    ]);
  });
});

describe("controller/core/routing/live-design of a partial inventory", () => {
  const denied = { state: "failed", items: 0, of: null, error: DENIED } as const;

  it.each([
    [
      "a zone that is nobody's",
      by("www.elsewhere.example"),
      [],
      ["where www.elsewhere.example. leads: no hosted zone that was read has it"],
    ],
    [
      "a zone that the service names and nobody has",
      by("shop.example", "ZGONE"),
      [],
      ["hosted zone ZGONE: in no account that was read"],
    ],
    [
      "record sets",
      by("shop.example"),
      [
        part("record-sets", {
          scope: "ZSHOP",
          state: "partial",
          items: 100,
          of: 250,
          error: DENIED,
        }),
      ],
      [
        "record sets of ZSHOP in 111122223333: 100 of 250 were read (You are not authorized to perform this operation. Allow it.)",
      ],
    ],
    [
      "zones, so that a nearer one may be missing",
      by("shop.example"),
      [part("hosted-zones", { state: "partial", items: 1, of: null, note: "cut off" })],
      ["hosted zones in 111122223333: read in part (cut off)"],
    ],
    [
      "health checks, of which an earlier reading has left some",
      by("shop.example"),
      [part("health-checks", { ...denied, stale: { items: 3, readAtMs: 500 } })],
      [
        "health checks in 111122223333: could not be read (You are not authorized to perform this operation. Allow it.); what an earlier reading found is taken in its place",
      ],
    ],
    [
      "health checks that none of its records names",
      by("fast.shop.example"),
      [part("health-checks", denied)],
      [],
    ],
    ["accelerators that nothing leads to", by("shop.example"), [part("accelerators", denied)], []],
    [
      "accelerators of the declared one's account",
      accelerated("https://203.0.113.77/echo", `${ARN}-2`),
      [part("accelerators", { state: "skipped", note: "left out by choice" })],
      [
        `${ARN}-2: in no account that was read`,
        "accelerators in 111122223333: not asked for (left out by choice)",
      ],
    ],
  ])("names %s", (_, service, parts, unread) => {
    expect(told(service, inventoryOf(shopDesign(), parts)).unread).toEqual(unread);
  });

  it("knows a declared accelerator to be gone when its account was read whole", () => {
    const service = accelerated("https://a9.awsglobalaccelerator.com/", `${ARN}-gone`);
    const { unread, accelerators } = told(service, inventoryOf(shopDesign()));
    expect(accelerators).toEqual([]);
    expect(unread).toEqual([
      "accelerator a9.awsglobalaccelerator.com.: in no account that was read",
    ]);
  });

  it("does not know of an address that nobody has whether it is an unread accelerator's", () => {
    const design = shopWith(record("shop.example", value("203.0.113.77")));
    const inventory = inventoryOf(design, [part("accelerators", denied)]);
    expect(told(by("shop.example"), inventory).unread).toHaveLength(1);
  });

  it("knows an accelerator of an alias that no account has not to be read", () => {
    const far = alias("a9.awsglobalaccelerator.com", false, ACCELERATOR_ZONE);
    const inventory = inventoryOf(shopWith(record("shop.example", far)));
    expect(told(by("shop.example"), inventory).unread).toEqual([
      "accelerator a9.awsglobalaccelerator.com.: in no account that was read",
    ]);
  });

  it("takes an alias to a load balancer for the end", () => {
    const balancer = alias("dualstack.shop-1.eu-west-1.elb.amazonaws.com", true, "Z32O12XQLNTSW2");
    const inventory = inventoryOf(shopWith(record("shop.example", balancer)), [
      part("accelerators", denied),
    ]);
    expect(told(by("shop.example"), inventory).unread).toEqual([]);
  });
});
