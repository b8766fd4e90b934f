import { describe, expect, it } from "vitest";
import { ZoneWithRecords } from "../../../../controller/contract/aws/hosted-zone-spec.ts";
import { doorOf, zoneOfService } from "../../../../controller/core/answers/zone-of-name.ts";

const zone = (id: string, name: string, isPrivate = false) => ({
  account: "111122223333",
  spec: ZoneWithRecords.parse({ id, name, isPrivate, records: [] }),
  recordsState: "complete" as const,
  recordsTold: 0,
});
const ZONES = {
  hostedZones: [
    zone("ZSHOP", "shop.example"),
    zone("ZWIDE", "example"),
    zone("ZINSIDE", "inside.example", true),
    zone("ZTWIN1", "twin.example"),
    zone("ZTWIN2", "twin.example"),
  ],
};
const by = (url: string, more: { name?: string; hostedZoneId?: string } = {}) => ({
  dns: { url, pinned: {}, ...more },
});

/** The zone's id, or why there is none. */
function found(service: Parameters<typeof zoneOfService>[0]): string {
  const answer = zoneOfService(service, ZONES);
  return "reason" in answer ? answer.reason : answer.spec.id;
}

describe("controller/core/answers/zone-of-name", () => {
  it.each([
    ["https://www.shop.example/", { host: "www.shop.example", port: 443 }],
    ["http://www.shop.example/a:1", { host: "www.shop.example", port: 80 }],
    ["https://www.shop.example:8443", { host: "www.shop.example", port: 8443 }],
  ])("knocks where %s leads to", (url, door) => {
    expect(doorOf(by(url))).toEqual(door);
  });

  it("asks for the name that the service declares before that of its address", () => {
    expect(doorOf(by("https://a.example/", { name: "b.example" }))?.host).toBe("b.example");
    expect(doorOf({})).toBeNull();
  });

  it.each([
    ["https://www.shop.example/", "ZSHOP"],
    ["https://other.example/", "ZWIDE"],
    ["https://elsewhere.test/", "No hosted zone that was read answers for elsewhere.test."],
  ])("finds the zone of the longest name for %s", (url, expected) => {
    expect(found(by(url))).toBe(expected);
  });

  it("takes the zone that is declared, if it was read and is public", () => {
    expect(found(by("https://twin.example/", { hostedZoneId: "ZTWIN2" }))).toBe("ZTWIN2");
    expect(found(by("https://twin.example/", { hostedZoneId: "ZNONE" }))).toMatch(/in no account/);
    expect(found(by("https://a.inside.example/", { hostedZoneId: "ZINSIDE" }))).toMatch(/private/);
  });

  it("does not choose between two zones of one name", () => {
    expect(found(by("https://twin.example/"))).toMatch(/^ZTWIN1, ZTWIN2 have one name/);
    expect(found({})).toBe("The service declares no Route 53 name.");
  });
});
