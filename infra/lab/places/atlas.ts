import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const AwsPlace = z.object({
  code: z.string(),
  kind: z.enum(["region", "local-zone"]),
  parentRegion: z.string().nullable(),
  city: z.string(),
  /** ISO 3166-1. */
  country: z.string(),
  latitude: z.number(),
  longitude: z.number(),
});

const Locations = z.object({ places: z.array(AwsPlace) });
const Matrix = z.object({ regions: z.array(z.string()), p50: z.array(z.array(z.number())) });

export type AwsPlace = z.infer<typeof AwsPlace>;

/** What is known of AWS's places: where they lie, and how long a round trip between two Regions takes. */
export interface Atlas {
  readonly places: ReadonlyMap<string, AwsPlace>;
  /** Median round trip from one Region to another in ms; undefined where nobody published one. */
  regionRttMs(from: string, to: string): number | undefined;
}

/**
 * Reads the two data files shipped with the lab (each names its public source):
 * `aws-locations.json` and `interregion-rtt.json`.
 */
export function readAtlas(folder: string): Atlas {
  const read = (file: string): unknown => JSON.parse(readFileSync(join(folder, file), "utf8"));
  const { places } = Locations.parse(read("aws-locations.json"));
  const { regions, p50 } = Matrix.parse(read("interregion-rtt.json"));
  const at = new Map(regions.map((region, index) => [region, index]));
  return {
    places: new Map(places.map((place) => [place.code, place])),
    regionRttMs: (from, to) => p50[at.get(from) ?? -1]?.[at.get(to) ?? -1],
  };
}
