import { fc } from "@fast-check/vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import { type Ground, groundOf } from "../../../../controller/core/candidates/ground.ts";
import { awsPlace } from "../../../../controller/core/routing/places.ts";

const PLACES = [
  "us-east-1",
  "us-west-2",
  "us-west-2-lax-1a",
  "eu-west-1",
  "eu-central-1",
  "ap-southeast-2",
  "sa-east-1",
  "ap-south-1",
];
const COUNTRIES = ["DE", "US", "BR", "IN", "AU", "JP", "ZA", "MX"];

const anEndpoint = fc.record({
  place: fc.constantFrom(...PLACES),
  tier: fc.constantFrom("primary", "primary", "primary", "standby"),
  hasResource: fc.boolean(),
});

const aGroup = fc.record({
  weight: fc.integer({ min: 1, max: 50 }),
  country: fc.option(fc.constantFrom(...COUNTRIES), { nil: undefined }),
  hasBlocks: fc.boolean(),
  latitude: fc.integer({ min: -55, max: 65 }),
  longitude: fc.integer({ min: -179, max: 179 }),
  isConfined: fc.constantFrom(false, false, false, true),
  isBetter: fc.boolean(),
});

/** A service with its users as designs are made for it, where these are, and whom the accelerator serves better. */
export interface RandomGround {
  readonly service: Service;
  readonly ground: Ground;
  readonly places: Record<string, { latitude: number; longitude: number }>;
  readonly accelerated: { group: string; weightedGainUs: number; usdPerMonth: number | null }[];
}

export const aGround: fc.Arbitrary<RandomGround> = fc
  .record({
    endpoints: fc.array(anEndpoint, { minLength: 1, maxLength: 6 }),
    groups: fc.array(aGroup, { minLength: 1, maxLength: 7 }),
    haveAddresses: fc.boolean(),
    price: fc.option(fc.integer({ min: 1, max: 90 })),
  })
  .map(({ endpoints, groups, haveAddresses, price }) => {
    const total = groups.reduce((sum, { weight }) => sum + weight, 0);
    const [first] = endpoints;
    const confined = groups.flatMap(({ isConfined }, at) => (isConfined ? [`group-${at}`] : []));
    const service = Service.parse({
      id: "shop",
      label: "Shop",
      endpoints: endpoints.map(({ place, tier, hasResource }, at) => ({
        id: `end-${at}`,
        label: `end ${at}`,
        place,
        tier,
        latitude: awsPlace(place)?.latitude,
        longitude: awsPlace(place)?.longitude,
        url: `https://end-${at}.example/`,
        ...(haveAddresses ? { addresses: [`198.51.100.${at + 1}`] } : {}),
        ...(hasResource ? { resource: `i-0123456789abcde0${at}` } : {}),
      })),
      dns: { url: "https://www.shop.example/", hostedZoneId: "ZSHOP" },
      clientGroups: groups.map(({ weight, country, hasBlocks }, at) => ({
        id: `group-${at}`,
        label: `group ${at}`,
        share: weight / total,
        vantages: [`vantage-${at}`],
        country,
        ...(hasBlocks ? { match: { cidrs: [`10.0.${at}.0/24`] } } : {}),
      })),
      ...(confined.length === 0
        ? {}
        : { constraints: { residency: [{ groups: confined, allowedPlaces: [first?.place] }] } }),
    });
    const ground = groundOf(service);
    if (typeof ground === "string") throw new Error(ground);
    return {
      service,
      ground,
      places: Object.fromEntries(
        groups.map(({ latitude, longitude }, at) => [`group-${at}`, { latitude, longitude }]),
      ),
      accelerated: groups.flatMap(({ isBetter, weight }, at) =>
        isBetter
          ? [
              {
                group: `group-${at}`,
                weightedGainUs: weight * 100,
                usdPerMonth: price && price * at,
              },
            ]
          : [],
      ),
    };
  });
