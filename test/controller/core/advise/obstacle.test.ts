import { describe, expect, it } from "vitest";
import type { MeasuredOption } from "../../../../controller/core/advise/group-options.ts";
import { comparedSentence } from "../../../../controller/core/advise/group-sentence.ts";
import { obstacleTo } from "../../../../controller/core/advise/obstacle.ts";
import { SHOP } from "../verdict/status-scene.ts";

const good: MeasuredOption = {
  entry: "dns",
  endpoint: null,
  p50: { us: 50_000, lowUs: 49_000, highUs: 51_000 },
  n: 100,
  sent: 100,
  bad: 0,
};

describe("controller/core/advise/obstacle", () => {
  it.each([
    ["nothing measured", null, "nothing was measured by Route 53"],
    ["no answer", { ...good, n: 0, sent: 9, bad: 9 }, "no answer by Route 53 in 9 attempts"],
    ["too few", { ...good, p50: null, n: 5 }, "n=5 < 6 by Route 53"],
    ["too lossy", { ...good, bad: 6 }, "6.0 % of 100 attempts by Route 53 lost or failed"],
    ["just not too lossy", { ...good, bad: 5 }, null],
  ])("tells what stands in the way: %s", (_name, dns, obstacle) => {
    expect(obstacleTo(SHOP, { dns, accelerator: good })).toBe(obstacle);
  });

  it("asks for both ways in to be declared", () => {
    const { accelerator: _none, ...service } = SHOP;
    expect(obstacleTo(service, { dns: good, accelerator: null })).toBe(
      "shop declares no way in by Global Accelerator",
    );
  });
});

describe("controller/core/advise/group-sentence", () => {
  it("gives the numbers that a doubt stands on", () => {
    const difference = { us: -6_000, lowUs: -14_000, highUs: 2_000 };
    const compared = {
      vantages: 3,
      difference,
      thresholdUs: 5_000,
      dnsUs: 90_000,
      acceleratorUs: 84_000,
    };
    expect(comparedSentence("inconclusive", compared)).toBe(
      "Cannot tell: p50 by Global Accelerator − by Route 53 is −6.0 ms (−14 to +2.0), averaged over 3 vantages, threshold 5.0 ms.",
    );
  });
});
