import { distanceKm, type Spot } from "../../../controller/core/routing/distance.ts";
import { awsPlace } from "../../../controller/core/routing/places.ts";

/** Regions that simulated services stand in. */
export const REGIONS = [
  "us-east-1",
  "us-west-2",
  "eu-west-1",
  "eu-central-1",
  "ap-northeast-1",
  "ap-southeast-1",
  "ap-southeast-2",
  "ap-south-1",
  "sa-east-1",
] as const;

/** Where users are: a town of each of these countries. */
export const TOWNS: readonly (Spot & { readonly country: string })[] = [
  { country: "US", latitude: 41.88, longitude: -87.63 },
  { country: "CA", latitude: 43.65, longitude: -79.38 },
  { country: "MX", latitude: 19.43, longitude: -99.13 },
  { country: "BR", latitude: -22.91, longitude: -43.17 },
  { country: "AR", latitude: -34.6, longitude: -58.38 },
  { country: "GB", latitude: 53.48, longitude: -2.24 },
  { country: "DE", latitude: 52.52, longitude: 13.4 },
  { country: "ES", latitude: 40.42, longitude: -3.7 },
  { country: "PL", latitude: 52.23, longitude: 21.01 },
  { country: "TR", latitude: 41.01, longitude: 28.98 },
  { country: "ZA", latitude: -26.2, longitude: 28.05 },
  { country: "IN", latitude: 28.61, longitude: 77.21 },
  { country: "SG", latitude: 1.35, longitude: 103.82 },
  { country: "JP", latitude: 34.69, longitude: 135.5 },
  { country: "KR", latitude: 35.18, longitude: 129.08 },
  { country: "AU", latitude: -37.81, longitude: 144.96 },
];

export function placeOf(region: string): Spot {
  const place = awsPlace(region);
  if (place === undefined) throw new Error(`${region} is no Region that is known`);
  return place;
}

/** Light in fibre makes 200 km in a millisecond and goes there and back, by a way half as long again. */
const MS_PER_KM = (2 / 200) * 1.5;

/** What a request usually takes over such a distance, in ms. */
export function usualMs(a: Spot, b: Spot): number {
  return 15 + MS_PER_KM * distanceKm(a, b);
}
