import { describe, expect, it } from "vitest";
import type {
  GroupOptions,
  MeasuredOption,
} from "../../../../controller/core/advise/group-options.ts";
import {
  regretSentence,
  routingRegret,
} from "../../../../controller/core/advise/routing-regret.ts";

function option(endpoint: string | null, ms: number): MeasuredOption {
  const us = 1_000 * ms;
  const p50 = { us, lowUs: us - 1_000, highUs: us + 1_000 };
  return { entry: "direct", endpoint, p50, n: 100, sent: 100, bad: 0 };
}

function options(dns: MeasuredOption | null, ...direct: MeasuredOption[]): GroupOptions {
  return { dns, accelerator: null, direct };
}

describe("controller/core/advise/routing-regret", () => {
  it("names a choice of Route 53 that another endpoint beats", () => {
    const regret = routingRegret(
      "af-south-1",
      options(option("us-east-1", 227), option("eu-west-1", 160)),
    );
    if (regret === null) throw new Error("67 ms are worth regretting");
    expect(regretSentence(regret)).toBe(
      "Route 53 sends af-south-1 to us-east-1 although eu-west-1 answers 67 ms sooner.",
    );
  });

  it.each([
    ["the choice is the soonest", option("eu-west-1", 160), option("eu-west-1", 160)],
    ["the gain is below the threshold", option("us-east-1", 170), option("eu-west-1", 161)],
    ["it is not known whom it chose", option(null, 227), option("eu-west-1", 160)],
    ["it has no median", { ...option("us-east-1", 227), p50: null }, option("eu-west-1", 160)],
  ])("regrets nothing where %s", (_name, dns, best) => {
    expect(routingRegret("g", options(dns, best))).toBeNull();
  });

  it("regrets nothing where only Route 53 was measured, or only endpoints", () => {
    expect(routingRegret("g", options(option("us-east-1", 227)))).toBeNull();
    expect(routingRegret("g", options(null, option("eu-west-1", 160)))).toBeNull();
  });
});
