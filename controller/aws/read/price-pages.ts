import { createHash } from "node:crypto";
import { type Filter, GetProductsCommand } from "@aws-sdk/client-pricing";
import type { PriceListRegion } from "../../contract/aws-settings.ts";
import type { PriceListMark } from "../../contract/price-reading.ts";
import type { PartOutcome } from "../../core/cost/reading/keep-part.ts";
import type { PriceFilter, PricePartName } from "../../core/cost/reading/price-parts.ts";
import type { AwsCall } from "../call-rates.ts";
import { pagesOf, tokenOf } from "../pages.ts";
import type { Session } from "../session.ts";

const ON_PAGE = 100;

/** The call by which prices are read; anybody may be allowed it, as it takes no resource. */
export function priceCall(region: PriceListRegion): AwsCall & { readonly service: "pricing" } {
  return { service: "pricing", region, action: "GetProducts" };
}

/**
 * Reads the products of a part page by page, to their end. Where the first page and the version are
 * those of the earlier reading, the others are not asked for: AWS counts up the version of a service's
 * list with every price in it.
 *
 * @throws the error of the SDK
 */
export async function readPricePages(
  session: Pick<Session, "call">,
  region: PriceListRegion,
  { service, filters }: PricePartName,
  earlier: PriceListMark | null,
): Promise<Exclude<PartOutcome, { kind: "failed" }>> {
  const pages = pagesOf(
    (NextToken: string | undefined) =>
      session.call(priceCall(region), (client, options) =>
        client.send(
          new GetProductsCommand({
            ServiceCode: service,
            FormatVersion: "aws_v1",
            Filters: filters.map(filterOf),
            MaxResults: ON_PAGE,
            NextToken,
          }),
          options,
        ),
      ),
    (page) => tokenOf(page.NextToken),
  );
  const products: string[] = [];
  let firstPage: string | null = null;
  for await (const { PriceList = [] } of pages) {
    // The client wraps each text, so that it could be read as JSON; here it is a text.
    const texts = PriceList.map(String);
    products.push(...texts);
    firstPage ??= hashOf(texts);
    if (earlier !== null && isSameList(earlier, firstPage, texts)) {
      return { kind: "unchanged" };
    }
  }
  const content = hashOf([...products].sort());
  if (earlier?.content === content) return { kind: "unchanged" };
  const mark = { version: versionOf(products), firstPage: firstPage ?? hashOf([]), content };
  return { kind: "read", products, mark };
}

/** Without a version the first page says nothing of the others. */
function isSameList(
  { version, firstPage }: PriceListMark,
  first: string,
  page: readonly string[],
): boolean {
  return version !== null && first === firstPage && versionOf(page) === version;
}

/** The version that all products name; null where they differ, or name none. */
function versionOf(products: readonly string[]): string | null {
  const versions = new Set(products.map((text) => /"version":"([^"]+)"/.exec(text)?.[1] ?? null));
  const [version = null] = versions;
  return versions.size === 1 ? version : null;
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\n");
  return hash.digest("hex");
}

function filterOf({ field, is, how }: PriceFilter): Filter {
  return { Type: how === "whole" ? "TERM_MATCH" : "CONTAINS", Field: field, Value: is };
}
