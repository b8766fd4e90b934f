import type { SimulatedWorld } from "./simulated-scenario.ts";

/** 2026-10-01, so that the example is the same every day. */
const FIRST_DAY = 20_727;
const ZONE = "Z0EXAMPLESHOP";

const ENDPOINTS = [
  ["frankfurt", "Frankfurt", "eu-central-1", 50.11, 8.68, "192.0.2.10"],
  ["virginia", "N. Virginia", "us-east-1", 38.95, -77.45, "198.51.100.10"],
  ["sydney", "Sydney", "ap-southeast-2", -33.87, 151.21, "203.0.113.10"],
] as const;

const GROUPS = [
  ["germany", "Germany", 0.45, "berlin", "DE", "EU", 900],
  ["america", "United States", 0.35, "chicago", "US", "NA", 700],
  ["south-africa", "South Africa", 0.15, "cape-town", "ZA", "ZA", 300],
  ["australia", "Australia", 0.05, "perth", "AU", "AU", 100],
] as const;

const PLACES = [
  ["berlin", "Berlin", 52.52, 13.4],
  ["chicago", "Chicago", 41.88, -87.63],
  ["cape-town", "Cape Town", -33.92, 18.42],
  ["perth", "Perth", -31.95, 115.86],
] as const;

/**
 * A shop in three Regions that Route 53 leads to by latency. For Germany and the United States the
 * accelerator changes little, for South Africa and Australia much.
 */
export const EXAMPLE_WORLD: SimulatedWorld = {
  scenario: {
    isochroneScenario: 1,
    service: {
      id: "shop",
      label: "Shop (example)",
      endpoints: ENDPOINTS.map(([id, label, place, latitude, longitude, address]) => ({
        id,
        label,
        place,
        latitude,
        longitude,
        url: `http://${address}/healthz`,
        addresses: [address],
        resource: `arn:aws:elasticloadbalancing:${place}:111122223333:loadbalancer/net/shop/0123456789abcdef`,
      })),
      dns: { url: "http://www.shop.example/", hostedZoneId: ZONE },
      accelerator: { url: "http://a1b2c3d4.awsglobalaccelerator.com/" },
      servedByHeader: "x-served-by",
      clientGroups: GROUPS.map(([id, label, share, vantage, country, edgeGroup, gbOut]) => ({
        id,
        label,
        share,
        vantages: [vantage],
        country,
        edgeGroup,
        trafficPerMonth: {
          gbIn: gbOut / 20,
          gbOut,
          requests: gbOut * 10_000,
          dnsQueries: gbOut * 300,
        },
      })),
      objectives: { rtoS: 180, attainmentRatio: 0.9 },
      constraints: { budgetUsdPerMonth: 500 },
      incumbent: "dns",
    },
    vantages: PLACES.map(([id, label, latitude, longitude]) => ({
      id,
      kind: "custom",
      label,
      latitude,
      longitude,
    })),
    live: {
      hostedZones: [
        {
          id: ZONE,
          name: "shop.example",
          records: ENDPOINTS.map(([id, , region, , , address]) => ({
            name: "www.shop.example",
            type: "A",
            setIdentifier: id,
            routing: { policy: "latency", region },
            healthCheckId: `check-${id}`,
            values: [address],
            ttlS: 60,
          })),
        },
      ],
      healthChecks: ENDPOINTS.map(([id, , , , , address]) => ({
        id: `check-${id}`,
        config: {
          type: "HTTP",
          ipAddress: address,
          port: 80,
          resourcePath: "/healthz",
          requestIntervalS: 10,
        },
      })),
    },
    // So it was on the two days before: a change needs to be the best three times.
    memory: { best: "hybrid south-africa over latency ttl60-10x3", inARow: 2 },
  },
  directMs: {
    berlin: { frankfurt: 14, virginia: 98, sydney: 290 },
    chicago: { frankfurt: 112, virginia: 24, sydney: 205 },
    "cape-town": { frankfurt: 166, virginia: 228, sydney: 390 },
    perth: { frankfurt: 280, virginia: 245, sydney: 62 },
  },
  acceleratorMs: {
    berlin: { frankfurt: 15, virginia: 92, sydney: 250 },
    chicago: { frankfurt: 104, virginia: 23, sydney: 180 },
    "cape-town": { frankfurt: 139, virginia: 206, sydney: 330 },
    perth: { frankfurt: 240, virginia: 215, sydney: 50 },
  },
  seed: 7,
  firstDay: FIRST_DAY,
  days: 21,
  runs: 40,
  recoveryS: { dns: [45, 150], accelerator: [28, 50] },
};
