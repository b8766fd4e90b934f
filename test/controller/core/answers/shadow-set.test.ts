import { describe, expect, it } from "vitest";
import { isShadowName, shadowSet } from "../../../../controller/core/answers/shadow-set.ts";
import { alias, record, shopDesign, value } from "../routing/shop-design.ts";

const ID = "0123456789abcdef0123";
const ROOT = `_isochrone-${ID}.shop.example.`;
const ZONE = { id: "ZSHOP", name: "shop.example." };

const shadowOf = (design = shopDesign(), name = "www.shop.example", zone = ZONE) =>
  shadowSet({ design, zone, name, id: ID });

function designOf(...records: object[]) {
  const [zone] = shopDesign().hostedZones;
  return shopDesign({ hostedZones: [{ ...zone, records }] as never });
}

describe("controller/core/answers/shadow-set", () => {
  it("renames what the name leads through, and keeps policies, TTLs and health checks", () => {
    const set = shadowOf();
    if (!set.ok) throw new Error(set.reason);
    expect(set.shadowName).toBe(ROOT);
    expect(set.records.map(({ name }) => name)).toEqual([
      ROOT,
      ...[1, 2, 3].map(() => `n1.${ROOT}`),
    ]);
    expect(set.records[0]?.alias).toEqual({
      hostedZoneId: "ZSHOP",
      dnsName: `n1.${ROOT}`,
      evaluateTargetHealth: true,
    });
    expect(set.records[1]).toMatchObject({
      routing: { policy: "latency" },
      ttlS: 60,
      healthCheckId: expect.stringContaining("check-"),
    });
    expect(set.records.every(({ name }) => isShadowName(name, ID, ZONE.name))).toBe(true);
  });

  it("follows CNAMEs and rings, and leaves what lies outside of the set as it is", () => {
    const set = shadowOf(
      designOf(
        record("www.shop.example", { type: "CNAME", values: ["eu.shop.example"], ttlS: 60 }),
        record("eu.shop.example", { type: "CNAME", values: ["lb.elsewhere.example"], ttlS: 60 }),
        record("ring.shop.example", alias("ring.shop.example")),
      ),
    );
    expect(set.ok && set.records.map(({ name, values }) => [name, values])).toEqual([
      [ROOT, [`n1.${ROOT}`]],
      [`n1.${ROOT}`, ["lb.elsewhere.example."]],
    ]);
    const ring = shadowOf(
      designOf(record("ring.shop.example", alias("ring.shop.example"))),
      "ring.shop.example",
    );
    expect(ring.ok && ring.records.map(({ alias: to }) => to?.dnsName)).toEqual([ROOT]);
  });

  it.each([
    [
      "a zone that the design does not speak of",
      shadowOf(shopDesign(), "www.shop.example", { id: "ZOTHER", name: "x." }),
      "ZOTHER",
    ],
    ["a name without records", shadowOf(shopDesign(), "none.shop.example"), "none.shop.example"],
    [
      "more values than a batch takes",
      shadowOf(
        designOf(
          ...Array.from({ length: 3 }, (_, at) =>
            record("www.shop.example", {
              type: ["A", "AAAA", "TXT"][at],
              ...value("x"),
              values: Array.from({ length: 400 }, (_each, n) => `v${n}`),
            }),
          ),
        ),
      ),
      "1200",
    ],
  ])("refuses %s", (_what, set, reason) => {
    expect(set).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  it.each([
    [ROOT, true],
    [`n1.${ROOT}`, true],
    ["shop.example.", false],
    [`x${ROOT}`, false],
    [`_isochrone-${"f".repeat(20)}.shop.example.`, false],
    [`_isochrone-${ID}.shop.example.evil.example.`, false],
  ])("%s is its own: %s", (name, expected) => {
    expect(isShadowName(name, ID, ZONE.name)).toBe(expected);
  });
});
