import type { LatencyTable } from "../../../controller/core/routing/latency-table.ts";
import { between } from "../../helpers/draws.ts";
import { seeded } from "../../helpers/seeded.ts";
import { placeOf, TOWNS, usualMs } from "./geography.ts";

/** So far off the usual time over its distance may a way be in the table. */
const MOST_OFF = 0.15;

/**
 * By which simulated AWS tells who is near: times, which its own table has and distances only resemble.
 * The advisor does not know it. The same in all worlds; undefined for who is in none of the towns.
 */
export const awsTable: LatencyTable = ({ countryCode }, region) => {
  const town = TOWNS.findIndex(({ country }) => country === countryCode);
  const own = TOWNS[town];
  if (own === undefined) return undefined;
  const random = seeded(
    1_000 * town + [...region].reduce((sum, sign) => sum + sign.charCodeAt(0), 0),
  );
  return usualMs(own, placeOf(region)) * between(random, 1 - MOST_OFF, 1 + MOST_OFF);
};
