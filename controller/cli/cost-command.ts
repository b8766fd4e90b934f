import { type Command, InvalidArgumentError } from "commander";
import { API } from "../contract/api.ts";
import { ServiceCost, ServiceCostQuery } from "../contract/service-cost.ts";
import { answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT } from "./exit-status.ts";
import { costLines } from "./render/cost-lines.ts";
import type { CliWorld } from "./world.ts";

type CostFlags = CommonFlags & ServiceCostQuery;

const HELP = `
Examples:
  isochrone cost checkout
  isochrone cost checkout --gb 20000 --gb-in 900 --queries 50000000
  isochrone cost checkout --json | jq '.cost.designs[] | {label, range}'

Traffic is what the client groups declare as trafficPerMonth; each flag takes the place of one amount, dealt
out by the groups' shares. What is unknown is named and counts in no sum: the total is then "at least".

Exit status: 0 all of it is known, 3 something is not, 1 error, 64 wrong usage.`;

/** `isochrone cost`: what routing a service costs in a month, as it is and by a plain alternative. */
export function addCostCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("cost"), world)
    .description(
      "show what routing a service costs in a month, item by item, and by an alternative",
    )
    .argument("<service>", "id of the service")
    .option("--gb <number>", "GB a month to the users instead of what is declared", amountOf("gb"))
    .option("--gb-in <number>", "GB a month from the users", amountOf("gbIn"))
    .option("--requests <number>", "requests a month", amountOf("requests"))
    .option("--queries <number>", "DNS queries a month that reach Route 53", amountOf("queries"))
    .addHelpText("after", HELP)
    .action(async (service: string, flags: CostFlags) => {
      await answer(flags, world, async (connection) => {
        const { gb, gbIn, requests, queries } = flags;
        const path = `${API.services}/${encodeURIComponent(service)}/cost`;
        const request = { path, parameters: { gb, gbIn, requests, queries } };
        const cost = await askController(connection, request, ServiceCost, world.fetch);
        const isWhole = cost.designs.every(({ complete }) => complete);
        return {
          status: isWhole ? EXIT.fine : EXIT.inconclusive,
          data: { cost },
          lines: (page) => costLines(cost, page),
          view: null,
        };
      });
    });
}

function amountOf(field: keyof ServiceCostQuery): (text: string) => number {
  return (text) => {
    const parsed = ServiceCostQuery.shape[field].safeParse(text.trim() === "" ? Number.NaN : text);
    if (parsed.success && parsed.data !== undefined) return parsed.data;
    throw new InvalidArgumentError("Write a number from 0 on, without separators.");
  };
}
