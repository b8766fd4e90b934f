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
  id: Identifier.describe("name of the vantage: an AWS code such as eu-west-1, or one of your own"),
  kind: VantageKind.describe("what kind of place it is; custom is any that AWS does not run"),
  label: z.string().min(1).max(80).describe("name to show"),
  parentRegion: Identifier.optional().describe("AWS Region that a zone or an Outpost belongs to"),
  latitude: z.number().min(-90).max(90).describe("degrees north, WGS 84"),
  longitude: z.number().min(-180).max(180).describe("degrees east, WGS 84"),
});

export type Vantage = z.infer<typeof Vantage>;
