import { join } from "node:path";
import { z } from "zod";
import {
  knownNames,
  type Misfit,
  runMisfits,
  vantageMisfits,
} from "../../contract/check-scenario.ts";
import { FailoverRun } from "../../contract/failover-run.ts";
import { PriceBook } from "../../contract/price-book.ts";
import { type Scenario, ScenarioOfFolder } from "../../contract/scenario.ts";
import { strictly } from "../../contract/strictly.ts";
import { readLarge } from "../../yaml/read-large.ts";
import type { CliField } from "../cli-error.ts";
import { readEvidenceFile } from "./evidence-file.ts";
import { mergeEvidence } from "./merge-evidence.ts";
import { faultyScenario, fieldsOf, textOfFile } from "./scenario-fault.ts";
import { scenarioFolder } from "./scenario-folder.ts";

const HEAD = strictly(ScenarioOfFolder);
const RUNS = strictly(z.array(FailoverRun).max(10_000));
const PRICES = strictly(PriceBook);

/** A value, or all that is wrong with the file that it stands in. */
type Read<T> = { readonly value: T | null; readonly faults: readonly CliField[] };

/**
 * Reads a scenario from the files of a folder.
 *
 * @throws CliError with all that is wrong, each with its file
 */
export function readScenarioFolder(folder: string): Scenario {
  const files = scenarioFolder(folder);
  const head = readPart(files.scenario, HEAD);
  const runs = readPart(files.failoverRuns, RUNS);
  const prices = readPart(files.prices, PRICES);
  const evidence = files.evidence.map(readEvidenceFile);
  const faults = [
    ...(files.scenario === null ? [missingHead(folder)] : []),
    ...files.faults,
    ...[head, runs, prices, ...evidence].flatMap((read) => read.faults),
  ];
  const { value } = head;
  if (value === null) throw faultyScenario(folder, faults);
  const known = knownNames(value.service, value.vantages);
  const merged = mergeEvidence(
    evidence.flatMap(({ parts }) => parts),
    known,
  );
  const misfits = [
    ...misfitFields(files.scenario, vantageMisfits(value.service, value.vantages)),
    ...misfitFields(files.failoverRuns, runMisfits(runs.value ?? [], known)),
    ...merged.faults,
  ];
  if (faults.length + misfits.length > 0) throw faultyScenario(folder, [...faults, ...misfits]);
  return {
    ...value,
    evidence: { ...value.evidence, paths: merged.paths },
    failoverRuns: runs.value ?? [],
    ...(prices.value === null ? {} : { prices: prices.value }),
  };
}

function readPart<Shape extends z.ZodType>(
  file: string | null,
  shape: Shape,
): Read<z.infer<Shape>> {
  if (file === null) return { value: null, faults: [] };
  const read = readLarge(textOfFile(file), shape);
  if (!read.ok) return { value: null, faults: fieldsOf(file, read.faults) };
  return { value: read.value, faults: [] };
}

/** Where they stand in the text was not kept: their fields tell. */
function misfitFields(file: string | null, misfits: readonly Misfit[]): CliField[] {
  return file === null ? [] : fieldsOf(file, misfits);
}

function missingHead(folder: string): CliField {
  const message = "is missing; write the service and its vantages there, without evidence";
  return { path: "", message, file: join(folder, "scenario.yaml") };
}
