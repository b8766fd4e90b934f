import fc from "fast-check";
import { ServiceFile } from "../../../../controller/contract/service-file.ts";

const at = (latitude: number, longitude: number) => ({ latitude, longitude });

/** Two endpoints, both ways in, two groups, something of everything. */
export const SAMPLE_FILE: ServiceFile = ServiceFile.parse({
  version: 1,
  id: "shop",
  label: "Shop",
  endpoints: [
    {
      id: "shop-euw1",
      label: "Ireland",
      place: "eu-west-1",
      ...at(53.35, -6.26),
      url: "https://eu-west-1.shop.example/echo",
      resource:
        "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/shop/0123456789",
    },
    {
      id: "shop-use1",
      label: "N. Virginia",
      place: "us-east-1",
      ...at(38.95, -77.45),
      url: "https://us-east-1.shop.example/echo",
      addresses: ["192.0.2.10"],
      tier: "standby",
    },
  ],
  entries: {
    dns: {
      url: "https://shop.example/echo",
      pinned: { "shop-euw1": "https://euw1.shop.example/echo" },
      hostedZoneId: "Z0123456789ABC",
    },
    accelerator: { url: "https://a1b2c3.awsglobalaccelerator.com/echo" },
    servedByHeader: "x-served-by",
  },
  clientGroups: [
    {
      id: "europe",
      label: "Europe",
      share: 0.6,
      vantages: ["eu-west-1"],
      country: "DE",
      edgeGroup: "EU",
      match: { cidrs: ["198.51.100.0/24"], countries: ["DE", "FR"] },
      trafficPerMonth: { gbOut: 900, requests: 12_000_000 },
    },
    { id: "america", label: "America", share: 0.4, vantages: ["us-east-1"], edgeGroup: "NA" },
  ],
  objectives: {
    rtoS: 60,
    rpoS: 5,
    attainmentRatio: 0.95,
    latency: [{ atMostMs: 80, groups: ["europe"] }],
  },
  constraints: {
    residency: [{ groups: ["europe"], allowedPlaces: ["eu-west-1"] }],
    clientIp: "preserve",
    budgetUsdPerMonth: 500,
  },
  incumbent: { entry: "dns" },
});

const label = fc.string({ minLength: 1, maxLength: 80, unit: "grapheme" });
const quantity = fc.option(fc.double({ min: 0, max: 1e12, noNaN: true }), { nil: undefined });

/** Service files that fit together, without a log. */
export const serviceFiles: fc.Arbitrary<ServiceFile> = fc
  .record({
    label,
    groups: fc.array(
      fc.record({
        label,
        part: fc.integer({ min: 1, max: 1_000 }),
        gbIn: quantity,
        gbOut: quantity,
      }),
      { minLength: 1, maxLength: 6 },
    ),
    isAccelerated: fc.boolean(),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    rtoS: fc.option(fc.double({ min: 0.001, max: 1e6, noNaN: true }), { nil: undefined }),
  })
  .map(({ label, groups, isAccelerated, longitude, rtoS }) => {
    const sum = groups.reduce((total, { part }) => total + part, 0);
    const { accelerator, ...entries } = SAMPLE_FILE.entries;
    const file = {
      ...SAMPLE_FILE,
      label,
      entries: isAccelerated ? SAMPLE_FILE.entries : entries,
      endpoints: SAMPLE_FILE.endpoints.map((endpoint) => ({ ...endpoint, longitude })),
      clientGroups: groups.map(({ label, part, ...volumes }, at) => ({
        id: `group-${at}`,
        label,
        share: part / sum,
        vantages: ["eu-west-1"],
        trafficPerMonth: volumes,
      })),
      objectives: rtoS === undefined ? {} : { rtoS, attainmentRatio: 0.9 },
      constraints: { staticIps: isAccelerated },
    };
    // JSON has no undefined, and no -0.
    return ServiceFile.parse(JSON.parse(JSON.stringify(file)));
  });
