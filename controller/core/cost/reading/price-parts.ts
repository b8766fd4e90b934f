import { shippedPrices } from "../shipped-prices.ts";

/** Which products of a service are asked for: all that hold every one of these values. */
export type PriceFilter = {
  readonly field: string;
  readonly is: string;
  /** Whether the value has to be the whole attribute, or to stand somewhere in it. */
  readonly how: "whole" | "within";
};

/** A part of the Price List that is read by itself. No product belongs to two. */
export type PricePartName = {
  readonly id: string;
  readonly label: string;
  /** Code of the service in the Price List. */
  readonly service: string;
  readonly filters: readonly PriceFilter[];
};

const whole = (field: string, is: string): PriceFilter => ({ field, is, how: "whole" });

/**
 * All parts that the book has prices of. Services whose lists are short are read whole: so nothing
 * hangs on the names that the list gives their families.
 */
export function priceParts(): PricePartName[] {
  return [
    { id: "route53", label: "Route 53", service: "AmazonRoute53", filters: [] },
    {
      id: "global-accelerator",
      label: "Global Accelerator",
      service: "AWSGlobalAccelerator",
      filters: [],
    },
    {
      id: "transfer-internet",
      label: "transfer out to the internet",
      service: "AWSDataTransfer",
      filters: [whole("transferType", "AWS Outbound")],
    },
    {
      id: "transfer-regions",
      label: "transfer between Regions",
      service: "AWSDataTransfer",
      filters: [whole("transferType", "InterRegion Outbound")],
    },
    ...["Application", "Network"].map((kind) => ({
      id: `elb-${kind.toLowerCase()}`,
      label: `${kind} Load Balancers`,
      service: "AWSELB",
      filters: [whole("productFamily", `Load Balancer-${kind}`)],
    })),
    {
      id: "public-ipv4",
      label: "public IPv4 addresses",
      service: "AmazonVPC",
      filters: [{ field: "usagetype", is: "PublicIPv4:", how: "within" }],
    },
    ...instanceTypes().map((type) => ({
      id: `ec2-${type}`,
      label: `instances of type ${type}`,
      service: "AmazonEC2",
      filters: [
        whole("instanceType", type),
        whole("operatingSystem", "Linux"),
        whole("tenancy", "Shared"),
        whole("preInstalledSw", "NA"),
        whole("capacitystatus", "Used"),
      ],
    })),
  ];
}

/** Those that the shipped book has a price of in any place: probes run on them. */
function instanceTypes(): string[] {
  const types = Object.keys(shippedPrices().prices).flatMap(
    (price) => /^ec2\.([a-z0-9-]+\.[a-z0-9-]+)\./.exec(price)?.[1] ?? [],
  );
  return [...new Set(types)].sort();
}
