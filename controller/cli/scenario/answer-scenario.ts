import type { WhatIfComparison } from "../../contract/what-if.ts";
import { advise } from "../../core/advise/advise.ts";
import { inputOfScenario } from "../../core/advise/input-of-scenario.ts";
import type { Advice } from "../../core/advise/path-evidence.ts";
import { applyWhatIf } from "../../core/what-if/apply-what-if.ts";
import { compareWhatIf } from "../../core/what-if/compare-what-if.ts";
import type { Answer } from "../answer.ts";
import { EXIT_OF_OUTCOME } from "../exit-of-outcome.ts";
import type { Page } from "../render/page.ts";
import { recommendationLines, type TellOptions } from "../render/recommendation-lines.ts";
import { whatIfLines } from "../render/what-if-lines.ts";
import { openScenario } from "./open-scenario.ts";
import { readWhatIf } from "./read-what-if.ts";

/** What is asked of a scenario. */
export type AskedOfScenario = TellOptions & {
  readonly whatIf: string | null;
  /** Epoch milliseconds; null for what the scenario says. */
  readonly atMs: number | null;
};

/**
 * Works out what is recommended on a scenario, and with a what-if what would be.
 *
 * @throws CliError where a file cannot be read or understood
 */
export function answerScenario(name: string, asked: AskedOfScenario): Answer {
  const scenario = openScenario(name);
  const options = { everyDesign: asked.isExplained === true };
  const adviceOn = (told: typeof scenario) =>
    advise(inputOfScenario(told, asked.atMs ?? undefined), options);
  if (asked.whatIf === null) return answerOf(adviceOn(scenario), asked);
  const whatIf = readWhatIf(asked.whatIf, scenario);
  const applied = applyWhatIf(scenario, whatIf);
  const [before, after] = [adviceOn(scenario), adviceOn(applied.scenario)];
  const told = { label: whatIf.label, notes: applied.notes };
  return answerOf(after, asked, { before, comparison: compareWhatIf(before, after, told) });
}

/** What was before a what-if, and what comes out otherwise. */
type Otherwise = { readonly before: Advice; readonly comparison: WhatIfComparison };

function answerOf(advice: Advice, asked: AskedOfScenario, otherwise?: Otherwise): Answer {
  const told = { ...advice, id: null, evidence: { ...advice.evidence, hash: null } };
  return {
    status: EXIT_OF_OUTCOME[advice.outcome],
    data:
      otherwise === undefined
        ? { advice }
        : { advice, before: otherwise.before, whatIf: otherwise.comparison },
    lines: (page: Page) => [
      ...(otherwise === undefined ? [] : whatIfLines(otherwise.comparison, advice.evidence, page)),
      ...recommendationLines(told, asked, page),
    ],
    view: null,
  };
}
