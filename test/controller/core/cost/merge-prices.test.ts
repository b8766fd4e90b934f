import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { PriceBook } from "../../../../controller/contract/price-book.ts";
import { costDesign } from "../../../../controller/core/cost/cost-design.ts";
import { fromPriceList } from "../../../../controller/core/cost/from-price-list.ts";
import { isFromPriceList, mergePrices } from "../../../../controller/core/cost/merge-prices.ts";
import { priceChanges } from "../../../../controller/core/cost/price-changes.ts";
import { shippedPrices } from "../../../../controller/core/cost/shipped-prices.ts";

const folder = fileURLToPath(new URL("../../../fixtures/price-list/", import.meta.url));
const products = readdirSync(folder)
  .sort()
  .flatMap((name) => {
    const text = readFileSync(`${folder}${name}/products.json`, "utf8");
    return (JSON.parse(text) as unknown[]).map((each) =>
      typeof each === "string" ? each : JSON.stringify(each),
    );
  });
const shipped = shippedPrices();
const ON = "2026-11-25";

describe("controller/core/cost/merge-prices", () => {
  const reading = fromPriceList(products);
  const merged = mergePrices(shipped, reading, ON);

  it("gives a valid book that says of each price where it is from", () => {
    expect(PriceBook.parse(merged)).toEqual(merged);
    expect(merged.compiledOn).toBe(ON);
    const found = merged.prices["global-accelerator.dt-premium.SA.SA"];
    expect(found).toMatchObject({ confidence: "stated", tiers: [{ upTo: null, usd: "0.008" }] });
    expect(merged.sources[found?.source ?? ""]).toEqual({
      title: "AWS Price List of AWSGlobalAccelerator, read from the Pricing API",
      asOf: "2026-10-01",
    });
  });

  it("leaves what AWS was not heard of as it was, with its date and its doubts", () => {
    for (const id of ["global-accelerator.dt-premium.EU.AP", "arc.routing-control-cluster"]) {
      expect(merged.prices[id]).toEqual(shipped.prices[id]);
    }
    expect(merged.prices["global-accelerator.dt-premium.SA.ME"]?.confidence).toBe("unknown");
    expect(merged.regionGroups).toEqual(shipped.regionGroups);
  });

  it("keeps no source that no price has any more", () => {
    const used = new Set(Object.values(merged.prices).map(({ source }) => source));
    expect(Object.keys(merged.sources).sort()).toEqual([...used].sort());
  });

  it("drops the price of a pair of Regions where the list has none but the general one", () => {
    const general = {
      price: "data-transfer.region.us-east-1",
      label: "Transfer from us-east-1 to another Region",
      unit: "GB",
      per: 1 as const,
      tiers: [{ upTo: null, usd: "0.02" }],
      service: "AWSDataTransfer",
      asOf: ON,
    };
    const pair = { ...general, price: "data-transfer.region.us-east-1.us-east-2" };
    const bookOf = (quotes: (typeof general)[]) =>
      mergePrices(shipped, { quotes, freeTransferOutGb: null }, ON).prices;
    expect(bookOf([general])).not.toHaveProperty([pair.price]);
    expect(bookOf([general, pair])).toHaveProperty([pair.price]);
    expect(bookOf([])).toHaveProperty([pair.price]);
    expect(bookOf([general])).toHaveProperty(["data-transfer.region.us-east-2.us-east-1"]);
  });

  it("is the older book where nothing was read", () => {
    const nothing = { quotes: [], freeTransferOutGb: null };
    expect(mergePrices(shipped, nothing, ON)).toBe(shipped);
  });

  test.prop([fc.shuffledSubarray(products)])("changes nothing the second time", (some) => {
    const part = fromPriceList(some);
    const once = mergePrices(shipped, part, ON);
    expect(mergePrices(once, part, ON)).toEqual(once);
    expect(priceChanges(once, mergePrices(once, part, ON))).toEqual([]);
  });

  test.prop([fc.shuffledSubarray(products)])("makes no unknown price zero", (some) => {
    const book = mergePrices(shipped, fromPriceList(some), ON);
    for (const [id, price] of Object.entries(book.prices)) {
      const isFree = price.tiers.every(({ usd }) => usd !== null && Number(usd) === 0);
      if (isFree && isFromPriceList(price)) expect(id).toBe("route53.query.alias");
    }
  });

  it("costs the same by a book whose figures AWS confirms", () => {
    const traffic = {
      groups: [
        { group: "us", edgeGroup: "NA" as const, servedFrom: "us-east-1", queries: 2_000_000_000 },
      ],
      periods: [{ times: 1, volumes: [{ group: "us", inGb: 20, outGb: 60_000 }] }],
    };
    const design = {
      kind: "hybrid" as const,
      route53: {
        hostedZones: Array.from({ length: 30 }, () => ({ records: 12_000 })),
        queryClass: "latency" as const,
        healthChecks: [{ kind: "aws" as const, count: 60, optionsEach: 2 }],
        trafficPolicyRecords: 1,
        cidrBlocks: 0,
      },
      accelerator: { accelerators: 1, publicIpv4Each: 2 },
      acceleratorGroups: ["us"],
      extras: [],
    };
    const before = costDesign(shipped, design, traffic);
    expect(costDesign(merged, design, traffic).exactUsd).toBe(before.exactUsd);
    expect(before.complete).toBe(true);
  });
});

describe("controller/core/cost/price-changes", () => {
  const changes = priceChanges(shipped, mergePrices(shipped, fromPriceList(products), ON));
  const of = (price: string) => changes.find((change) => change.price === price);

  it("names what differs, old and new, and leaves out what AWS confirms", () => {
    expect(of("global-accelerator.dt-premium.SA.SA")).toMatchObject({
      kind: "found",
      oldAsOf: null,
      newAsOf: "2026-10-01",
      tiers: [{ from: 0, upTo: null, oldUsd: null, newUsd: "0.008", percent: null }],
    });
    expect(of("ec2.t3.medium.us-west-2-lax-1")).toMatchObject({ kind: "added" });
    expect(of("route53.hosted-zone")).toBeUndefined();
  });

  it("compares tier by tier, also where these end elsewhere", () => {
    const price = shipped.prices["route53.hosted-zone"];
    if (price === undefined) throw new Error("the book has no hosted zones");
    const tiers = [
      { upTo: 10, usd: "0.50" },
      { upTo: null, usd: "0.12" },
    ];
    const changed = {
      ...shipped,
      prices: { ...shipped.prices, "route53.hosted-zone": { ...price, tiers } },
    };
    expect(priceChanges(shipped, changed)).toMatchObject([
      {
        kind: "changed",
        tiers: [
          { from: 0, upTo: 10, oldUsd: "0.50", newUsd: "0.50", percent: 0 },
          { from: 10, upTo: 25, oldUsd: "0.50", newUsd: "0.12", percent: -76 },
          { from: 25, upTo: null, oldUsd: "0.10", newUsd: "0.12", percent: 20 },
        ],
      },
    ]);
  });
});
