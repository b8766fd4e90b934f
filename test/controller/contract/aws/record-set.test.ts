import { describe, expect, it } from "vitest";
import { RecordSet } from "../../../../controller/contract/aws/record-set.ts";

const plain = { name: "shop.example.", type: "A", ttlS: 60, values: ["192.0.2.1"] };
const alias = {
  name: "shop.example",
  type: "A",
  alias: { hostedZoneId: "Z1", dnsName: "r1.shop.example", evaluateTargetHealth: true },
};

function issues(set: object): string[] {
  return (RecordSet.safeParse(set).error?.issues ?? []).map(
    ({ path, message }) => `${path.join(".")}: ${message}`,
  );
}

describe("controller/contract/aws/record-set", () => {
  it("reads a simple record set with values, and one with an alias", () => {
    expect(RecordSet.parse(plain).routing).toEqual({ policy: "simple" });
    expect(RecordSet.parse(alias).alias?.dnsName).toBe("r1.shop.example");
  });

  it.each([
    ["weighted", { weight: 0 }],
    ["latency", { region: "ap-southeast-2" }],
    ["failover", { role: "SECONDARY" }],
    ["geolocation", { countryCode: "US", subdivisionCode: "CA" }],
    ["geolocation", { countryCode: "*" }],
    ["geoproximity", { localZoneGroup: "us-west-2-lax-1", bias: -99 }],
    ["geoproximity", { coordinates: { latitude: "-33.87", longitude: "151.2" } }],
    ["ip-based", { collectionId: "c1", location: "*" }],
    ["multivalue", {}],
  ])("reads a record set of the policy %s with %j", (policy, fields) => {
    expect(issues({ ...plain, setIdentifier: "one", routing: { policy, ...fields } })).toEqual([]);
  });

  it.each([
    [{ ...plain, alias: alias.alias }, "values: leave it out beside an alias"],
    [{ ...alias, ttlS: 60 }, "ttlS: leave it out: an alias has its target's"],
    [{ name: "shop.example", type: "A" }, "values: is missing: give values, or an alias"],
    [{ ...plain, ttlS: undefined }, "ttlS: is missing beside values"],
    [{ ...plain, setIdentifier: "one" }, "setIdentifier: leave it out, or give a routing policy"],
    [{ ...plain, routing: { policy: "multivalue" } }, "setIdentifier: is missing: multivalue"],
    [
      { ...alias, setIdentifier: "one", routing: { policy: "multivalue" } },
      "routing: multivalue is neither for aliases nor for CNAME",
    ],
    [
      { ...plain, setIdentifier: "one", routing: { policy: "latency", region: "Ireland" } },
      "routing.region: is no Region code",
    ],
    [
      { ...plain, setIdentifier: "one", routing: { policy: "geolocation" } },
      "routing.countryCode: name either a continentCode or a countryCode",
    ],
    [
      {
        ...plain,
        setIdentifier: "one",
        routing: { policy: "geoproximity", region: "eu-west-1", localZoneGroup: "x" },
      },
      "routing.region: name exactly one of region, localZoneGroup and coordinates, not 2",
    ],
    [
      {
        ...plain,
        setIdentifier: "one",
        routing: { policy: "geoproximity", coordinates: { latitude: "1.234", longitude: "2" } },
      },
      "routing.coordinates.latitude: must be degrees with at most two decimals",
    ],
    [{ ...plain, name: "shop example" }, "name: is no DNS name"],
    [{ ...plain, name: `${"a".repeat(64)}.example` }, "name: is no DNS name"],
  ])("says what is wrong, where, and what to do: %#", (set, message) => {
    expect(issues(set)[0]).toContain(message);
  });

  it("takes names as Route 53 gives them, with codes for characters", () => {
    expect(issues({ ...plain, name: "\\052.shop.example." })).toEqual([]);
  });
});
