import {
  DescribeServices$,
  GetAttributeValues$,
  GetProducts$,
  ListPriceLists$,
} from "@aws-sdk/client-pricing";
import type { StaticOperationSchema } from "@smithy/types";
import { z } from "zod";
import { type JsonRpcOperation, jsonRpcOperation } from "../json-rpc.ts";
import { startOf, tokenOf } from "../page-token.ts";
import { ServiceProblem } from "../service-problem.ts";
import { attributeNames, attributeOf, type Catalogue } from "./catalogue.ts";
import { Filters, passes } from "./filters.ts";
import { type Product, productText } from "./product.ts";

const TARGET = "AWSPriceListService";
const FORMAT = "aws_v1";
const MOST_RESULTS = 100;

const Paged = z.object({
  FormatVersion: z.literal(FORMAT).optional(),
  NextToken: z.string().optional(),
  MaxResults: z.int().min(1).max(MOST_RESULTS).default(MOST_RESULTS),
});
const ServicesInput = Paged.extend({ ServiceCode: z.string().optional() });
const ValuesInput = Paged.extend({ ServiceCode: z.string(), AttributeName: z.string() });
const ProductsInput = Paged.extend({ ServiceCode: z.string(), Filters });
const ListsInput = Paged.extend({
  ServiceCode: z.string(),
  EffectiveDate: z.date(),
  RegionCode: z.string().optional(),
  CurrencyCode: z.literal("USD"),
});

/** https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Operations_AWS_Price_List_Service.html */
export function pricingOperations(catalogue: Catalogue): JsonRpcOperation[] {
  const productsOf = (serviceCode: string): readonly Product[] => {
    const products = catalogue.products.get(serviceCode);
    if (products !== undefined) return products;
    throw new ServiceProblem("NotFoundException", `The service ${serviceCode} is not in the list.`);
  };
  return [
    operation(DescribeServices$, ServicesInput, ({ ServiceCode: code, ...page }) => {
      const codes = code === undefined ? [...catalogue.products.keys()].sort() : [code];
      const services = codes.map((each) => ({
        ServiceCode: each,
        AttributeNames: attributeNames(productsOf(each)),
      }));
      return { ...cut("Services", services, { code }, page), FormatVersion: FORMAT };
    }),
    operation(GetAttributeValues$, ValuesInput, ({ ServiceCode, AttributeName, ...page }) => {
      const found = productsOf(ServiceCode).map((each) => attributeOf(each, AttributeName));
      const values = [...new Set(found.filter((value) => value !== undefined))].sort();
      if (values.length === 0) {
        throw new ServiceProblem("NotFoundException", `${ServiceCode} has no ${AttributeName}.`);
      }
      const items = values.map((Value) => ({ Value }));
      return cut("AttributeValues", items, { ServiceCode, AttributeName }, page);
    }),
    operation(GetProducts$, ProductsInput, ({ ServiceCode, Filters: filters, ...page }) => {
      const passing = productsOf(ServiceCode).filter((product) =>
        filters.every((filter) => passes(product, filter)),
      );
      const texts = passing.map((product) => productText(product, catalogue));
      return { ...cut("PriceList", texts, { ServiceCode, filters }, page), FormatVersion: FORMAT };
    }),
    operation(ListPriceLists$, ListsInput, ({ ServiceCode, RegionCode, ...page }) => {
      const regions = productsOf(ServiceCode).map((each) => attributeOf(each, "regionCode"));
      const codes = [...new Set(regions.filter((region) => region !== undefined))].sort();
      const wanted = codes.filter((code) => RegionCode === undefined || code === RegionCode);
      const lists = wanted.map((code) => ({
        PriceListArn: `arn:aws:pricing:::price-list/aws/${ServiceCode}/USD/${catalogue.version}/${code}`,
        RegionCode: code,
        CurrencyCode: "USD",
        FileFormats: ["json", "csv"],
      }));
      return cut("PriceLists", lists, { ServiceCode, RegionCode }, page);
    }),
  ];
}

function operation<Input extends z.ZodType>(
  schema: StaticOperationSchema,
  shape: Input,
  run: (input: z.infer<Input>) => object,
): JsonRpcOperation {
  return jsonRpcOperation<unknown, object>(schema, TARGET, (input) => {
    const parsed = shape.safeParse(input);
    if (parsed.success) return run(parsed.data);
    const issue = parsed.error.issues[0];
    const message = `Invalid ${issue?.path.join(".")}: ${issue?.message}`;
    throw new ServiceProblem("InvalidParameterException", message);
  });
}

type PageInput = { readonly NextToken?: string | undefined; readonly MaxResults: number };

/** One page under its name, and the token of the next one where there is one. Throws InvalidNextTokenException. */
function cut(
  name: string,
  items: readonly unknown[],
  question: object,
  { NextToken: token, MaxResults: size }: PageInput,
): object {
  const start = startOf({ name, ...question }, token);
  if (start === undefined) {
    throw new ServiceProblem("InvalidNextTokenException", "The pagination token is invalid.");
  }
  const end = start + size;
  const next = end < items.length ? { NextToken: tokenOf({ name, ...question }, end) } : {};
  return { [name]: items.slice(start, end), ...next };
}
