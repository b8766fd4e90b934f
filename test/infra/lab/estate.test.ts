import { describe, expect, it } from "vitest";
import { edgeGroupOf } from "../../../controller/core/cost/service/edge-group-of.ts";
import { estateOf } from "../../../infra/lab/estate.ts";
import { SMALL_WORLD, shopWorld, worldOf } from "./small-world.ts";

const DOORS = { httpPort: 8_080, dnsPort: 53, pinnedAccelerator: new Map() };
const pinned = new Map([["shop-use1", { address: "127.77.3.1", port: 9_001 }]]);

describe("infra/lab/estate", () => {
  it("tells of the shop what a design is built and priced from", () => {
    const estate = estateOf(shopWorld(), { ...DOORS, pinnedAccelerator: pinned });
    const [shop] = estate.services;
    expect(shop?.endpoints.map(({ resource }) => resource)).toEqual([
      expect.stringMatching(/^arn:aws:elasticloadbalancing:us-east-1:\d{12}:loadbalancer\/app\//),
      expect.stringMatching(/^eipalloc-/),
      expect.stringMatching(
        /^arn:aws:elasticloadbalancing:ap-southeast-2:\d{12}:loadbalancer\/net\//,
      ),
    ]);
    expect(shop?.accelerator?.arn).toMatch(/^arn:aws:globalaccelerator::\d{12}:accelerator\//);
    expect(shop?.objectives).toEqual({ rtoS: 120, rpoS: 30, attainmentRatio: 0.95 });
    for (const group of shop?.clientGroups ?? []) {
      const vantages = estate.vantages.filter(({ id }) => group.vantages.includes(id));
      expect(edgeGroupOf(group, vantages).value, group.id).not.toBeNull();
      expect(group.country, group.id).toBeDefined();
      for (const what of ["gbIn", "gbOut", "requests", "dnsQueries"] as const) {
        expect(group.trafficPerMonth?.[what], `${group.id} ${what}`).toBeGreaterThan(0);
      }
    }
  });

  it("knows the clients of a group by the blocks of its vantages, unless the world names others", () => {
    const groupOf = (text: string) => estateOf(worldOf(text), DOORS).services[0]?.clientGroups[0];
    expect(groupOf(SMALL_WORLD)?.match?.cidrs).toEqual(["198.18.1.0/24", "198.18.2.0/24"]);
    const named = SMALL_WORLD.replace(
      "share: 1, ",
      'share: 1, match: { cidrs: ["203.0.113.0/24"] }, ',
    );
    expect(groupOf(named)?.match?.cidrs).toEqual(["203.0.113.0/24"]);
  });
});
