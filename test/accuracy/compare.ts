import { parseArgs } from "node:util";
import { judgeCells } from "./budgets.ts";
import type { Check } from "./check.ts";
import { formatSummary } from "./format-summary.ts";
import { checkKernelClock } from "./kernel-clock-checks.ts";
import { checkLoss, checkOutage, checkRetransmittedSyn } from "./loss-checks.ts";
import { formatCells, formatChecks } from "./print.ts";
import { measureProtocols, type ProtocolCell, protocolNames } from "./protocol-cells.ts";
import { startRig, type TruthRig } from "./rig.ts";
import { measureCell, type RttCell, SCENARIOS, type ScenarioName } from "./rtt-cells.ts";

const LOSS_PER_MILLE = [10, 100];

/**
 * Runs the suite and prints its tables, or one JSON object with `--json`.
 *
 * @returns exit code: 0 when every budget is met, 1 when one is not
 */
export async function compareWithTruth(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      json: { type: "boolean", default: false },
      rates: { type: "string", default: "200" },
      scenarios: { type: "string", default: Object.keys(SCENARIOS).join(",") },
      scale: { type: "string", default: "1" },
      // As where the system permits the probe no better one.
      priority: { type: "string", default: "best" },
      // Rows of the second table, separated by semicolons; all when nothing is said.
      protocols: { type: "string" },
      "no-protocols": { type: "boolean", default: false },
      "no-loss": { type: "boolean", default: false },
      "no-kernel": { type: "boolean", default: false },
    },
  });
  const rig = await startRig();
  try {
    const priority = priorityOf(values.priority);
    const scale = Number(values.scale);
    const names = protocolNames(values.protocols);
    const cells: RttCell[] = [];
    const protocols: ProtocolCell[] = [];
    for (const scenario of scenarioNames(values.scenarios)) {
      for (const rate of values.rates.split(",").filter((each) => each !== "")) {
        cells.push(await measureCell(rig, scenario, Number(rate), scale, priority));
      }
      if (values["no-protocols"] || scenario === "clock steps by 5 s") continue;
      protocols.push(...(await measureProtocols(rig, scenario, scale, priority, names)));
    }
    const checks = [
      ...judgeCells(cells),
      ...(values["no-kernel"] ? [] : await checkKernelClock(rig)),
      ...(values["no-loss"] ? [] : await checkFailures(rig)),
    ];
    const text = values.json
      ? JSON.stringify({ cells, protocols, checks }, null, 2)
      : [formatCells(cells), formatChecks(checks), formatSummary(cells, protocols)].join("\n\n");
    process.stdout.write(`${text}\n`);
    return checks.every(({ isMet }) => isMet) ? 0 : 1;
  } finally {
    rig.close();
  }
}

async function checkFailures(rig: TruthRig): Promise<Check[]> {
  const checks: Check[] = [];
  for (const perMille of LOSS_PER_MILLE) checks.push(...(await checkLoss(rig, perMille)));
  checks.push(await checkOutage(rig), await checkRetransmittedSyn(rig));
  return checks;
}

/** @throws RangeError for anything but `best` and `usual` */
function priorityOf(name: string): "usual" | undefined {
  if (name === "best") return undefined;
  if (name === "usual") return "usual";
  throw new RangeError(`--priority: ${name} is not one of best, usual`);
}

/** @throws RangeError for a name that is no scenario */
function scenarioNames(list: string): ScenarioName[] {
  return list.split(",").map((name) => {
    if (!Object.hasOwn(SCENARIOS, name)) {
      throw new RangeError(
        `--scenarios: ${name} is not one of ${Object.keys(SCENARIOS).join(", ")}`,
      );
    }
    return name as ScenarioName;
  });
}
