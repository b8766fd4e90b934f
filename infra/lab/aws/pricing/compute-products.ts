import type { PricedPlace, PriceFigures } from "./price-figures.ts";
import { type Product, stepsOf } from "./product.ts";

const BALANCERS = [
  { family: "Application", hour: "application", unit: "applicationLcu" },
  { family: "Network", hour: "network", unit: "networkLcu" },
] as const;

/** What `AWSELB`, `AmazonVPC` and `AmazonEC2` charge for. */
export function computeProducts(figures: PriceFigures): Product[] {
  return [...balancers(figures), ...addresses(figures), ...instances(figures)];
}

function balancers({ loadBalancers, places }: PriceFigures): Product[] {
  return places.flatMap((place) => {
    const prices = loadBalancers[place.code];
    if (prices === undefined) return [];
    return BALANCERS.flatMap(({ family, hour, unit }) => {
      const product = (what: string, count: string, usd: string): Product => ({
        serviceCode: "AWSELB",
        family: `Load Balancer-${family}`,
        attributes: {
          ...placed(place, what),
          servicename: "Elastic Load Balancing",
          operation: `LoadBalancing:${family}`,
        },
        unit: count,
        steps: stepsOf([[null, usd]]),
      });
      return [
        product("LoadBalancerUsage", "Hrs", prices[hour]),
        product("LCUUsage", "LCU-Hrs", prices[unit]),
      ];
    });
  });
}

function addresses({ places, publicIpv4HourUsd }: PriceFigures): Product[] {
  return places
    .filter(({ kind }) => kind === "AWS Region")
    .flatMap((place) =>
      ["InUseAddress", "IdleAddress"].map((use) => ({
        serviceCode: "AmazonVPC",
        family: "",
        attributes: {
          // The only usage type that has a prefix in us-east-1 as well.
          ...placed({ ...place, prefix: place.prefix || "USE1" }, `PublicIPv4:${use}`),
          servicename: "Amazon Virtual Private Cloud",
          operation: use,
          group: "VPCPublicIPv4Address",
        },
        unit: "Hrs",
        steps: stepsOf([[null, publicIpv4HourUsd]]),
      })),
    );
}

function instances({ instances: types, places }: PriceFigures): Product[] {
  return Object.entries(types).flatMap(([type, byPlace]) =>
    places.flatMap((place) => {
      const usd = byPlace[place.code];
      if (usd === undefined) return [];
      const product = (operatingSystem: string, price: string): Product => ({
        serviceCode: "AmazonEC2",
        family: "Compute Instance",
        attributes: {
          ...placed(place, `BoxUsage:${type}`),
          servicename: "Amazon Elastic Compute Cloud",
          operation: operatingSystem === "Linux" ? "RunInstances" : "RunInstances:0002",
          instanceType: type,
          operatingSystem,
          tenancy: "Shared",
          preInstalledSw: "NA",
          capacitystatus: "Used",
        },
        unit: "Hrs",
        steps: stepsOf([[null, price]]),
      });
      return [product("Linux", usd), product("Windows", `${Number(usd) * 2}`)];
    }),
  );
}

function placed({ code, name, kind, prefix }: PricedPlace, what: string): Record<string, string> {
  return {
    location: name,
    locationType: kind,
    regionCode: code,
    usagetype: prefix === "" ? what : `${prefix}-${what}`,
  };
}
