import { type Command, Option } from "commander";
import { z } from "zod";
import { API } from "../contract/api.ts";
import { ModelError } from "../contract/model-error.ts";
import { Recommendation } from "../contract/recommendation.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT_OF_OUTCOME } from "./exit-of-outcome.ts";
import { EXIT } from "./exit-status.ts";
import {
  type RowsBy,
  recommendationLines,
  type TellOptions,
} from "./render/recommendation-lines.ts";
import { sentenceLines } from "./render/sentence.ts";
import type { CliWorld } from "./world.ts";

type RecommendFlags = CommonFlags & {
  readonly service?: string;
  readonly by: RowsBy;
  readonly explain?: true;
};

const NONE_YET =
  "No recommendation yet: the first one is made when a minute of measurements is there.";

const HELP = `
Examples:
  isochrone recommend
  isochrone recommend --by vantage
  isochrone recommend --explain
  isochrone recommend --service checkout --all
  isochrone recommend --json | jq .recommendation.soFar

Exit status: 0 keep, 2 change, infeasible or conflict, 3 not enough evidence, 1 error, 64 wrong usage.`;

/** `isochrone recommend`: Route 53, Global Accelerator or some of each, and on what evidence. */
export function addRecommendCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("recommend"), world)
    .description("say which way in is best for whom, how sure that is, and what is missing")
    .option("--service <id>", "service; the first of the estate unless said")
    .addOption(
      new Option("--by <what>", "a row for each client group, or for each vantage")
        .choices(["group", "vantage"])
        .default("group"),
    )
    .option("--explain", "of every design all reasons and the numbers behind")
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (flags: RecommendFlags) => {
      await answer(flags, world, async (connection) => {
        const parameters = { service: flags.service, limit: 1 };
        const request = { path: API.recommendations, parameters };
        const shape = z.array(Recommendation);
        const [latest] = await askController(connection, request, shape, world.fetch);
        const [error] =
          latest === undefined
            ? []
            : await askController(
                connection,
                { path: API.modelErrors, parameters: { service: latest.service } },
                z.array(ModelError),
                world.fetch,
              );
        const options = { by: flags.by, isExplained: flags.explain === true };
        return answerOf(latest ?? null, error ?? null, options);
      });
    });
}

function answerOf(
  recommendation: Recommendation | null,
  modelError: ModelError | null,
  options: TellOptions,
): Answer {
  if (recommendation === null) {
    return {
      status: EXIT.inconclusive,
      data: { recommendation, modelError },
      lines: (page) => sentenceLines(NONE_YET, page),
      view: "/",
    };
  }
  return {
    status: EXIT_OF_OUTCOME[recommendation.outcome],
    data: { recommendation, modelError },
    lines: (page) => [
      ...recommendationLines(recommendation, options, page),
      ...(modelError === null ? [] : ["", ...sentenceLines(modelError.sentence, page)]),
    ],
    view: `/?${new URLSearchParams({ service: recommendation.service })}`,
  };
}
