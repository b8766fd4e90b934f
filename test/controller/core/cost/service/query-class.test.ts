import { describe, expect, it } from "vitest";
import { RoutingDesign } from "../../../../../controller/contract/aws/routing-design.ts";
import type { QueryClass } from "../../../../../controller/contract/cost-design.ts";
import { queriesOfName } from "../../../../../controller/core/cost/service/query-class.ts";
import { alias, record, value } from "../../routing/shop-design.ts";

const ACCELERATOR_ZONE = "Z2BJ6XQ5FK7U4H";
const WWW = "www.shop.example";
const DUAL_STACK = "a1.dualstack.awsglobalaccelerator.com";

const to = (dnsName: string, zone: string) => alias(dnsName, false, zone);
const cname = (target: string) => ({ type: "CNAME", values: [target], ttlS: 60 });
const latency = (name: string, address: string) =>
  record(name, {
    setIdentifier: address,
    routing: { policy: "latency", region: "eu-west-1" },
    ...value(address),
  });

/** The zones ZSHOP (shop.example) and ZLAB (lab.example), and one accelerator at 198.51.100.9. */
function designOf(shop: object[], lab: object[] = []): RoutingDesign {
  return RoutingDesign.parse({
    hostedZones: [
      { id: "ZSHOP", name: "shop.example", records: shop },
      { id: "ZLAB", name: "lab.example.", records: lab },
    ],
    accelerators: [
      {
        name: "shop",
        dnsName: "a1.awsglobalaccelerator.com",
        dualStackDnsName: DUAL_STACK,
        ipSets: [{ family: "IPv4", addresses: ["198.51.100.9"] }],
      },
    ],
  });
}

type Told = {
  readonly classes: QueryClass[];
  readonly toAccelerator: "all" | "some" | "none";
  /** Record sets on the way. */
  readonly records: number;
  readonly unknown?: string[];
};

const ACCELERATED = "lb.shop.example";
const toAccelerator = record(ACCELERATED, to("a1.awsglobalaccelerator.com", ACCELERATOR_ZONE));

const CASES: [string, RoutingDesign, Told][] = [
  [
    "a CNAME that leads to an alias of an accelerator",
    designOf([record(WWW, cname("LB.shop.example.")), toAccelerator]),
    { classes: ["standard", "alias-accelerator"], toAccelerator: "all", records: 2 },
  ],
  [
    "a CNAME into another zone, by latency there",
    designOf([record(WWW, cname("lb.lab.example"))], [latency("lb.lab.example", "192.0.2.1")]),
    { classes: ["standard", "latency"], toAccelerator: "none", records: 2 },
  ],
  [
    "a wildcard in the place of the name",
    designOf([latency("\\052.shop.example.", "192.0.2.1")]),
    { classes: ["latency"], toAccelerator: "none", records: 1 },
  ],
  [
    "a CNAME to the accelerator's name of both families",
    designOf([record(WWW, cname(`${DUAL_STACK.toUpperCase()}.`))]),
    { classes: ["standard"], toAccelerator: "all", records: 1 },
  ],
  [
    "a CNAME to an accelerator that was not read",
    designOf([record(WWW, cname("a7.awsglobalaccelerator.com"))]),
    { classes: ["standard"], toAccelerator: "all", records: 1 },
  ],
  [
    "an address of the accelerator beside one of something else",
    designOf([record(WWW, { values: ["198.51.100.9", "192.0.2.1"], ttlS: 60 })]),
    { classes: ["standard"], toAccelerator: "some", records: 1 },
  ],
  [
    "an alias to a load balancer",
    designOf([record(WWW, to("lb-1.eu-west-1.elb.amazonaws.com", "Z32O12XQLNTSW2"))]),
    { classes: ["alias"], toAccelerator: "none", records: 1 },
  ],
  [
    "an alias whose target has no record",
    designOf([record(WWW, alias("gone.shop.example"))]),
    {
      classes: [],
      toAccelerator: "none",
      records: 1,
      unknown: ["where gone.shop.example. leads: no record of it is known"],
    },
  ],
  [
    "a CNAME whose target has no record",
    designOf([record(WWW, cname("gone.lab.example"))]),
    {
      classes: ["standard"],
      toAccelerator: "none",
      records: 1,
      unknown: ["where gone.lab.example. leads: no record of it is known"],
    },
  ],
  [
    "an alias whose target has a record in a zone other than the alias says",
    designOf(
      [record(WWW, to("lb.lab.example", "ZSHOP"))],
      [record("lb.lab.example", value("192.0.2.1"))],
    ),
    {
      classes: [],
      toAccelerator: "none",
      records: 1,
      unknown: ["where lb.lab.example. leads: no record of it is known"],
    },
  ],
  [
    "an alias to a record of another zone",
    designOf([record(WWW, to("lb.lab.example", "ZLAB"))], [latency("lb.lab.example", "192.0.2.1")]),
    { classes: ["latency"], toAccelerator: "none", records: 2 },
  ],
  [
    "aliases in a ring",
    designOf([record(WWW, alias("b.shop.example")), record("b.shop.example", alias(WWW))]),
    {
      classes: [],
      toAccelerator: "none",
      records: 2,
      unknown: ["where www.shop.example. leads: its records lead back to themselves"],
    },
  ],
];

describe("controller/core/cost/service/query-class", () => {
  it.each(CASES)("follows %s", (_, design, { records, unknown = [], ...told }) => {
    const queries = queriesOfName(design, { name: WWW });
    expect(queries).toMatchObject({ ...told, unknown });
    expect(queries?.records).toHaveLength(records);
  });

  it("takes the dearest class for all queries, and none where no record is charged for", () => {
    const [cnameToLatency, dangling] = [CASES[1]?.[1], CASES[7]?.[1]];
    const classOf = (design: RoutingDesign | undefined) =>
      design === undefined ? undefined : queriesOfName(design, { name: WWW })?.queryClass;
    expect(classOf(cnameToLatency)).toBe("latency");
    expect(classOf(dangling)).toBeNull();
  });

  it("looks in the zone that the name is said to stand in, where the design has it", () => {
    const design = RoutingDesign.parse({
      hostedZones: [
        { id: "ZONE1", name: "shop.example", records: [latency(WWW, "192.0.2.1")] },
        { id: "ZONE2", name: "shop.example", records: [record(WWW, value("192.0.2.2"))] },
      ],
    });
    const classIn = (hostedZoneId: string) =>
      queriesOfName(design, { name: WWW, hostedZoneId })?.queryClass;
    expect([classIn("ZONE1"), classIn("ZONE2")]).toEqual(["latency", "standard"]);
    expect(queriesOfName(design, { name: WWW, hostedZoneId: "ZGONE" })).toBeNull();
  });

  it("knows nothing of a name without address records", () => {
    expect(queriesOfName(designOf([toAccelerator]), { name: WWW })).toBeNull();
  });
});
