import { type Command, InvalidArgumentError, Option } from "commander";
import { API } from "../contract/api.ts";
import { PlacementAdvice, PlacementPolicy, PlacementQuery } from "../contract/placement.ts";
import { answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { placementLines } from "./render/placement-lines.ts";
import type { CliWorld } from "./world.ts";

type PlaceFlags = CommonFlags & PlacementQuery;

/** Share of the users whose times of today must be measured for an answer to mean anything. */
const LEAST_MEASURED = 0.8;

const HELP = `
Examples:
  isochrone place checkout
  isochrone place checkout --add 3 --kinds region,local-zone --policy geoproximity
  isochrone place checkout --json | jq '.placement.sites[] | {place, gainUs, basis}'

Times to a place where nobody measured are modelled by distance, and what stands on them says so: measure
before you build. Outposts are those in which a vantage stands.

Exit status: 0 answered, 3 the times of most users today are not measured, 1 error, 64 wrong usage.`;

/** `isochrone place`: which further sites would help whom, and by how much. */
export function addPlaceCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("place"), world)
    .description("say which further Regions, Local Zones or Outposts would help whom, and how much")
    .argument("<service>", "id of the service")
    .option("--add <number>", "sites to add, 1 to 8", fieldOf("add"), 1)
    .option(
      "--kinds <list>",
      "region, local-zone, outpost; commas between",
      fieldOf("kinds"),
      "region",
    )
    .addOption(
      new Option("--policy <name>", "how users would be led there")
        .choices(PlacementPolicy.options)
        .default("latency"),
    )
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (service: string, flags: PlaceFlags) => {
      await answer(flags, world, async (connection) => {
        const { add, kinds, policy } = flags;
        const path = `${API.services}/${encodeURIComponent(service)}/placement`;
        const request = { path, parameters: { add, kinds, policy } };
        const placement = await askController(connection, request, PlacementAdvice, world.fetch);
        return {
          status: statusOf(placement),
          data: { placement },
          lines: (page) => placementLines(placement, page),
          view: null,
        };
      });
    });
}

function statusOf({ after, measuredRatio }: PlacementAdvice): ExitStatus {
  return after === null || measuredRatio < LEAST_MEASURED ? EXIT.inconclusive : EXIT.fine;
}

function fieldOf<Field extends "add" | "kinds">(
  field: Field,
): (text: string) => PlacementQuery[Field] {
  return (text) => {
    const parsed = PlacementQuery.shape[field].safeParse(text);
    if (parsed.success) return parsed.data as PlacementQuery[Field];
    throw new InvalidArgumentError(
      field === "add"
        ? "Write a whole number from 1 to 8."
        : "Write region, local-zone or outpost, several with commas between.",
    );
  };
}
