import { readdirSync } from "node:fs";
import { join } from "node:path";
import { nearestName } from "../../yaml/nearest-name.ts";
import type { CliField } from "../cli-error.ts";

/** The files of a scenario that stands in a folder; null where there is none. */
export type ScenarioFolder = {
  readonly scenario: string | null;
  readonly failoverRuns: string | null;
  readonly prices: string | null;
  /** In the order of their names. */
  readonly evidence: readonly string[];
  readonly faults: readonly CliField[];
};

const EVIDENCE = "evidence";
const ENDINGS = [".yaml", ".yml", ".json"];
const EVIDENCE_ENDINGS = [".json", ".jsonl", ".csv"];
const NAMES = ["scenario", "failover-runs", "prices"] as const;
/** Whoever keeps these beside a scenario names them by themselves. */
const PASSED_OVER = /^what-if/;

/** Finds the files of a scenario. A file of data that would not be read is a fault: evidence must not get lost. */
export function scenarioFolder(folder: string): ScenarioFolder {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith("."))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const files = entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  const found = (stem: string) => files.filter((name) => ENDINGS.some((e) => name === stem + e));
  const one = (stem: string) => {
    const [name] = found(stem);
    return name === undefined ? null : join(folder, name);
  };
  const evidence = entries.some(({ name }) => name === EVIDENCE) ? evidenceOf(folder) : [];
  const [scenario, failoverRuns, prices] = NAMES.map(one);
  const isRead = (name: string) => EVIDENCE_ENDINGS.some((ending) => name.endsWith(ending));
  return {
    scenario: scenario ?? null,
    failoverRuns: failoverRuns ?? null,
    prices: prices ?? null,
    evidence: evidence.filter(isRead),
    faults: [
      ...NAMES.flatMap((stem) => twice(folder, found(stem))),
      ...files.flatMap((name) => strayFile(folder, name)),
      ...evidence.filter((name) => !isRead(name)).map(strayEvidence),
    ],
  };
}

function evidenceOf(folder: string): string[] {
  const names = readdirSync(join(folder, EVIDENCE)).filter((name) => !name.startsWith("."));
  return names.sort().map((name) => join(folder, EVIDENCE, name));
}

function twice(folder: string, names: readonly string[]): CliField[] {
  return names.slice(1).map((name) => {
    const message = `stands beside ${names[0]}; take one of them out`;
    return { path: "", message, file: join(folder, name) };
  });
}

function strayFile(folder: string, name: string): CliField[] {
  const ending = [...ENDINGS, ...EVIDENCE_ENDINGS].find((each) => name.endsWith(each));
  if (ending === undefined || PASSED_OVER.test(name)) return [];
  const stem = name.slice(0, -ending.length);
  const isData = ENDINGS.includes(ending);
  if (isData && NAMES.some((known) => known === stem)) return [];
  const meant = isData ? nearestName(stem, NAMES) : undefined;
  const mend =
    meant === undefined
      ? `put evidence into ${EVIDENCE}/, and take out what is none`
      : `did you mean ${meant}${ending}?`;
  return [{ path: "", message: `is no file of a scenario; ${mend}`, file: join(folder, name) }];
}

function strayEvidence(file: string): CliField {
  const message = `is not read; evidence ends in ${EVIDENCE_ENDINGS.join(", ")}`;
  return { path: "", message, file };
}
