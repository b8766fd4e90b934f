import type { Tier } from "../../../controller/core/fold/tier.ts";
import { watchProcesses } from "../machine/process-cpu.ts";
import type { Figure } from "../report/figure.ts";
import { reportFigures, reportOptions } from "../report/report-figures.ts";
import { PACKED } from "./bench-redis.ts";
import { type ApiCost, apiCosts } from "./measure-api.ts";
import { bytesPerBucket } from "./measure-memory.ts";
import { foldCost, matrixCost, mergeMs, thirtyDaysMs } from "./measure-speed.ts";

/** Redis's own settings, as version 7 comes with. */
const DEFAULTS = ["--hash-max-listpack-value", "64", "--hash-max-listpack-entries", "128"];

type Row = readonly [what: string, figure: number, budget: number | null, unit: string];

/** Memory and time of the store, printed as a table, or as JSON with `--json`. */
export async function benchStore(args: string[]): Promise<void> {
  const options = reportOptions(args);
  const bytes = await memory();
  const end = watchProcesses([]);
  const times = await speed();
  const { othersCores } = end();
  const figures = [...bytes, ...times].map(([what, figure, budget, unit]): Figure => {
    return { what, figure, unit, budget, ...(unit === "ms" ? { othersCores } : {}) };
  });
  await reportFigures("store", figures, options);
}

async function memory(): Promise<Row[]> {
  const figures: Row[] = [];
  for (const [name, settings] of [
    ["packed", PACKED],
    ["Redis's defaults", DEFAULTS],
  ] as const) {
    const isPacked = settings === PACKED;
    const measure = (tier: Tier, isUnsealed = false) => bytesPerBucket(settings, tier, isUnsealed);
    const unsealed = await measure("minute", true);
    const [minute, five, hour] = [
      await measure("minute"),
      await measure("fiveMinutes"),
      await measure("hour"),
    ];
    const day = 1_440 * minute + 288 * five + 24 * hour;
    figures.push(
      [`minute in four parts, ${name}`, unsealed, isPacked ? 130 : null, "B"],
      [`minute, sealed, ${name}`, minute, isPacked ? 60 : null, "B"],
      [`five minutes, ${name}`, five, null, "B"],
      [`hour, ${name}`, hour, null, "B"],
      [`series-day while minutes are kept, ${name}`, day / 1_000, null, "kB"],
    );
  }
  return figures;
}

async function speed(): Promise<Row[]> {
  const { fold, roll } = await foldCost();
  const matrix = await matrixCost();
  const days = await thirtyDaysMs();
  const api = await apiCosts();
  return [
    ["43,200 packed minutes added up", await mergeMs(), 50, "ms"],
    ["fold of a batch of 100 series: Redis", fold.redisUs / 1_000, 1, "ms"],
    ["fold of a batch of 100 series: Node", fold.nodeUs / 1_000, 2, "CPU-ms"],
    ["roll-up of a series-hour: Redis", roll.redisUs / 1_000, null, "ms"],
    ["roll-up of a series-hour: Node", roll.nodeUs / 1_000, null, "CPU-ms"],
    ["matrix 100 × 20 × 3 over 24 h, read for the first time", matrix.wallMs, 300, "ms"],
    ["the same: Redis", matrix.redisUs / 1_000, null, "ms"],
    ["the same: Node", matrix.nodeUs / 1_000, null, "CPU-ms"],
    ["the matrix from the API, three requests, read again", api.matrix.wallMs, 500, "ms"],
    ["the same: Redis", api.matrix.redisMs, null, "CPU-ms"],
    ["the same: Node, server and asker", api.matrix.nodeMs, null, "CPU-ms"],
    ...eventFigures("an event, all 100 rows asked for", api.eventWhole),
    ...eventFigures("an event, its 5 rows asked for", api.eventRows),
    ...eventFigures("status of 100 vantages", api.status),
    ["30 days of a series, whole", days.wholeMs, 30, "ms"],
    ["30 days of a series, 720 hours", days.hoursMs, 30, "ms"],
    ["30 days of a series, 8,640 points", days.fiveMinutesMs, null, "ms"],
  ];
}

function eventFigures(what: string, { nodeMs, redisMs, bytes }: ApiCost): Row[] {
  return [
    [what, bytes / 1_000, null, "kB"],
    [`${what}: Redis`, redisMs, null, "CPU-ms"],
    [`${what}: Node, server and asker`, nodeMs, null, "CPU-ms"],
  ];
}
