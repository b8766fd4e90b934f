import type { Service } from "../../contract/estate.ts";
import type { RecoveryStrategy } from "../../contract/recovery.ts";
import { regionOf } from "../routing/places.ts";

/**
 * How a service is made to survive the loss of a Region today: as declared, else by where its endpoints
 * stand. Null where they stand in one Region alone and nothing is declared: there may be backups, or not.
 */
export function standingStrategy({
  endpoints,
  recovery,
}: Pick<Service, "endpoints" | "recovery">): RecoveryStrategy | null {
  if (recovery?.strategy !== undefined) return recovery.strategy;
  const regionsOf = (isStandby: boolean) =>
    new Set(
      endpoints
        .filter(({ tier }) => (tier === "standby") === isStandby)
        .map(({ place }) => regionOf(place)),
    );
  const primary = regionsOf(false);
  if (primary.size > 1) return "active_active";
  // It answers probes as it is, so it is more than the pilot light of something still to be started.
  return [...regionsOf(true)].some((region) => !primary.has(region)) ? "warm_standby" : null;
}
