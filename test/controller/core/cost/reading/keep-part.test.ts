import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ReadError } from "../../../../../controller/contract/inventory-part.ts";
import { KeptPricePart } from "../../../../../controller/contract/price-reading.ts";
import { isDue } from "../../../../../controller/core/cost/reading/is-due.ts";
import {
  keepPart,
  type PartOutcome,
} from "../../../../../controller/core/cost/reading/keep-part.ts";
import { listPrices } from "../../../../../controller/core/cost/reading/list-prices.ts";
import { withNews } from "../../../../../controller/core/cost/reading/price-news.ts";
import { priceParts } from "../../../../../controller/core/cost/reading/price-parts.ts";
import { pricesInForce } from "../../../../../controller/core/cost/reading/prices-in-force.ts";
import { shippedPrices } from "../../../../../controller/core/cost/shipped-prices.ts";

const DAY_MS = 86_400_000;
const AT_MS = Date.UTC(2026, 10, 30);
const MARK = { version: "1", firstPage: "a", content: "b" };
const DENIED: ReadError = { kind: "denied", code: "AccessDenied", message: "no", mend: "allow it" };

const file = new URL("../../../../fixtures/price-list/route53/products.json", import.meta.url);
const PRODUCTS = (JSON.parse(readFileSync(file, "utf8")) as object[]).map((each) =>
  JSON.stringify(each),
);
const [ROUTE53] = priceParts();
const read = (products: readonly string[]): PartOutcome => ({ kind: "read", products, mark: MARK });

function keep(
  outcome: PartOutcome,
  earlier: KeptPricePart | null = null,
  atMs = AT_MS,
): KeptPricePart {
  if (ROUTE53 === undefined) throw new Error("there is no part");
  const day = new Date(atMs).toISOString().slice(0, 10);
  const part = keepPart(ROUTE53, earlier, outcome, { atMs, day });
  expect(KeptPricePart.parse(part)).toEqual(part);
  return part;
}

/** The products with another price of hosted zones. */
const DEARER = PRODUCTS.map((text) =>
  text.includes('"HostedZone"') ? text.replaceAll('"0.5000000000"', '"0.6000000000"') : text,
);
const idsOf = ({ quotes }: KeptPricePart) => quotes.map(({ price }) => price).sort();

describe("controller/core/cost/reading/keep-part", () => {
  it("takes what was read to its end, with its day and its mark", () => {
    const part = keep(read(PRODUCTS));
    expect(part).toMatchObject({
      id: "route53",
      service: "AmazonRoute53",
      state: "read",
      error: null,
      publishedOn: "2026-10-01",
      readAtMs: AT_MS,
      mark: MARK,
    });
    expect(part.prices).toBe(part.quotes.length);
    expect(idsOf(part)).toContain("route53.query.latency");
  });

  it("never lets a broken reading replace good prices", () => {
    const good = keep(read(PRODUCTS));
    for (const [outcome, code] of [
      [{ kind: "failed", error: DENIED }, "AccessDenied"],
      [read([]), "NothingListed"],
      [read(["{}", "not JSON"]), "NothingUnderstood"],
    ] as const) {
      const after = keep(outcome, good, AT_MS + DAY_MS);
      expect(after).toMatchObject({
        state: "failed",
        error: { code },
        quotes: good.quotes,
        readAtMs: AT_MS,
        triedAtMs: AT_MS + DAY_MS,
        mark: MARK,
      });
    }
    expect(keep({ kind: "failed", error: DENIED })).toMatchObject({ prices: 0, readAtMs: null });
  });

  it("confirms prices that stayed the same, and forgets the error before", () => {
    const failed = keep({ kind: "failed", error: DENIED }, keep(read(PRODUCTS)), AT_MS + 1);
    const part = keep({ kind: "unchanged" }, failed, AT_MS + DAY_MS);
    expect(part).toMatchObject({ state: "unchanged", error: null, readAtMs: AT_MS + DAY_MS });
    expect(part.quotes).toEqual(failed.quotes);
  });

  it("keeps the price of what the list does not name, or not so that it is understood", () => {
    const good = keep(read(PRODUCTS));
    const some = keep(read(PRODUCTS.filter((text) => !text.includes("LBR-Queries"))), good);
    expect(idsOf(some)).toEqual(idsOf(good));
    const odd = PRODUCTS.map((text) =>
      text.includes('"LBR-Queries"') ? text.replaceAll('"Queries"', '"Parsecs"') : text,
    );
    const misread = keep(read(odd), good);
    expect(misread.misfits[0]?.reason).toContain("Parsecs");
    expect(idsOf(misread)).toEqual(idsOf(good));
  });

  it("names twenty products that it cannot use, and counts the others", () => {
    const broken = Array.from({ length: 25 }, () => "{}");
    const { misfits, moreMisfits } = keep(read([...PRODUCTS, ...broken]));
    expect(misfits).toHaveLength(20);
    expect(misfits.length + moreMisfits).toBeGreaterThanOrEqual(25);
  });
});

