import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Scenario } from "../../contract/scenario.ts";
import { writeYaml } from "../../yaml/write-yaml.ts";
import { CliError } from "../cli-error.ts";
import { EXAMPLE_WORLD } from "./example/example-world.ts";
import { simulatedScenario } from "./example/simulated-scenario.ts";

const HEAD = `A shop in three Regions, as an example. Its evidence is simulated: nothing of it was measured.
isochrone advise FOLDER answers it; every field: controller/scenario-file.md`;
const RUNS = "What simulated tests of failover showed: seconds until users were served again.";

/**
 * Writes a complete example of a scenario into a folder that is empty or not there yet.
 *
 * @returns names of the files written
 * @throws CliError where the folder has something in it, or cannot be written
 */
export function writeExample(folder: string): string[] {
  const files = exampleFiles(simulatedScenario(EXAMPLE_WORLD));
  try {
    mkdirSync(join(folder, "evidence"), { recursive: true });
    const there = readdirSync(folder).filter((name) => name !== "evidence");
    if (there.length > 0 || readdirSync(join(folder, "evidence")).length > 0) {
      throw new CliError({
        code: "folder_not_empty",
        message: `${folder} has files in it`,
        mend: "name a folder that is empty or not there yet; nothing was written",
      });
    }
    for (const [name, text] of files) writeFileSync(join(folder, name), text, { flag: "wx" });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause) || cause instanceof CliError) throw cause;
    const message = `${folder} cannot be written: ${cause.message}`;
    const mend = "name a folder that you may write to";
    throw new CliError({ code: "folder_not_writable", message, mend }, { cause });
  }
  return files.map(([name]) => join(folder, name));
}

function exampleFiles({ evidence, failoverRuns, ...scenario }: Scenario): [string, string][] {
  const head = { ...scenario, evidence: { source: evidence.source } };
  const lines = evidence.paths.map((path) => JSON.stringify(path));
  return [
    ["scenario.yaml", writeYaml(head, [{ path: [], text: HEAD }])],
    ["failover-runs.yaml", writeYaml(failoverRuns, [{ path: [], text: RUNS }])],
    [join("evidence", "paths.jsonl"), `${lines.join("\n")}\n`],
  ];
}
