import type { RecordSet } from "../../contract/aws/record-set.ts";
import type { PolicyOf } from "../../contract/aws/routing-policy.ts";
import type { Asker } from "./asker.ts";
import type { Choice, Choosing } from "./choosing.ts";
import { continentOf } from "./places.ts";
import { certainly } from "./spread.ts";

const DEFAULT_RANK = 0;

/**
 * The smallest area with a healthy record: subdivision, country, continent, everybody else. While all
 * of them are unhealthy the smallest counts as healthy.
 */
export function chooseGeolocation(records: readonly RecordSet[], choosing: Choosing): Choice {
  const { asker, isHealthy } = choosing;
  const ranked = records
    .map((set) => ({ set, rank: rankOf(set, asker) }))
    .filter((each): each is { set: RecordSet; rank: number } => each.rank !== undefined)
    .sort((a, b) => b.rank - a.rank);
  const onlyDefault = records.every(({ routing }) => isDefault(routing));
  if (asker.countryCode === undefined && !onlyDefault) {
    return certainly({ kind: "unknown", reason: "it is not known in which country they are" });
  }
  if (asker.subdivisionCode === undefined && records.some((set) => isPartOf(set, asker))) {
    return certainly({ kind: "unknown", reason: "it is not known in which subdivision they are" });
  }
  const chosen = ranked.find(({ set }) => isHealthy(set)) ?? ranked[0];
  return certainly(
    chosen?.set ?? { kind: "none", reason: "no record is for their area, and there is no default" },
  );
}

/** For a part of the asker's country: whether it is theirs depends on where in it they are. */
function isPartOf({ routing }: RecordSet, { countryCode }: Asker): boolean {
  return (
    routing.policy === "geolocation" &&
    routing.subdivisionCode !== undefined &&
    routing.countryCode === countryCode
  );
}

function isDefault(routing: RecordSet["routing"]): boolean {
  return routing.policy === "geolocation" && routing.countryCode === "*";
}

function rankOf({ routing }: RecordSet, asker: Asker): number | undefined {
  if (routing.policy !== "geolocation") return undefined;
  return rankOfArea(routing, asker);
}

/** How small an area of the asker is; undefined for those that it is not in. */
function rankOfArea(area: PolicyOf<"geolocation">, asker: Asker): number | undefined {
  const { countryCode = "", subdivisionCode } = asker;
  if (area.countryCode === "*") return DEFAULT_RANK;
  if (area.continentCode !== undefined) {
    return continentOf(countryCode) === area.continentCode ? 1 : undefined;
  }
  if (area.countryCode !== countryCode) return undefined;
  if (area.subdivisionCode === undefined) return 2;
  return area.subdivisionCode === subdivisionCode ? 3 : undefined;
}
