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
