import type { PriceFigures } from "./price-figures.ts";
import { type Product, stepsOf } from "./product.ts";

/** What `AmazonRoute53` charges for. */
export function route53Products({ route53 }: PriceFigures): Product[] {
  return route53.map(({ usageType, family, unit, tiers }) => ({
    serviceCode: "AmazonRoute53",
    family,
    attributes: {
      servicename: "Amazon Route 53",
      usagetype: usageType,
      operation: "",
    },
    unit,
    steps: stepsOf(tiers),
  }));
}

/** What `AWSGlobalAccelerator` charges for: the hour, and each pair of groups in both directions. */
export function acceleratorProducts(figures: PriceFigures): Product[] {
  const servicename = "AWS Global Accelerator";
  const product = (attributes: Record<string, string>, unit: string, usd: string): Product => ({
    serviceCode: "AWSGlobalAccelerator",
    family: servicename,
    attributes: { servicename, ...attributes },
    unit,
    steps: stepsOf([[null, usd]]),
  });
  const hour = { usagetype: "Global-Accelerator-fixed-fee", operation: "" };
  const pairs = Object.entries(figures.acceleratorPairs).flatMap(([pair, usd]) => {
    const [fromLocation = "", toLocation = ""] = pair.split("-");
    return ["OUT-Bytes-Internet", "IN-Bytes-Internet", "OUT-Bytes-AWS"].map((what) => {
      const trafficDirection = what.startsWith("IN") ? "In" : "Out";
      const usagetype = `${pair}-${what}`;
      const attributes = { usagetype, operation: "Dominant", fromLocation, toLocation };
      return product({ ...attributes, trafficDirection }, "GB", usd);
    });
  });
  return [product(hour, "Hrs", figures.acceleratorHourUsd), ...pairs];
}

/** What `AWSDataTransfer` charges for: to the internet and between Regions. */
export function transferProducts(figures: PriceFigures): Product[] {
  const { places, freeTransferGb, otherRegionUsd } = figures;
  const product = (attributes: Record<string, string>, steps: Product["steps"]): Product => ({
    serviceCode: "AWSDataTransfer",
    family: "Data Transfer",
    attributes: { servicename: "AWS Data Transfer", operation: "", ...attributes },
    unit: "GB",
    steps,
  });
  const outbound = {
    transferType: "AWS Outbound",
    toLocation: "External",
    toLocationType: "Other",
  };
  const free = product(
    { ...outbound, fromLocation: "Global", usagetype: "Global-DataTransfer-Out-Bytes" },
    [
      ["0", String(freeTransferGb), "0"],
      [String(freeTransferGb), "Inf", "0"],
    ],
  );
  const internet = places.flatMap(({ code, name, kind, prefix, internetTiers }) =>
    internetTiers === undefined
      ? []
      : product(
          {
            ...outbound,
            fromLocation: name,
            fromLocationType: kind,
            fromRegionCode: code,
            usagetype: `${prefixed(prefix)}DataTransfer-Out-Bytes`,
          },
          stepsOf(internetTiers),
        ),
  );
  const regions = places.filter(({ kind }) => kind === "AWS Region");
  const between = regions.flatMap((from) =>
    regions.flatMap((to) => {
      const usd = otherRegionUsd[`${from.code} ${to.code}`] ?? from.otherRegionUsd;
      if (from === to || usd === undefined) return [];
      const attributes = {
        transferType: "InterRegion Outbound",
        fromLocation: from.name,
        fromLocationType: from.kind,
        fromRegionCode: from.code,
        toLocation: to.name,
        toLocationType: to.kind,
        toRegionCode: to.code,
        usagetype: `${from.prefix || "USE1"}-${to.prefix || "USE1"}-AWS-Out-Bytes`,
      };
      return product(attributes, stepsOf([[null, usd]]));
    }),
  );
  return [free, ...internet, ...between];
}

function prefixed(prefix: string): string {
  return prefix === "" ? "" : `${prefix}-`;
}
