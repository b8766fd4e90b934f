import { type Command, Option } from "commander";
import { type AnswerSource, AnswersAnswer, AnswersAsked } from "../contract/answers.ts";
import { API } from "../contract/api.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { CliError } from "./cli-error.ts";
import { addCommonOptions } from "./common-options.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { answersLines } from "./render/answers-lines.ts";
import type { CliWorld } from "./world.ts";

const SOURCES = { observed: "lookup", test: "test", model: "model" } as const;

type AnswersFlags = CommonFlags & { readonly source?: keyof typeof SOURCES };

const LOOK_EVERY_MS = 500;
const ASKED_WITHIN_MS = 300_000;

const EXIT_OF_VERDICT: Record<AnswersAnswer["report"]["verdict"], ExitStatus> = {
  agreed: EXIT.fine,
  disagreed: EXIT.finding,
  inconclusive: EXIT.inconclusive,
};

const HELP = `
Examples:
  isochrone answers shop
  isochrone answers shop --source test
  isochrone answers shop --json | jq '.report.disagreements'

Sources: observed   what probes' lookups were answered in the last quarter of an hour
         test       what Route 53 says it would answer (TestDNSAnswer); asks it now (role operator)
         model      what follows from the records
Without --source all that is known of each is compared, and Route 53 is not asked anew.

Exit status: 0 the sources agree, or that of --source knows of everybody, 2 they agree on less than
95 % of the traffic, 3 nothing to compare, or --source does not know of everybody, 1 error, 64 wrong usage.`;

/** `isochrone answers`: whom Route 53 leads each client group to, and how that is known. */
export function addAnswersCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("answers"), world)
    .description("say whom Route 53 leads each client group to: by lookups, by its word, by model")
    .argument("<service>", "service, by its id")
    .addOption(new Option("--source <source>", "one source alone").choices(Object.keys(SOURCES)))
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (service: string, flags: AnswersFlags) => {
      await answer(flags, world, async (connection) => {
        const path = `${API.services}/${encodeURIComponent(service)}/answers`;
        const ask = async () => askController(connection, { path }, AnswersAnswer, world.fetch);
        if (flags.source === "test") await askRoute53(connection, path, ask, world);
        return told(await ask(), flags.source === undefined ? null : SOURCES[flags.source]);
      });
    });
}

/** Has Route 53 asked, and waits until that is done. */
async function askRoute53(
  connection: Connection,
  path: string,
  look: () => Promise<AnswersAnswer>,
  world: CliWorld,
): Promise<void> {
  const request = { path: `${path}/ask`, method: "POST" } as const;
  const { askingSinceMs } = await askController(connection, request, AnswersAsked, world.fetch);
  const untilMs = world.now() + ASKED_WITHIN_MS;
  while (world.now() < untilMs) {
    const { askedAtMs, askingSinceMs: since } = await look();
    if (since === null || (askedAtMs ?? 0) >= askingSinceMs) return;
    await world.sleep(LOOK_EVERY_MS);
  }
  throw new CliError({
    code: "not_asked",
    message: "Route 53 was not asked within 5 minutes",
    mend: "see in the controller's log what it is busy with, then run isochrone answers again",
  });
}

function told({ report, askedAtMs }: AnswersAnswer, source: AnswerSource | null): Answer {
  return {
    status: source === null ? EXIT_OF_VERDICT[report.verdict] : statusOf(report, source),
    data: { report, askedAtMs, source },
    lines: (page) => answersLines(report, source, page),
    view: null,
  };
}

function statusOf({ groups }: AnswersAnswer["report"], source: AnswerSource): ExitStatus {
  const askers = groups.flatMap((group) => group.askers);
  const isWhole = askers.every(({ answers }) =>
    answers.some(
      (each) =>
        each.source === source && each.ledTo.every(({ server }) => server.kind !== "unknown"),
    ),
  );
  return isWhole && askers.length > 0 ? EXIT.fine : EXIT.inconclusive;
}
