import { describe, expect, it } from "vitest";
import { HostedZones } from "../../../../../infra/lab/aws/route53/hosted-zones.ts";
import { listZonesByName } from "../../../../../infra/lab/aws/route53/list-zones-by-name.ts";

const zones = new HostedZones();
const made = ["shop.test", "a.example", "shop.example", "a.example", "example"].map((Name, n) =>
  zones.create({ Name, CallerReference: String(n) }),
);
const list = (request: Parameters<typeof listZonesByName>[1] = {}) =>
  listZonesByName(zones.list(), request);
const namesOf = ({ HostedZones: found }: ReturnType<typeof list>) => found?.map(({ Name }) => Name);

const SORTED = ["example.", "a.example.", "a.example.", "shop.example.", "shop.test."];

describe("infra/lab/aws/route53/list-zones-by-name", () => {
  it("sorts names from the right, and zones of one name by their ids", () => {
    expect(namesOf(list())).toEqual(SORTED);
    const twins = list()
      .HostedZones?.slice(1, 3)
      .map(({ Id }) => Id?.replace("/hostedzone/", ""));
    expect(twins).toEqual([made[1]?.id, made[3]?.id].sort());
  });

  it.each([
    ["A.Example.", SORTED.slice(1)],
    ["b.example", SORTED.slice(3)],
    ["zz.test", []],
  ])("begins with %s or the next name", (DNSName, expected) => {
    expect(namesOf(list({ DNSName }))).toEqual(expected);
  });

  it("turns pages by name and id", () => {
    const seen: (string | undefined)[] = [];
    let request: Parameters<typeof list>[0] = { MaxItems: 2 };
    for (let page = 0; page < 3; page += 1) {
      const found = list(request);
      seen.push(...(namesOf(found) ?? []));
      expect(found.IsTruncated).toBe(page < 2);
      request = {
        DNSName: found.NextDNSName,
        HostedZoneId: `/hostedzone/${found.NextHostedZoneId}`,
        MaxItems: 2,
      };
    }
    expect(seen).toEqual(SORTED);
  });

  it("refuses an id without a name, and what is no name", () => {
    expect(() => list({ HostedZoneId: "Z1" })).toThrow(/HostedZoneId needs DNSName/);
    expect(() => list({ DNSName: "a..b" })).toThrow(
      expect.objectContaining({ code: "InvalidDomainName" }),
    );
  });
});
