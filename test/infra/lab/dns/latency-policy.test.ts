import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { chooseByLatency } from "../../../../infra/lab/dns/latency-policy.ts";
import { endpointByLatency } from "../../../../infra/lab/dns/route53-table.ts";
import { atlas, shopWorld, vantageOf } from "../small-world.ts";

const candidate = fc.record({ id: fc.string(), rttMs: fc.nat(500) });

describe("infra/lab/dns/latency-policy", () => {
  it.prop([fc.array(candidate, { minLength: 1 })])("chooses the first of the lowest", (list) => {
    const lowest = Math.min(...list.map((one) => one.rttMs));
    expect(chooseByLatency(list)).toBe(list.find((one) => one.rttMs === lowest));
  });

  it("chooses nothing from nothing", () => {
    expect(chooseByLatency([])).toBeUndefined();
  });

  it.each([
    ["sa-east-1", "shop-use1"],
    ["op-milan", "shop-euw1"],
    ["ap-southeast-2-per-1a", "shop-apse2"],
  ])("answers %s with %s", (vantage, endpoint) => {
    const world = shopWorld();
    expect(endpointByLatency(world, atlas, vantageOf(world, vantage)).id).toBe(endpoint);
  });

  it("answers Cape Town by its own belief, against the measured times", () => {
    const world = shopWorld();
    const vantage = vantageOf(world, "af-south-1");
    expect(endpointByLatency(world, atlas, vantage).id).toBe("shop-use1");
    expect(endpointByLatency({ ...world, beliefs: [] }, atlas, vantage).id).toBe("shop-euw1");
  });

  it("answers a stranger with the first endpoint", () => {
    expect(endpointByLatency(shopWorld(), atlas, undefined).id).toBe("shop-use1");
  });
});
