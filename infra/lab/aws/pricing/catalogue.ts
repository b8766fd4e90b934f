import { computeProducts } from "./compute-products.ts";
import { acceleratorProducts, route53Products, transferProducts } from "./network-products.ts";
import type { PriceFigures } from "./price-figures.ts";
import type { Product } from "./product.ts";

/** Everything that the lab's Price List holds, by service. */
export interface Catalogue {
  readonly version: string;
  readonly publicationDate: string;
  readonly products: ReadonlyMap<string, readonly Product[]>;
}

/** Makes a Price List of the lab's figures. */
export function catalogueOf(figures: PriceFigures): Catalogue {
  const products = new Map<string, Product[]>();
  const all = [
    ...route53Products(figures),
    ...acceleratorProducts(figures),
    ...transferProducts(figures),
    ...computeProducts(figures),
  ];
  for (const product of all) {
    const known = products.get(product.serviceCode);
    if (known === undefined) products.set(product.serviceCode, [product]);
    else known.push(product);
  }
  const { version, publicationDate } = figures;
  return { version, publicationDate, products };
}

/** Value of an attribute; the family and the service code count as such. */
export function attributeOf(product: Product, name: string): string | undefined {
  if (name === "productFamily") return product.family === "" ? undefined : product.family;
  return name === "servicecode" ? product.serviceCode : product.attributes[name];
}

/** Names of all attributes that products of a service have. */
export function attributeNames(products: readonly Product[]): string[] {
  const names = products.flatMap(({ attributes }) => Object.keys(attributes));
  return [...new Set(["productFamily", "servicecode", ...names])].sort();
}
