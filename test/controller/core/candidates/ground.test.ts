import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { groundOf } from "../../../../controller/core/candidates/ground.ts";
import { SAMPLE_SERVICE, sampleGround } from "./sample-ground.ts";

const ground = (change: object) => groundOf(Service.parse({ ...SAMPLE_SERVICE, ...change }));
const withoutAddresses = SAMPLE_SERVICE.endpoints.map(({ addresses: _none, ...rest }) => rest);

describe("controller/core/candidates/ground", () => {
  it("takes the name, its zone and port from the service", () => {
    expect(sampleGround()).toMatchObject({
      zone: { id: "ZSHOP", name: "shop.example." },
      name: "www.shop.example.",
      port: 443,
      recordType: "A",
    });
    expect(sampleGround().endpoints[3]).toMatchObject({
      place: "us-west-2-lax-1a",
      region: "us-west-2",
    });
  });

  it("takes the zone that today's records stand in", () => {
    const zone = { id: "ZTODAY", name: "www.shop.example", records: [] };
    const outer = { id: "ZOUTER", name: "shop.example", records: [] };
    const { zone: taken } = sampleGround({ incumbentDesign: { hostedZones: [outer, zone] } });
    expect(taken).toEqual({ id: "ZTODAY", name: "www.shop.example." });
  });

  it("answers with names where an endpoint has no addresses, unless no CNAME may stand there", () => {
    expect(ground({ endpoints: withoutAddresses })).toMatchObject({ recordType: "CNAME" });
    const dns = { url: "https://shop.example/" };
    expect(ground({ endpoints: withoutAddresses, dns })).toMatch(
      /virginia has no addresses.*no CNAME/,
    );
  });

  it("needs a name", () => {
    expect(ground({ dns: undefined })).toMatch(/^entries\.dns is missing/);
  });

  it("tells a group by all its countries, and knows who may serve it", () => {
    const [first, ...rest] = SAMPLE_SERVICE.clientGroups;
    const match = { ...first?.match, countries: ["PT", "ES"] };
    const residency = [
      { groups: ["portugal"], allowedPlaces: ["eu-west-1", "us-west-2-lax-1", "us-east-1"] },
      { groups: ["portugal", "brazil"], allowedPlaces: ["eu-west-1", "us-west-2-lax-1"] },
    ];
    const clientGroups = [{ ...first, match }, ...rest];
    const { groups } = sampleGround({ clientGroups, constraints: { residency } });
    expect(groups.map(({ countries }) => countries)).toEqual([
      ["PT", "ES"],
      ["MX"],
      ["US"],
      ["BR"],
    ]);
    const both = new Set(["ireland", "los-angeles"]);
    expect(groups.map(({ allowed }) => allowed)).toEqual([both, null, null, both]);
  });

  it.each<[string[] | undefined, string[]]>([
    [undefined, ["TCP"]],
    [["https", "tls"], ["TCP"]],
    [["udp"], ["UDP"]],
    [
      ["https", "udp"],
      ["TCP", "UDP"],
    ],
  ])("of protocols %j listeners take %j", (protocols, transports) => {
    expect(sampleGround({ constraints: { protocols } }).transports).toEqual(transports);
  });
});
