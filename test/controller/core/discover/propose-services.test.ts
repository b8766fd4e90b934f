import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Estate } from "../../../../controller/contract/estate.ts";
import type { Inventory } from "../../../../controller/contract/inventory.ts";
import type { InventoryPart } from "../../../../controller/contract/inventory-part.ts";
import { ServiceFile } from "../../../../controller/contract/service-file.ts";
import { proposeServices } from "../../../../controller/core/discover/propose-services.ts";
import { readYaml } from "../../../../controller/yaml/read-yaml.ts";
import { writeYaml } from "../../../../controller/yaml/write-yaml.ts";
import { DENIED } from "../inventory/sample-readings.ts";
import { inventoryOf, part } from "../routing/sample-inventory.ts";
import { ADDRESS, alias, latency, record, shopDesign, value } from "../routing/shop-design.ts";
import { balancer, elasticIp, instance, localZone, subnet } from "./sample-network.ts";

const ELB_ZONE = "Z35SXDOTRQ7X7K";

function zoneWith(...records: object[]): Inventory {
  return inventoryOf({ hostedZones: [{ id: "ZSHOP", name: "shop.example", records }] });
}

/** What a design stands on: an instance in each Region, at the address of its record. */
function withInstances(design: object, parts: InventoryPart[] = []): Inventory {
  const instances = Object.entries(ADDRESS).map(([region, publicAddress]) =>
    instance(`i-${region}`, { region, publicAddress }),
  );
  return { ...inventoryOf(design, parts), instances };
}

const shopInventory = () => withInstances(shopDesign());

/** The proposals, each of which declares a service both as a value and as the text that is printed. */
function proposed(inventory: Inventory, estate: Estate | null = null) {
  const { proposals, passedOver } = proposeServices(inventory, estate);
  const files = proposals.map(({ file, comments }) => {
    const text = writeYaml(file, comments);
    const read = readYaml(text, ServiceFile);
    expect(read, text).toMatchObject({ ok: true });
    expect(read.ok && read.value).toEqual(ServiceFile.parse(file));
    return { ...file, text };
  });
  return { files, summaries: proposals.map(({ summary }) => summary), passedOver };
}

