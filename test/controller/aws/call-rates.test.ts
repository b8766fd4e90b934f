import { describe, expect, it } from "vitest";
import { callRates, spacingOf } from "../../../controller/aws/call-rates.ts";

describe("spacingOf", () => {
  it("lets a burst through and then so many a second", () => {
    const waitMs = spacingOf({ burst: 3, perSecond: 2 });
    expect([0, 0, 0, 0, 0].map(waitMs)).toEqual([0, 0, 0, 500, 1_000]);
  });

  it("has a burst again after a rest, and never more than that", () => {
    const waitMs = spacingOf({ burst: 2, perSecond: 1 });
    expect([0, 0, 0].map(waitMs)).toEqual([0, 0, 1_000]);
    expect([60_000, 60_000, 60_000].map(waitMs)).toEqual([0, 0, 1_000]);
  });

  it("never lets more through than AWS grants for statuses of health checks", () => {
    const waitMs = spacingOf({ burst: 1, perSecond: 0.9 });
    const sentAtMs = Array.from({ length: 30 }, () => waitMs(0));
    const perSecond = sentAtMs.filter((atMs) => atMs >= 10_000 && atMs < 20_000).length / 10;
    expect(perSecond).toBeLessThanOrEqual(1);
  });
});

describe("callRates", () => {
  const call = { service: "route53", region: "us-east-1", action: "GetHealthCheckStatus" } as const;

  it("ends the wait of a call with what the reading was ended with", async () => {
    const rates = callRates(() => 0);
    const ending = new AbortController();
    await rates.wait(call, ending.signal);
    const waiting = rates.wait(call, ending.signal);
    ending.abort(new Error("the controller stops"));
    await expect(waiting).rejects.toThrow("the controller stops");
  });

  it("counts Regions by themselves", async () => {
    const rates = callRates(() => 0);
    const { signal } = new AbortController();
    const calls = ["eu-west-1", "us-east-1"].flatMap((region) =>
      Array.from({ length: 20 }, () =>
        rates.wait({ service: "ec2", region, action: "DescribeSubnets" }, signal),
      ),
    );
    await expect(Promise.all(calls)).resolves.toHaveLength(40);
  });
});
