import { Estate } from "../../../controller/contract/estate.ts";
import type {
  PriceChangesAnswer,
  PricesAnswer,
  PricesRefresh,
} from "../../../controller/contract/prices.ts";
import type { ServiceCost, ServiceCostQuery } from "../../../controller/contract/service-cost.ts";
import { listPrices } from "../../../controller/core/cost/reading/list-prices.ts";
import { serviceCost } from "../../../controller/core/cost/service/service-cost.ts";
import { shippedPrices } from "../../../controller/core/cost/shipped-prices.ts";
import { NOW_MS } from "../core/verdict/status-scene.ts";

const VERSION = "2026-11-23-1f0c9a77";

/** A reading of which one part was denied and one brought something odd. */
export function sampleRefresh(): PricesRefresh {
  const part = (id: string, label: string, prices: number) => ({
    id,
    label,
    service: "AmazonRoute53",
    state: "read" as const,
    prices,
    error: null,
    misfits: [],
    moreMisfits: 0,
    publishedOn: "2026-11-01",
    triedAtMs: NOW_MS - 40_000,
    readAtMs: NOW_MS - 40_000,
    readOn: "2026-11-30",
  });
  return {
    state: "idle",
    lastFinishedAtMs: NOW_MS - 40_000,
    refreshEveryMs: 86_400_000,
    mend: null,
    parts: [
      part("route53", "Route 53", 13),
      { ...part("global-accelerator", "Global Accelerator", 73), state: "unchanged" },
      {
        ...part("transfer-regions", "transfer between Regions", 41),
        state: "failed",
        readAtMs: NOW_MS - 90_000_000,
        error: {
          kind: "denied",
          code: "AccessDeniedException",
          message: "The user is not authorized to perform pricing:GetProducts.",
          mend: "Allow pricing:GetProducts to the user or role of these credentials.",
        },
      },
      {
        ...part("public-ipv4", "public IPv4 addresses", 1),
        misfits: [
          {
            service: "AmazonVPC",
            what: "PublicIPv4:InUseAddress (ABC)",
            reason: "it is counted in Parsecs, which was not expected",
          },
        ],
      },
    ],
  };
}

/** Some shipped prices: with tiers, with an unknown one, with a doubtful one. */
export function samplePrices(refresh = sampleRefresh()): PricesAnswer {
  const book = shippedPrices();
  const filters = ["query.latency", "dt-premium.sa", "query.alias-accelerator"];
  return {
    version: VERSION,
    currency: "USD",
    compiledOn: book.compiledOn,
    shippedOn: book.compiledOn,
    hoursPerMonth: book.hoursPerMonth,
    freeTransferOutGb: book.freeTransferOutGb,
    total: Object.keys(book.prices).length,
    prices: filters.flatMap((filter) => listPrices(book, { filter }).slice(0, 2)),
    refresh,
  };
}

export function sampleChanges(): PriceChangesAnswer {
  const change = { unit: "GB", per: 1, oldAsOf: "2026-09-20", newAsOf: "2026-11-01" };
  const tier = { from: 0, upTo: null };
  return {
    readings: [
      {
        atMs: NOW_MS,
        more: 2_300,
        changes: [
          {
            ...change,
            price: "global-accelerator.dt-premium.EU.AP",
            label: "DT-Premium from EU to AP",
            kind: "changed",
            tiers: [{ ...tier, oldUsd: "0.033", newUsd: "0.043", percent: 30.3 }],
          },
          {
            ...change,
            price: "global-accelerator.dt-premium.SA.SA",
            label: "DT-Premium from SA to SA",
            kind: "found",
            tiers: [{ ...tier, oldUsd: null, newUsd: "0.008", percent: null }],
          },
          {
            ...change,
            price: "data-transfer.internet.mx-central-1",
            label: "Transfer out of mx-central-1 to the internet",
            kind: "added",
            oldAsOf: null,
            tiers: [
              { from: 0, upTo: 10_240, oldUsd: null, newUsd: "0.09", percent: null },
              { from: 10_240, upTo: null, oldUsd: null, newUsd: "0.085", percent: null },
            ],
          },
        ],
      },
    ],
  };
}

const place = (id: string, latitude: number, longitude: number) => ({
  id,
  label: id,
  latitude,
  longitude,
});
const ESTATE = Estate.parse({
  environment: { name: "sample" },
  vantages: [
    { ...place("us-east-1", 39, -77.5), kind: "region" },
    { ...place("sa-east-1", -23.5, -46.6), kind: "region" },
  ],
  services: [
    {
      id: "checkout",
      label: "Checkout",
      endpoints: [
        { ...place("use1", 39, -77.5), place: "us-east-1", url: "http://192.0.2.1/" },
        { ...place("sae1", -23.5, -46.6), place: "sa-east-1", url: "http://192.0.2.2/" },
      ],
      dns: { url: "https://checkout.example.com/" },
      incumbent: "dns",
      incumbentDesign: {
        hostedZones: [
          {
            id: "Z1",
            name: "example.com.",
            records: [
              ["us-east-1", "192.0.2.1"],
              ["sa-east-1", "192.0.2.2"],
            ].map(([region, ip]) => ({
              name: "checkout.example.com.",
              type: "A",
              setIdentifier: region,
              routing: { policy: "latency", region },
              ttlS: 60,
              values: [ip],
            })),
          },
        ],
      },
      clientGroups: [
        { id: "us", label: "US", share: 0.75, vantages: ["us-east-1"] },
        { id: "br", label: "Brazil", share: 0.25, vantages: ["sa-east-1"] },
      ],
    },
  ],
});

/** What a service costs with a price that is unknown, or with DNS queries that lie in a range. */
export function sampleCost(whatIf: ServiceCostQuery, readsDesign = true): ServiceCost {
  const [service] = ESTATE.services;
  if (service === undefined) throw new Error("the sample has no service");
  const design = readsDesign ? (service.incumbentDesign ?? null) : null;
  return serviceCost({
    book: shippedPrices(),
    pricesVersion: VERSION,
    service,
    vantages: ESTATE.vantages,
    answers: new Map(),
    measured: { fromMs: NOW_MS - 1, toMs: NOW_MS },
    routing: {
      basis: readsDesign ? "read" : "declared-entries",
      readAtMs: readsDesign ? NOW_MS : null,
      design,
      unread: [],
    },
    whatIf,
  });
}
