import { PriceListProduct } from "../../../contract/price-list-product.ts";

/** Reads a product from its text; a sentence where it is something else. */
export function readProduct(text: string): PriceListProduct | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return "it is no JSON";
  }
  const parsed = PriceListProduct.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return `${issue?.path.join(".") ?? "product"}: ${issue?.message ?? "has another shape"}`;
}

/** Day of a publication, `2026-10-01`; null where it names none. */
export function publishedOn({ publicationDate }: PriceListProduct): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(publicationDate ?? "")?.[0] ?? null;
}
