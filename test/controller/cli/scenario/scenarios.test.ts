import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { EXAMPLE_WORLD } from "../../../../controller/cli/scenario/example/example-world.ts";
import {
  type SimulatedWorld,
  simulatedScenario,
} from "../../../../controller/cli/scenario/example/simulated-scenario.ts";
import { Outcome } from "../../../../controller/contract/recommendation.ts";
import { advise } from "../../../../controller/core/advise/advise.ts";
import { inputOfScenario } from "../../../../controller/core/advise/input-of-scenario.ts";
import { mergePatch } from "./merge-patch.ts";

/** The example's world changed in something. */
type Fixture = { readonly about: string; readonly change: object };

/** What of an answer must stay: the outcome and codes, not the wording and the last digit. */
type Told = {
  readonly outcome: string;
  readonly best: string | null;
  readonly reasons: readonly string[];
  readonly missing: readonly string[];
  readonly verdicts: Readonly<Record<string, string>>;
  readonly designs: Readonly<Record<string, string>>;
};

const FOLDER = fileURLToPath(new URL("../../../fixtures/scenarios/", import.meta.url));
const NAMES = readdirSync(FOLDER);
const NOTHING = { directMs: {}, acceleratorMs: {} };

function read(name: string, file: string): unknown {
  return JSON.parse(readFileSync(join(FOLDER, name, file), "utf8"));
}

function answerTo(name: string): Told {
  const { change } = read(name, "world.json") as Fixture;
  const changed = { ...NOTHING, ...(mergePatch(EXAMPLE_WORLD, change) as object) };
  const advice = advise(inputOfScenario(simulatedScenario(changed as SimulatedWorld)));
  const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code);
  return {
    outcome: advice.outcome,
    best: advice.best,
    reasons: codes(advice.reasons),
    missing: advice.missing.map(({ what }) => what),
    verdicts: Object.fromEntries(advice.groups.map(({ group, verdict }) => [group, verdict])),
    designs: Object.fromEntries(
      advice.designs.map(({ name, standing, reasons }) => [
        name,
        [standing, ...codes(reasons).slice(0, 1)].join(": "),
      ]),
    ),
  };
}

describe("controller/core/advise/advise, on scenarios", { timeout: 60_000 }, () => {
  it.each(NAMES)("answers %s as before", (name) => {
    expect(answerTo(name)).toEqual(read(name, "expected.json"));
  });

  it("has a scenario for every outcome", () => {
    const outcomes = NAMES.map((name) => (read(name, "expected.json") as Told).outcome);
    expect([...new Set(outcomes)].sort()).toEqual([...Outcome.options].sort());
  });
});
