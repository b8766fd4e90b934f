import { describe, expect, it } from "vitest";
import { adviseGroup } from "../../../../controller/core/advise/group-advice.ts";
import { groupOptions } from "../../../../controller/core/advise/group-options.ts";
import type { PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import { SHOP } from "../verdict/status-scene.ts";
import { type Measured, measuredBucket } from "./measured-bucket.ts";

const GROUP = { id: "south", label: "South", share: 1, vantages: ["a", "b"] };

function path(
  vantage: string,
  entry: PathEvidence["entry"],
  endpoint: string | null,
  measured: Measured,
): PathEvidence {
  return { vantage, entry, endpoint, bucket: measuredBucket(measured) };
}

describe("controller/core/advise/group-options", () => {
  it("has no option where nothing was attempted, and one without a median where all was lost", () => {
    const options = groupOptions(SHOP, [
      path("a", "dns", null, { lost: 40 }),
      path("b", "accelerator", null, {}),
    ]);
    expect(options.dns).toMatchObject({ p50: null, n: 0, sent: 40, bad: 40 });
    expect(options.accelerator).toBeNull();
    expect(options.direct).toEqual([]);
  });

  it("puts the endpoint with the lowest median first and one without a median last", () => {
    const { direct } = groupOptions(SHOP, [
      path("a", "direct", "us-east-1", { lost: 9 }),
      path("a", "direct", "eu-west-1", { medianMs: 160, n: 50 }),
    ]);
    expect(direct.map(({ endpoint }) => endpoint)).toEqual(["eu-west-1", "us-east-1"]);
  });

  it("names who served most, each vantage weighing the same", () => {
    const { dns } = groupOptions(SHOP, [
      path("a", "dns", null, { n: 900, servedBy: { "us-east-1": 500, "eu-west-1": 400 } }),
      path("b", "dns", null, { n: 10, servedBy: { "eu-west-1": 10 } }),
    ]);
    expect(dns?.endpoint).toBe("eu-west-1");
    expect(dns?.n).toBe(910);
  });
});

describe("controller/core/advise/group-advice", () => {
  it("hears nothing of vantages outside the group", () => {
    const paths = [path("elsewhere", "dns", null, { n: 40 })];
    expect(adviseGroup(GROUP, SHOP, paths).advice.dns).toBeNull();
  });

  it("offers no direct endpoint as best that never answered", () => {
    const { advice } = adviseGroup(GROUP, SHOP, [path("a", "direct", "us-east-1", { lost: 9 })]);
    expect(advice.bestDirect).toBeNull();
    expect(advice.verdict).toBe("inconclusive");
    expect(advice.difference).toBeNull();
  });
});
