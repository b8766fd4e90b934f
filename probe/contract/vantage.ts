import * as z from "zod";
import { Identifier } from "./identifier.ts";

/** What kind of place a probe stands in. `custom` is any place that AWS does not run. */
export const VantageKind = z.enum([
  "region",
  "availability-zone",
  "local-zone",
  "outpost",
  "custom",
]);

export type VantageKind = z.infer<typeof VantageKind>;

/** A place where a probe stands. Degrees are WGS 84; `parentRegion` is the AWS Region it belongs to. */
export const Vantage = z.object({
  id: Identifier,
  kind: VantageKind,
  label: z.string().min(1).max(80),
  parentRegion: Identifier.optional(),
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
});

export type Vantage = z.infer<typeof Vantage>;
