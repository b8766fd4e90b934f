import { PlacedVantage, Service } from "../../../../controller/contract/estate.ts";
import type {
  PlacementInput,
  StraightTime,
} from "../../../../controller/core/placement/placement-input.ts";
import { PLACE_OF, SAMPLE_SERVICE } from "../candidates/sample-ground.ts";

/** Where the groups' vantages stand. */
export const VANTAGES: PlacedVantage[] = Object.entries(PLACE_OF).map(([id, place]) =>
  PlacedVantage.parse({ id: `vantage-${id}`, kind: "custom", label: id, ...place }),
);

const MEASURED_MS: Record<string, Record<string, number>> = {
  "vantage-portugal": { virginia: 90, ireland: 30, oregon: 150 },
  "vantage-mexico-city": { virginia: 60, ireland: 140, oregon: 75 },
  "vantage-california": { virginia: 70, ireland: 140, oregon: 25 },
  "vantage-brazil": { virginia: 115, ireland: 180, oregon: 180 },
};

const PLACES: Record<string, string> = {
  virginia: "us-east-1",
  ireland: "eu-west-1",
  oregon: "us-west-2",
};

/** What the vantages measured straight to the three Regions of the shop. */
export const TIMES: StraightTime[] = Object.entries(MEASURED_MS).flatMap(([vantage, row]) =>
  Object.entries(row).map(([endpoint, ms]) => ({
    vantage,
    endpoint,
    place: PLACES[endpoint] ?? "",
    us: ms * 1_000,
  })),
);

/** The shop in three Regions, asked for one more. */
export function placementInput(
  change: { service?: object; asked?: Partial<PlacementInput["asked"]> } & Partial<
    Omit<PlacementInput, "service" | "asked">
  > = {},
): PlacementInput {
  const { service, asked, ...more } = change;
  return {
    atMs: 1_700_000_000_000,
    service: Service.parse({
      ...SAMPLE_SERVICE,
      endpoints: SAMPLE_SERVICE.endpoints.slice(0, 3),
      ...service,
    }),
    vantages: VANTAGES,
    times: TIMES,
    asked: { add: 1, kinds: ["region"], policy: "latency", ...asked },
    ...more,
  };
}