describe("controller/core/discover", () => {
  it("proposes a name with its endpoints, both ways in and what stands today", () => {
    const { files, summaries, passedOver } = proposed(shopInventory());
    const [shop, ...others] = files;
    expect(others).toEqual([]);
    expect(passedOver).toEqual([]);
    expect(summaries).toEqual([
      {
        name: "shop.example",
        id: "shop",
        declaredAs: null,
        endpoints: 3,
        places: ["ap-southeast-2", "eu-west-1", "us-east-1"],
        entries: ["dns", "accelerator"],
        routedBy: ["latency", "accelerator"],
        otherNames: ["www.shop.example"],
        unread: [],
      },
    ]);
    expect(shop?.endpoints.map(({ id, place, url }) => [id, place, url])).toEqual([
      ["shop-us-east-1", "us-east-1", "http://198.51.100.1/healthz"],
      ["shop-eu-west-1", "eu-west-1", "http://198.51.100.2/healthz"],
      ["shop-ap-southeast-2", "ap-southeast-2", "http://198.51.100.3/healthz"],
    ]);
    expect(shop?.entries).toEqual({
      dns: { url: "http://shop.example/healthz", name: "shop.example", hostedZoneId: "ZSHOP" },
      accelerator: {
        url: "https://fast.shop.example/healthz",
        arn: "arn:aws:globalaccelerator::111122223333:accelerator/shop",
      },
    });
    expect(shop?.incumbent).toMatchObject({
      entry: "dns",
      design: { accelerators: [{ name: "shop" }], healthChecks: [{}, {}, {}] },
    });
    expect(shop?.text).toContain(
      "url: http://198.51.100.1/healthz # as health check check-us-east-1 looks at it",
    );
    expect(shop?.text).toMatch(/^# Proposed by isochrone discover from shop\.example in ZSHOP/);
    expect(shop?.text).toContain("#   rtoS: 60");
  });

  it("knows an endpoint by what stands there, whichever way leads to it", () => {
    const base = zoneWith(
      record("shop.example", {
        setIdentifier: "us",
        routing: { policy: "weighted", weight: 100 },
        ...alias("dualstack.front-1.us-east-1.elb.amazonaws.com", true, ELB_ZONE),
      }),
      record("shop.example", {
        setIdentifier: "lax",
        routing: { policy: "weighted", weight: 0 },
        ...value("198.51.100.7"),
      }),
      record("lax.shop.example", value("198.51.100.7")),
    );
    const { files, passedOver } = proposed({
      ...base,
      zones: [localZone("us-west-2-lax-1a")],
      subnets: [subnet("us-west-2-lax-1a")],
      instances: [
        instance("i-0000000000000000a", { zone: "us-west-2-lax-1a", region: "us-west-2" }),
      ],
      addresses: [elasticIp("198.51.100.7", "i-0000000000000000a", "us-west-2")],
      loadBalancers: [balancer("front-1", "us-east-1", ["i-0000000000000000b"])],
    });
    expect(passedOver).toEqual([]);
    expect(files).toHaveLength(1);
    const [shop] = files;
    expect(shop?.endpoints).toMatchObject([
      {
        id: "front-1",
        place: "us-east-1",
        resource: expect.stringContaining("loadbalancer/app/front-1"),
        url: "https://front-1.us-east-1.elb.amazonaws.com/",
      },
      {
        id: "lax",
        place: "us-west-2-lax-1a",
        resource: "eipalloc-0123456789abcdef0",
        addresses: ["198.51.100.7"],
        url: "https://lax.shop.example/",
      },
    ]);
    expect(shop?.entries?.dns?.pinned).toEqual({ lax: "https://lax.shop.example/" });
    expect(shop?.vantages?.map(({ id, kind }) => [id, kind])).toEqual([
      ["us-east-1", "region"],
      ["us-west-2-lax-1a", "local-zone"],
    ]);
    expect(shop?.text).toContain("# application load balancer front-1");
    expect(shop?.text).toContain("guessed: nothing that was read tells protocol, port or path");
  });

  it("takes what is behind an accelerator, with the name that leads to it", () => {
    const { files } = proposed(
      withInstances(
        shopDesign({
          hostedZones: [
            {
              id: "ZSHOP",
              name: "shop.example",
              records: [
                record(
                  "shop.example",
                  alias("a1.awsglobalaccelerator.com", false, "Z2BJ6XQ5FK7U4H"),
                ),
              ] as never,
            },
          ],
          healthChecks: [],
        }),
      ),
    );
    expect(files).toHaveLength(1);
    expect(files[0]).toMatchObject({
      id: "shop",
      incumbent: { entry: "accelerator" },
      entries: { accelerator: { url: expect.stringMatching(/^https?:\/\/shop\.example/) } },
    });
    expect(files[0]?.entries).not.toHaveProperty("dns");
    expect(files[0]?.endpoints.map(({ place }) => place)).toEqual(Object.keys(ADDRESS));
  });

  it("proposes an accelerator that no name leads to by its own", () => {
    const { files } = proposed(
      withInstances({ ...shopDesign(), hostedZones: [], healthChecks: [] }),
    );
    expect(files).toMatchObject([
      { id: "shop", label: "shop", incumbent: { entry: "accelerator" } },
    ]);
    expect(files[0]?.entries?.accelerator?.url).toMatch(/a1\.awsglobalaccelerator\.com/);
    expect(files[0]?.text).toContain("better with TLS");
  });

  it("takes an address that nothing is known of for the only load balancer of its Region", () => {
    const [group, ...others] = Object.entries(ADDRESS);
    const arn = balancer("front", "us-east-1", []).arn;
    const endpointGroups = [
      { region: "us-east-1", endpoints: [{ endpointId: arn }] },
      ...others.map(([region]) => ({ region, endpoints: [{ endpointId: `i-${region}` }] })),
    ];
    const ports = [{ fromPort: 80, toPort: 80 }];
    const listeners = [{ protocol: "TCP" as const, portRanges: ports, endpointGroups }];
    const inventory = withInstances(
      shopDesign({
        accelerators: [{ name: "shop", dnsName: "a1.awsglobalaccelerator.com", listeners }],
      }),
    );
    const instances = inventory.instances.filter(({ region }) => region !== "us-east-1");
    const loadBalancers = [balancer("front", "us-east-1", [])];
    const { files } = proposed({ ...inventory, instances, loadBalancers });
    expect(files).toHaveLength(1);
    expect(files[0]?.endpoints).toHaveLength(3);
    const front = files[0]?.endpoints.find(({ place }) => place === "us-east-1");
    expect(front).toMatchObject({ id: "front", resource: arn, addresses: [group?.[1]] });
    expect(files[0]?.text).toContain("guessed to be at 198.51.100.1: nothing else in us-east-1 is");
  });

  it("marks what serves only while another fails", () => {
    const failover = (role: string, region: string) =>
      record("shop.example", {
        setIdentifier: role,
        routing: { policy: "failover", role },
        ...alias(`lb-${role.toLowerCase()}.elb.${region}.amazonaws.com`, true, ELB_ZONE),
      });
    const { files } = proposed(
      zoneWith(failover("PRIMARY", "us-east-1"), failover("SECONDARY", "eu-west-1")),
    );
    expect(files[0]?.endpoints.map(({ place, tier }) => [place, tier])).toEqual([
      ["us-east-1", undefined],
      ["eu-west-1", "standby"],
    ]);
  });

  it("says why a name is no service, and leaves names for programs out", () => {
    const { files, passedOver } = proposed(
      zoneWith(
        record("mail.shop.example", value("203.0.113.9")),
        record("*.shop.example", value("203.0.113.10")),
        record("cdn.shop.example", { type: "CNAME", ...value("d111.cloudfront.net") }),
        record("_1f2e.shop.example", { type: "CNAME", ...value("_x.acm-validations.aws") }),
      ),
    );
    expect(files).toEqual([]);
    expect(passedOver).toEqual([
      { name: "*.shop.example", why: expect.stringContaining("many names") },
      {
        name: "cdn.shop.example",
        why: "d111.cloudfront.net, in no account that was read: nothing tells where it runs",
      },
      {
        name: "mail.shop.example",
        why: "203.0.113.9, in no account that was read: nothing tells where it runs",
      },
    ]);
  });

  it("proposes what it knows of a service, and names what it leaves out", () => {
    const { files, summaries } = proposed(
      zoneWith(latency("us-east-1", ADDRESS["us-east-1"]), latency("mars-north-1", "203.0.113.9")),
    );
    expect(files[0]?.endpoints).toHaveLength(1);
    expect(files[0]?.text).toContain(
      "place: us-east-1 # guessed from the routing policy that leads to it",
    );
    expect(files[0]?.text).toContain("# left out: 203.0.113.9");
    expect(summaries[0]?.unread[0]).toContain("203.0.113.9");
  });

  it("says what could not be read and may be missing", () => {
    const denied = part("health-checks", { state: "failed", items: 0, of: null, error: DENIED });
    const { files, summaries } = proposed({
      ...withInstances(shopDesign(), [denied]),
      healthChecks: [],
    });
    expect(summaries[0]?.unread).toEqual([expect.stringContaining("health checks")]);
    expect(files[0]?.text).toMatch(/# not read: health checks in \d+: could not be read/);
  });

  it("keeps the id of a service that is declared, and suggests no vantages beside those of the estate", () => {
    const [declared] = proposeServices(shopInventory(), null).proposals;
    const { endpoints } = ServiceFile.parse(declared?.file);
    const service = (id: string, url: string) => ({ id, label: id, endpoints, dns: { url } });
    const estate = Estate.parse({
      environment: { name: "prod" },
      vantages: [{ id: "office", kind: "custom", label: "O", latitude: 0, longitude: 0 }],
      services: [
        service("web", "https://shop.example/health"),
        service("shop", "https://other.example/"),
      ],
    });
    const { files, summaries } = proposed(shopInventory(), estate);
    expect(summaries[0]).toMatchObject({ id: "web", declaredAs: "web" });
    expect(files[0]).not.toHaveProperty("vantages");
  });

  it("gives services of one name in two zones different ids", () => {
    const zone = (id: string, name: string) => ({
      id,
      name,
      records: [
        record(`api.${name}`, {
          setIdentifier: "u",
          routing: { policy: "latency", region: "us-east-1" },
          ...value("198.51.100.1"),
        }),
      ],
    });
    const { files } = proposed(
      inventoryOf({ hostedZones: [zone("ZA", "a.example"), zone("ZB", "b.example")] }),
    );
    expect(files.map(({ id }) => id)).toEqual(["api", "api-b"]);
  });

  test.prop([
    fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      maxLength: 12,
    }),
  ])(
    "ends on rings of aliases, and every name is proposed, passed over, another's name or on another's way",
    (links) => {
      const sets = new Map<number, object>();
      for (const [from, to] of links) {
        const fields = from === to ? value(`198.51.100.${to}`) : alias(`n${to}.shop.example`);
        sets.set(from, record(`n${from}.shop.example`, fields));
      }
      const { proposals, passedOver } = proposeServices(zoneWith(...sets.values()), null);
      expect(proposals.length + passedOver.length).toBeLessThanOrEqual(sets.size);
    },
  );
});
