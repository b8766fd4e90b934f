import { type Command, Option } from "commander";
import { type AnswerSource, AnswersAnswer } from "../contract/answers.ts";
import { API } from "../contract/api.ts";
import { type Answer, answer } from "./answer.ts";
import { awaitAnswers } from "./await-answers.ts";
import { addCommonOptions } from "./common-options.ts";
import { askController } from "./controller-client.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { answersLines } from "./render/answers-lines.ts";
import { shadowLines } from "./render/shadow-lines.ts";
import { type ShadowFlags, type TriedShadow, tryShadow } from "./try-shadow.ts";
import type { CliWorld } from "./world.ts";

const SOURCES = { observed: "lookup", test: "test", model: "model" } as const;

type AnswersFlags = ShadowFlags & {
  readonly source?: keyof typeof SOURCES;
  readonly shadow?: string;
};

const ASKED_WITHIN_MINUTES = 5;

const EXIT_OF_VERDICT: Record<AnswersAnswer["report"]["verdict"], ExitStatus> = {
  agreed: EXIT.fine,
  disagreed: EXIT.finding,
  inconclusive: EXIT.inconclusive,
};

const HELP = `
Examples:
  isochrone answers shop
  isochrone answers shop --source test
  isochrone answers shop --shadow design.yaml --dry-run
  isochrone answers shop --shadow design.yaml
  isochrone answers shop --json | jq '.report.disagreements'

Sources: observed   what probes' lookups were answered in the last quarter of an hour
         test       what Route 53 says it would answer (TestDNSAnswer); asks it now (role operator)
         model      what follows from the records
Without --source all that is known of each is compared, and Route 53 is not asked anew.

--shadow shows the record sets of a design under a name of their own in the same hosted zone, and once you
confirm it has them created, asks Route 53 about them, and has them deleted. It needs the role operator, and an
account of the controller's AWS settings that has apply. Without --shadow nothing is ever written.

Exit status: 0 the sources agree, or that of --source knows of everybody, 2 they agree on less than
95 % of the traffic, 3 nothing to compare, or --source does not know of everybody, 1 error or not confirmed, 64 wrong usage.`;

/** `isochrone answers`: whom Route 53 leads each client group to, and how that is known. */
export function addAnswersCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("answers"), world)
    .description("say whom Route 53 leads each client group to: by lookups, by its word, by model")
    .argument("<service>", "service, by its id")
    .addOption(new Option("--source <source>", "one source alone").choices(Object.keys(SOURCES)))
    .option(
      "--shadow <file>",
      "try the routing design of a file (YAML or JSON) under a shadow name",
    )
    .option("--dry-run", "with --shadow: show what would be written, and write nothing")
    .option("--yes", "with --shadow: do not ask")
    .option("--all", "show every row")
    .addHelpText("after", HELP)
    .action(async (service: string, flags: AnswersFlags, command: Command) => {
      const { shadow, source } = flags;
      checkUsage(flags, command);
      await answer(flags, world, async (connection) => {
        const path = `${API.services}/${encodeURIComponent(service)}/answers`;
        if (shadow !== undefined) {
          return tried(await tryShadow(connection, path, shadow, flags, world));
        }
        const wait = { post: `${path}/ask`, path, withinMinutes: ASKED_WITHIN_MINUTES };
        const known =
          source === "test"
            ? await awaitAnswers(connection, wait, world)
            : await askController(connection, { path }, AnswersAnswer, world.fetch);
        return told(known, source === undefined ? null : SOURCES[source]);
      });
    });
}

function checkUsage({ shadow, source, yes, dryRun }: AnswersFlags, command: Command): void {
  if (shadow !== undefined && source !== undefined) {
    command.error("error: --shadow compares Route 53's word with the model; leave --source out");
  }
  if (shadow === undefined && (yes === true || dryRun === true)) {
    command.error(`error: ${yes === true ? "--yes" : "--dry-run"} goes with --shadow`);
  }
}

function tried({ plan, told: known }: TriedShadow): Answer {
  if (known !== null) {
    const answered = told(known, null);
    return { ...answered, data: { ...answered.data, shadow: plan } };
  }
  const lines: Answer["lines"] = (page) => [...shadowLines(plan, page), "", "Nothing was written."];
  return { status: EXIT.fine, data: { shadow: plan }, lines, view: null };
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
