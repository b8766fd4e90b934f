import { type Command, InvalidArgumentError, Option } from "commander";
import { type Answer, answerHere, type CommonFlags } from "./answer.ts";
import { addJsonOption, parseWidth } from "./common-options.ts";
import { EXIT } from "./exit-status.ts";
import type { RowsBy } from "./render/recommendation-lines.ts";
import { momentOf } from "./scenario/evidence-row.ts";
import type { CliWorld } from "./world.ts";

type AdviseFlags = Pick<CommonFlags, "json" | "width" | "all"> & {
  readonly explain?: true;
  readonly whatIf?: string;
  readonly at?: number;
  readonly by: RowsBy;
  readonly schema?: true;
  readonly fields?: true;
  readonly example?: string;
};

const HELP = `
Needs no controller, no Redis and no network. A scenario is a file (YAML or JSON), or a folder with
scenario.yaml, evidence/*.json, *.jsonl or *.csv, failover-runs.yaml and prices.yaml; all but the first may
be left out. What is wrong is told as FILE:LINE:COLUMN: field: what to write instead.

Examples:
  isochrone advise --example shop && isochrone advise shop
  isochrone advise shop --explain
  isochrone advise shop --what-if growth.yaml
  isochrone advise shop --at 2026-10-10T00:00Z
  isochrone advise shop --json | jq '.advice.designs[] | {name, standing, reasons}'

Exit status: 0 keep, 2 change, infeasible or conflict, 3 not enough evidence, 1 error, 64 wrong usage.`;

/** `isochrone advise`: a recommendation on a scenario in files, worked out as a controller does it. */
export function addAdviseCommand(program: Command, world: CliWorld): void {
  const command = addJsonOption(program.command("advise"), world)
    .description("recommend a design on a scenario in files, without a controller")
    .argument("[scenario]", "file or folder")
    .option("--explain", "tell of every design all reasons and the numbers behind")
    .option("--what-if <file>", "the same scenario if something were otherwise, beside what is")
    .option("--at <time>", "for an earlier moment (RFC 3339): what came later is left out", parseAt)
    .addOption(
      new Option("--by <what>", "a row for each client group, or for each vantage")
        .choices(["group", "vantage"])
        .default("group"),
    )
    .option("--all", "show every row")
    .option("--width <columns>", "width to fit; a terminal's own, else 80", parseWidth)
    .addOption(new Option("--schema", "print the JSON Schema of scenarios").conflicts("example"))
    .option("--fields", "with --schema: a table of all fields and what they mean, in Markdown")
    .option("--example <folder>", "write a small complete scenario, simulated, into a new folder")
    .addHelpText("after", HELP);
  command.action(async (scenario: string | undefined, flags: AdviseFlags) => {
    const isAbout = flags.schema === true || flags.example !== undefined;
    if (isAbout === (scenario !== undefined)) {
      const told = isAbout ? "takes no scenario" : "needs a scenario: a file or a folder";
      command.error(`error: ${told}`, { exitCode: EXIT.usage });
    }
    // What works it out takes longer to load than most of a program's start.
    await answerHere(flags, world, async () => {
      if (flags.schema === true) return await schemaAnswer(flags.fields === true);
      if (flags.example !== undefined) return await exampleAnswer(flags.example);
      const { answerScenario } = await import("./scenario/answer-scenario.ts");
      return answerScenario(scenario ?? "", {
        by: flags.by,
        isExplained: flags.explain === true,
        whatIf: flags.whatIf ?? null,
        atMs: flags.at ?? null,
      });
    });
  });
}

async function schemaAnswer(asFields: boolean): Promise<Answer> {
  const { scenarioFields, scenarioSchema } = await import("./scenario/scenario-schema.ts");
  const { fieldTable } = await import("./service/schema-fields.ts");
  const [schema, fields] = [scenarioSchema(), scenarioFields()];
  return {
    status: EXIT.fine,
    data: asFields ? { fields } : { schema },
    lines: () => (asFields ? fieldTable(fields) : [JSON.stringify(schema, null, 2)]),
    view: null,
  };
}

async function exampleAnswer(folder: string): Promise<Answer> {
  const { writeExample } = await import("./scenario/write-example.ts");
  const files = writeExample(folder);
  return {
    status: EXIT.fine,
    data: { folder, files },
    lines: () => [...files, `An example, simulated. Answer it: isochrone advise ${folder}`],
    view: null,
  };
}

function parseAt(text: string): number {
  const atMs = momentOf(text);
  if (atMs !== null) return atMs;
  throw new InvalidArgumentError("Write a time such as 2026-10-10T00:00Z.");
}
