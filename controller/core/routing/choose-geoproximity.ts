import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { Choice, Choosing } from "./choosing.ts";
import { nearest } from "./choosing.ts";
import { distanceKm, type Spot } from "./distance.ts";
import { awsPlace } from "./places.ts";

/** The healthy record at the least distance, after each distance was made longer or shorter by its bias. */
export function chooseGeoproximity(records: readonly RecordSet[], choosing: Choosing): Choice {
  const { latitude, longitude } = choosing.asker;
  if (latitude === undefined || longitude === undefined) {
    return nearest(records, choosing, () => undefined);
  }
  return nearest(records, choosing, ({ routing }) => {
    if (routing.policy !== "geoproximity") return undefined;
    const place = placeOf(routing);
    return place && biasedKm(distanceKm({ latitude, longitude }, place), routing.bias);
  });
}

/**
 * A bias above zero shortens the distance, one below zero lengthens it.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/routing-policy-geoproximity.html
 */
export function biasedKm(km: number, bias: number): number {
  return bias >= 0 ? km * (1 - bias / 100) : km / (1 + bias / 100);
}

type Geoproximity = Extract<RecordSet["routing"], { policy: "geoproximity" }>;

function placeOf({ region, localZoneGroup, coordinates }: Geoproximity): Spot | undefined {
  if (coordinates !== undefined) {
    return { latitude: Number(coordinates.latitude), longitude: Number(coordinates.longitude) };
  }
  return awsPlace(region ?? localZoneGroup ?? "");
}