describe("controller/core/cost/reading/prices-in-force", () => {
  it("is the shipped book before any reading, and with parts that never succeeded", () => {
    expect(pricesInForce(null)).toBe(shippedPrices());
    const failed = keep({ kind: "failed", error: DENIED });
    expect(pricesInForce({ parts: [failed] })).toBe(shippedPrices());
  });

  it("takes over what was read, dates it, and says what changed once", () => {
    const before = pricesInForce({ parts: [keep(read(PRODUCTS))] });
    const after = pricesInForce({ parts: [keep(read(DEARER))] });
    expect(after.compiledOn).toBe("2026-11-30");
    const news = withNews([], before, after, AT_MS);
    expect(news).toMatchObject([
      {
        atMs: AT_MS,
        more: 0,
        changes: [
          {
            price: "route53.hosted-zone",
            kind: "changed",
            tiers: [
              { from: 0, upTo: 25, oldUsd: "0.5", newUsd: "0.6", percent: 20 },
              { from: 25, upTo: null, oldUsd: "0.1", newUsd: "0.1", percent: 0 },
            ],
          },
        ],
      },
    ]);
    expect(withNews(news, after, after, AT_MS + DAY_MS)).toEqual(news);
    expect(withNews(news, after, before, AT_MS + DAY_MS)).toHaveLength(2);
  });

  it("lists prices by words and by confidence, with the source of each", () => {
    const book = pricesInForce({ parts: [keep(read(PRODUCTS))] });
    expect(listPrices(book, { filter: "LATENCY  quer" })).toMatchObject([
      {
        id: "route53.query.latency",
        origin: "price-list",
        source: { asOf: "2026-10-01" },
      },
    ]);
    expect(listPrices(book, {})).toHaveLength(Object.keys(book.prices).length);
    const unknown = listPrices(book, { confidence: "unknown" });
    expect(unknown.length).toBeGreaterThan(0);
    for (const { price } of unknown) expect(price.tiers.some(({ usd }) => usd === null)).toBe(true);
  });
});

describe("controller/core/cost/reading/price-parts", () => {
  it("names each part once, and the instance types that the book has", () => {
    const ids = priceParts().map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(["transfer-regions", "ec2-t4g.nano"]));
  });
});

describe("controller/core/cost/reading/is-due", () => {
  const reading = (part: KeptPricePart) => ({
    startedAtMs: AT_MS,
    finishedAtMs: AT_MS + 1,
    parts: [part],
  });

  it.each([
    ["never read", null, 0, true],
    ["an hour old", reading(keep(read(PRODUCTS))), 3_600_000, false],
    ["a day old, less the schedule's slack", reading(keep(read(PRODUCTS))), DAY_MS - 1_000, true],
    ["failed in part", reading(keep({ kind: "failed", error: DENIED })), 3_600_000, true],
    ["not listed", reading(keep(read([]))), 3_600_000, false],
  ])("knows when prices are due: %s", (_what, before, laterMs, due) => {
    expect(isDue(before, DAY_MS, AT_MS + laterMs)).toBe(due);
  });
});
