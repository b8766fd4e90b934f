import { parseArgs } from "node:util";
import { coverage } from "./experiments/coverage.ts";
import { failover } from "./experiments/failover.ts";
import { prediction } from "./experiments/prediction.ts";
import { recommendation } from "./experiments/recommendation.ts";
import { regret } from "./experiments/regret.ts";
import { selection } from "./experiments/selection.ts";
import { stability } from "./experiments/stability.ts";
import { steadiness } from "./experiments/steadiness.ts";
import { verdicts } from "./experiments/verdicts.ts";
import { rowsJson, rowsText } from "./report/print-rows.ts";
import { isHeld, type Row } from "./report/row.ts";

/** Experiments by name; each draws its worlds from so many seeds, always the same ones. */
export const EXPERIMENTS: Readonly<Record<string, (seeds: number) => Row[]>> = {
  coverage,
  selection,
  verdicts,
  stability,
  failover,
  recommendation,
  prediction,
  regret,
  steadiness,
};

const USAGE = `usage: npm run simulate [-- --seeds 200] [--only ${Object.keys(EXPERIMENTS).join("|")}] [--json]`;

/**
 * Lets the advisor judge simulated worlds whose truth is known, and prints how it did.
 *
 * @returns the exit code: 2 where a goal was missed, 64 for wrong usage
 */
export function simulate(args: string[]): number {
  const asked = readArgs(args);
  if (asked === null) {
    process.stderr.write(`${USAGE}\n`);
    return 64;
  }
  const { names, seeds, json } = asked;
  const rows = names.flatMap((name) => EXPERIMENTS[name]?.(seeds) ?? []);
  process.stdout.write(`${json ? rowsJson(rows) : rowsText(rows)}\n`);
  return rows.every(isHeld) ? 0 : 2;
}

function readArgs(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        seeds: { type: "string", default: "200" },
        only: { type: "string", multiple: true, default: Object.keys(EXPERIMENTS) },
        json: { type: "boolean", default: false },
      },
    });
    const seeds = Number(values.seeds);
    const isKnown = values.only.every((name) => Object.hasOwn(EXPERIMENTS, name));
    if (!Number.isSafeInteger(seeds) || seeds < 1 || !isKnown) return null;
    return { names: values.only, seeds, json: values.json };
  } catch {
    return null;
  }
}
