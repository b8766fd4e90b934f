import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { fromPriceList } from "../../../../controller/core/cost/from-price-list.ts";

const folder = fileURLToPath(new URL("../../../fixtures/price-list/", import.meta.url));
const read = (file: string): unknown => JSON.parse(readFileSync(`${folder}${file}`, "utf8"));

type Expected = {
  prices: Record<string, [upTo: number | null, usd: string][]>;
  misfits: object[];
  unused: number;
  freeTransferOutGb: number | null;
};

/** Each folder: products in the shape of GetProducts, and what the book makes of them (`why.md`). */
describe("controller/core/cost/from-price-list", () => {
  for (const name of readdirSync(folder).sort()) {
    it(`reads "${name}"`, () => {
      const products = read(`${name}/products.json`) as unknown[];
      const expected = read(`${name}/expected.json`) as Expected;
      const texts = products.map((each) =>
        typeof each === "string" ? each : JSON.stringify(each),
      );
      const { quotes, ...rest } = fromPriceList(texts);
      const { prices, ...others } = expected;
      expect(rest).toEqual(others);
      expect(
        Object.fromEntries(
          quotes.map(({ price, tiers }) => [price, tiers.map(({ upTo, usd }) => [upTo, usd])]),
        ),
      ).toEqual(prices);
      expect(readFileSync(`${folder}${name}/why.md`, "utf8").length).toBeGreaterThan(80);
    });
  }

  it("says when AWS published a price, and of which service it is", () => {
    const { quotes } = fromPriceList(
      (read("route53/products.json") as object[]).map((each) => JSON.stringify(each)),
    );
    expect(new Set(quotes.map(({ asOf, service }) => `${service} ${asOf}`))).toEqual(
      new Set(["AmazonRoute53 2026-10-01"]),
    );
  });

  it("reads a publication without a date as one of unknown age", () => {
    const [product] = read("route53/products.json") as Record<string, unknown>[];
    const undated = JSON.stringify({ ...product, publicationDate: undefined });
    expect(fromPriceList([undated]).quotes).toMatchObject([{ asOf: null }]);
  });
});
