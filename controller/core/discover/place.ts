import type { RecordSet } from "../../contract/aws/record-set.ts";
import { awsPlace } from "../routing/places.ts";
import type { Reached } from "./reach.ts";

/** Where something runs. */
export interface Place {
  /** Region or Local Zone. */
  readonly code: string;
  readonly latitude: number;
  readonly longitude: number;
  /** What tells so, in words; null where AWS does. */
  readonly guess: string | null;
}

/** Where an endpoint runs: as AWS says, else as the routing to it assumes; undefined where nothing tells. */
export function placeOf({ deployment, sets, groupRegion }: Reached): Place | undefined {
  const { localZone, region } = deployment;
  const told: readonly (readonly [string | null | undefined, string | null])[] = [
    [localZone, null],
    [region, localZone === null ? null : `the Region of ${localZone}, whose place is not known`],
    [groupRegion, "the Region of its endpoint group"],
    [routedRegion(sets), "guessed from the routing policy that leads to it"],
  ];
  for (const [code, guess] of told) {
    const spot = code === null || code === undefined ? undefined : awsPlace(code);
    if (code === null || code === undefined || spot === undefined) continue;
    return { code, latitude: spot.latitude, longitude: spot.longitude, guess };
  }
  return undefined;
}

function routedRegion(sets: readonly RecordSet[]): string | undefined {
  for (const { routing } of sets) {
    if (routing.policy === "latency") return routing.region;
    if (routing.policy === "geoproximity") {
      const code =
        routing.localZoneGroup === undefined ? routing.region : `${routing.localZoneGroup}a`;
      if (code !== undefined) return code;
    }
  }
  return undefined;
}
