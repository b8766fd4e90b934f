import { Service } from "../../../../controller/contract/estate.ts";
import { type Ground, groundOf } from "../../../../controller/core/candidates/ground.ts";

const endpoint = (id: string, place: string, at: [number, number], address: string) => ({
  id,
  label: id,
  place,
  latitude: at[0],
  longitude: at[1],
  url: `https://${id}.shop.example/health?deep=1`,
  addresses: [address],
  resource: `i-0123456789abcde${address.at(-1) ?? ""}`,
});

const group = (id: string, country: string, share: number, cidr: string) => ({
  id,
  label: id,
  share,
  vantages: [`vantage-${id}`],
  country,
  match: { cidrs: [cidr] },
});

/** A shop in three Regions, one of which has a Local Zone as well, for users in four countries. */
export const SAMPLE_SERVICE = {
  id: "shop",
  label: "Shop",
  endpoints: [
    endpoint("virginia", "us-east-1", [39.04, -77.49], "198.51.100.1"),
    endpoint("ireland", "eu-west-1", [53.35, -6.26], "198.51.100.2"),
    endpoint("oregon", "us-west-2", [45.52, -122.68], "198.51.100.3"),
    endpoint("los-angeles", "us-west-2-lax-1a", [34.05, -118.24], "198.51.100.4"),
  ],
  dns: { url: "https://www.shop.example/health", hostedZoneId: "ZSHOP" },
  clientGroups: [
    group("portugal", "PT", 0.4, "203.0.113.0/26"),
    group("mexico-city", "MX", 0.3, "203.0.113.64/26"),
    group("california", "US", 0.2, "203.0.113.128/26"),
    group("brazil", "BR", 0.1, "203.0.113.192/26"),
  ],
};

/** Where the users of each group are. */
export const PLACE_OF: Record<string, { latitude: number; longitude: number }> = {
  portugal: { latitude: 38.72, longitude: -9.14 },
  "mexico-city": { latitude: 19.43, longitude: -99.13 },
  california: { latitude: 34.05, longitude: -118.3 },
  brazil: { latitude: -23.55, longitude: -46.63 },
};

export function sampleGround(change: object = {}): Ground {
  const ground = groundOf(Service.parse({ ...SAMPLE_SERVICE, ...change }));
  if (typeof ground === "string") throw new Error(ground);
  return ground;
}
