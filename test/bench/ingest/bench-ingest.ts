import { parseArgs } from "node:util";
import { HOUR_MS } from "../../../controller/core/fold/hour.ts";
import { CORES } from "../machine/process-cpu.ts";
import { type Figure, figureText } from "../report/figure.ts";
import { REPORT_OPTIONS, reportFigures } from "../report/report-figures.ts";
import { foldCost } from "../store/measure-speed.ts";
import { bytesFigures } from "./bytes-figures.ts";
import { type EndToEnd, endToEnd } from "./end-to-end.ts";
import { type FleetCost, fleetCost } from "./fleet-cost.ts";
import { loadTable, perTenThousand, quantile } from "./load-table.ts";
import { naiveCost } from "./naive-cost.ts";
import { FLEET, LAB, type Profile } from "./profiles.ts";

/** 10,000 probes that send every 30 s. */
const BUDGET_RATE = 333;
const BUDGET_CORES = 4;
/** What this machine is asked for at most: its share of the cores that the budget names. */
const SHARE = Math.min(1, CORES / BUDGET_CORES);

/** The door, the queue and folding under load, and what one would have written first next to it. */
export async function benchIngest(args: string[]): Promise<void> {
  const own = Math.floor(BUDGET_RATE * SHARE);
  const { values } = parseArgs({
    args,
    options: {
      ...REPORT_OPTIONS,
      rates: { type: "string", default: `${Math.round(own / 2)},${own}` },
      seconds: { type: "string", default: "60" },
    },
  });
  const rates = values.rates.split(",").map(Number);
  const seconds = Number(values.seconds);
  const fleet = await fleetCost({ profile: FLEET, rates, seconds });
  const lab = await fleetCost({ profile: LAB, rates: rates.slice(0, 1), seconds: seconds / 2 });
  const whole = await endToEnd();
  const naive = await naiveCost();
  const roll = rollShare((await foldCost()).roll, FLEET);
  const { figures: bytes, seriesDay } = await bytesFigures();
  const fastest = fleet.at(-1) as FleetCost;
  const stored = perTenThousand(fastest);
  const figures: Figure[] = [
    ...budgets(fastest, roll),
    ...endToEndFigures(whole),
    ...bytes,
    ratio(
      "naive: processor time to queue and store a result",
      naive.nodeCpuS + naive.redisCpuS,
      stored,
    ),
    ratio("naive: bytes of a series-day", naive.bytesPerSeriesDay, seriesDay),
  ];
  if (!values.json) {
    process.stdout.write(
      `${loadTable([
        [FLEET.name, fleet],
        [LAB.name, lab],
      ])}\n${note(fastest)}\n`,
    );
  }
  await reportFigures("ingest", figures, values);
}

/** CPU-ms that rolling an hour up adds to each of its batches; the hours of a run are not over yet. */
type RollShare = { readonly nodeMs: number; readonly redisMs: number };

function rollShare(
  { nodeUs, redisUs }: { nodeUs: number; redisUs: number },
  { series, intervalMs }: Profile,
): RollShare {
  const batches = HOUR_MS / intervalMs;
  const share = (us: number) => (us * series) / batches / 1_000;
  return { nodeMs: share(nodeUs), redisMs: share(redisUs) };
}

function budgets(cost: FleetCost, roll: RollShare): Figure[] {
  const { accepted, apiCpuMs, workerCpuMs, redisCpuMs, othersCores, ratePerS } = cost;
  const nodeMs = (apiCpuMs + workerCpuMs) / accepted + roll.nodeMs;
  const redisMs = redisCpuMs / accepted + roll.redisMs;
  const at = `${ratePerS} batches/s`;
  return [
    {
      what: "a batch of 100 series with its share of the roll-up: Node",
      figure: nodeMs,
      unit: "CPU-ms",
      budget: 4.5,
    },
    { what: "the same: Redis", figure: redisMs, unit: "CPU-ms", budget: 3 },
    {
      what: `cores that ${BUDGET_RATE} batches/s take, at the cost of ${at}`,
      figure: ((nodeMs + redisMs) * BUDGET_RATE) / 1_000,
      unit: "cores",
      budget: BUDGET_CORES,
    },
    {
      what: `acknowledged at ${at}, p99`,
      figure: quantile(cost, 0.99),
      unit: "ms",
      budget: 500,
      othersCores,
    },
    {
      what: `batches that wait after ${figureText(cost.wallMs / 1_000)} s at ${at}`,
      figure: cost.waitingAtEnd,
      unit: "batches",
      // A second's worth: what is more would grow.
      budget: ratePerS,
      othersCores,
    },
    {
      what: `batches refused at ${at}`,
      figure: Object.values(cost.refused).reduce((sum, count) => sum + count, 0),
      unit: "batches",
      budget: 0,
      othersCores,
    },
  ];
}

function endToEndFigures({ probeCpuS, controllerCpuS, redisCpuS }: EndToEnd): Figure[] {
  const unit = "CPU-s";
  return [
    {
      what: "10,000 HTTP results end to end at 1,000/s",
      figure: probeCpuS + controllerCpuS + redisCpuS,
      unit,
      budget: 10,
    },
    { what: "of that the probe", figure: probeCpuS, unit, budget: null },
    { what: "of that the controller", figure: controllerCpuS, unit, budget: null },
    { what: "of that Redis", figure: redisCpuS, unit, budget: null },
  ];
}

function ratio(what: string, naive: number, ours: number): Figure {
  return { what, figure: naive / ours, unit: "times ours", budget: null };
}

function note({ loadCpuMs, accepted, othersCores }: FleetCost): string {
  const load = figureText(loadCpuMs / accepted);
  return `${CORES} cores are shared by the probes (${load} CPU-ms a batch), a controller that takes batches, one that folds them, and Redis; the budget's ${BUDGET_RATE} batches/s on ${BUDGET_CORES} cores are ${Math.floor(BUDGET_RATE * SHARE)} here. Rates hold whatever becomes of the batches before; times run from the moment at which a batch was due. Others kept ${othersCores.toFixed(2)} cores busy.`;
}
