import { type Command, Option } from "commander";
import { API } from "../contract/api.ts";
import { BaselineAccepted } from "../contract/baseline.ts";
import { DriftAgainst, DriftAnswer, DriftSense } from "../contract/drift.ts";
import { countedText } from "../core/wording/count.ts";
import { type Answer, answer, type CommonFlags } from "./answer.ts";
import { addCommonOptions } from "./common-options.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { EXIT, type ExitStatus } from "./exit-status.ts";
import { driftLines } from "./render/drift-lines.ts";
import { sentenceLines } from "./render/sentence.ts";
import type { CliWorld } from "./world.ts";

type DriftFlags = CommonFlags & {
  readonly against: DriftAgainst;
  readonly sense?: DriftSense;
  readonly accept?: true;
  readonly note?: string;
};

const HELP = `
Examples:
  isochrone drift
  isochrone drift shop --sense configuration
  isochrone drift shop --against recommended
  isochrone drift shop --accept --note "as agreed on Monday"

Senses: configuration is what stands in AWS against what was declared; prediction is who serves whom, and
how fast, against the model; assumptions is what the decision stood on against today.
--accept takes what stands for declared, with what it rests on. It needs the role operator.

Exit status: 0 no drift, 2 drift, 3 not all could be compared, or nothing, 1 error, 64 wrong usage.`;

/** `isochrone drift`: what is not as it was declared, predicted or assumed, and who notices. */
export function addDriftCommand(program: Command, world: CliWorld): void {
  addCommonOptions(program.command("drift"), world)
    .description("say what is not as it was declared or recommended, since when, and who notices")
    .argument("[service]", "service; all of the estate unless said")
    .addOption(
      new Option("--against <what>", "what to hold it against")
        .choices(DriftAgainst.options)
        .default("declared"),
    )
    .addOption(new Option("--sense <sense>", "one sense alone").choices(DriftSense.options))
    .option("--accept", "take what stands for declared")
    .option("--note <text>", "with --accept: why")
    .option("--all", "show every difference")
    .addHelpText("after", HELP)
    .action(async (service: string | undefined, flags: DriftFlags, command: Command) => {
      if (flags.accept === true && service === undefined) {
        command.error("error: --accept needs the service whose routing is right");
      }
      if (flags.note !== undefined && flags.accept !== true) {
        command.error("error: --note goes with --accept");
      }
      await answer(flags, world, (connection) =>
        flags.accept === true && service !== undefined
          ? accept(service, flags.note ?? "", connection, world)
          : show(service, flags, connection, world),
      );
    });
}

async function show(
  service: string | undefined,
  { against, sense }: DriftFlags,
  connection: Connection,
  world: CliWorld,
): Promise<Answer> {
  const path =
    service === undefined ? API.drift : `${API.services}/${encodeURIComponent(service)}/drift`;
  const request = { path, parameters: { against, sense } };
  const drift = await askController(connection, request, DriftAnswer, world.fetch);
  return {
    status: statusOf(drift),
    data: { drift },
    lines: (page) => driftLines(drift, page),
    view: null,
  };
}

function statusOf({ reports, notChecked }: DriftAnswer): ExitStatus {
  if (reports.some(({ verdict }) => verdict === "drift")) return EXIT.finding;
  const isWhole =
    notChecked.length === 0 &&
    reports.length > 0 &&
    reports.every(({ verdict }) => verdict === "none");
  return isWhole ? EXIT.fine : EXIT.inconclusive;
}

async function accept(
  service: string,
  note: string,
  connection: Connection,
  world: CliWorld,
): Promise<Answer> {
  const path = `${API.services}/${encodeURIComponent(service)}/baseline`;
  const request = { path, method: "POST", body: { note } } as const;
  const accepted = await askController(connection, request, BaselineAccepted, world.fetch);
  return {
    status: EXIT.fine,
    data: { accepted },
    lines: (page) => sentenceLines(acceptedText(accepted), page),
    view: null,
  };
}

function acceptedText(accepted: BaselineAccepted): string {
  const { service, design, records, healthChecks, accelerators, levels } = accepted;
  const kept = `${countedText(levels, "latency level")} and today's prices and traffic are what it rests on`;
  if (design === "service-file") {
    return `${service}: its file goes on to declare the design; ${kept}.`;
  }
  const things = [
    countedText(records, "record set"),
    countedText(healthChecks, "health check"),
    countedText(accelerators, "accelerator"),
  ];
  return `${service}: ${things.join(", ")} are declared from now on; ${kept}.`;
}
