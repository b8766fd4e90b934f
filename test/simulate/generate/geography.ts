import type { EdgeGroup } from "../../../controller/contract/price-book.ts";
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

/** Where users are, and which row of the accelerator's price table they belong to. */
export interface Town extends Spot {
  readonly country: string;
  readonly edgeGroup: EdgeGroup;
}

/** A town of each of these countries. */
export const TOWNS: readonly Town[] = [
  { country: "US", edgeGroup: "NA", latitude: 41.88, longitude: -87.63 },
  { country: "CA", edgeGroup: "NA", latitude: 43.65, longitude: -79.38 },
  { country: "MX", edgeGroup: "NA", latitude: 19.43, longitude: -99.13 },
  { country: "BR", edgeGroup: "SA", latitude: -22.91, longitude: -43.17 },
  { country: "AR", edgeGroup: "SA", latitude: -34.6, longitude: -58.38 },
  { country: "GB", edgeGroup: "EU", latitude: 53.48, longitude: -2.24 },
  { country: "DE", edgeGroup: "EU", latitude: 52.52, longitude: 13.4 },
  { country: "ES", edgeGroup: "EU", latitude: 40.42, longitude: -3.7 },
  { country: "PL", edgeGroup: "EU", latitude: 52.23, longitude: 21.01 },
  { country: "TR", edgeGroup: "ME", latitude: 41.01, longitude: 28.98 },
  { country: "ZA", edgeGroup: "ZA", latitude: -26.2, longitude: 28.05 },
  { country: "IN", edgeGroup: "IN", latitude: 28.61, longitude: 77.21 },
  { country: "SG", edgeGroup: "AP", latitude: 1.35, longitude: 103.82 },
  { country: "JP", edgeGroup: "AP", latitude: 34.69, longitude: 135.5 },
  { country: "KR", edgeGroup: "KR", latitude: 35.18, longitude: 129.08 },
  { country: "AU", edgeGroup: "AU", latitude: -37.81, longitude: 144.96 },
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
