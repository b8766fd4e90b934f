import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import type { Entry } from "../../../../controller/contract/measured.ts";
import { adviseVantage } from "../../../../controller/core/advise/vantage-advice.ts";
import { type Measured, measuredBucket } from "./measured-bucket.ts";

const endpoint = (id: string) => ({
  id,
  label: id,
  place: "eu-west-1",
  latitude: 0,
  longitude: 0,
  url: `https://${id}.shop.example/`,
});
const service = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: [endpoint("near"), endpoint("far"), endpoint("silent")],
  dns: { url: "https://shop.example/" },
  accelerator: { url: "https://ga.shop.example/" },
});

const path = (entry: Entry, to: string | null, measured: Measured, vantage = "milan") => ({
  vantage,
  entry,
  endpoint: to,
  bucket: measuredBucket({ n: 200, spreadMs: 2, ...measured }),
});

describe("controller/core/advise/vantage-advice", () => {
  it("ranks endpoints and entries of one vantage, each with its lead", () => {
    const advice = adviseVantage("milan", service, [
      path("direct", "far", { medianMs: 110 }),
      path("direct", "near", { medianMs: 29 }),
      path("direct", "silent", { n: 0, lost: 50 }),
      path("dns", null, { medianMs: 29, servedBy: { near: 200 } }),
      path("accelerator", null, { medianMs: 30, servedBy: { near: 200 } }),
      path("direct", "far", { medianMs: 1 }, "lisbon"),
    ]);
    expect(advice.endpoint).toMatchObject({
      best: { endpoint: "near", n: 200 },
      next: { endpoint: "far" },
      lead: "clear",
    });
    expect(advice.endpoint.difference?.us).toBeCloseTo(81_000, -4);
    expect(advice.entry).toMatchObject({
      best: { entry: "dns", endpoint: "near" },
      next: { entry: "accelerator" },
      lead: "equivalent",
    });
  });

  it("does not know what a handful of scattered answers cannot tell", () => {
    const advice = adviseVantage("milan", service, [
      path("direct", "near", { medianMs: 60, spreadMs: 50, n: 12 }),
      path("direct", "far", { medianMs: 75, spreadMs: 50, n: 12 }),
    ]);
    expect(advice.endpoint.lead).toBe("inconclusive");
  });

  it("ranks nothing that has no median, and leads with nothing to compare", () => {
    const advice = adviseVantage("milan", service, [path("direct", "near", { medianMs: 29 })]);
    expect(advice.endpoint).toMatchObject({ best: { endpoint: "near" }, next: null, lead: null });
    expect(advice.entry).toEqual({ best: null, next: null, lead: null, difference: null });
  });
});
