import { z } from "zod";

const Dimension = z.object({
  unit: z.string(),
  description: z.string().optional(),
  /** Quantity at which the price begins and ends; the last ends at `Inf`. */
  beginRange: z.string().default("0"),
  endRange: z.string().default("Inf"),
  pricePerUnit: z.record(z.string(), z.string()),
});

/**
 * One product of the AWS Price List, as the Pricing API answers it (format version `aws_v1`), as far
 * as it is read here.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-list-query-api.html
 */
export const PriceListProduct = z.object({
  product: z.object({
    sku: z.string().min(1),
    productFamily: z.string().optional(),
    attributes: z.record(z.string(), z.string()),
  }),
  serviceCode: z.string().min(1),
  terms: z.object({
    OnDemand: z
      .record(z.string(), z.object({ priceDimensions: z.record(z.string(), Dimension) }))
      .default({}),
  }),
  /** When AWS published this state of the service's prices. */
  publicationDate: z.string().optional(),
});

export type PriceListProduct = z.infer<typeof PriceListProduct>;

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
