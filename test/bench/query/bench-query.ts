import Table from "cli-table3";
import { estateOf } from "../ingest/profiles.ts";
import { openWorld, startControllerProcess } from "../machine/open-world.ts";
import { watchProcesses } from "../machine/process-cpu.ts";
import { type Figure, figureText } from "../report/figure.ts";
import { reportFigures, reportOptions } from "../report/report-figures.ts";
import { type Asker, openAsker, type Question } from "./ask-api.ts";
import { ENDPOINTS, fillWorld, VANTAGES } from "./fill-world.ts";
import { naiveDayMs } from "./naive-query.ts";
import { DAY, everything, MATRICES, MATRICES_OF_ALL, MONTH, TIMES } from "./questions.ts";

/** What is asked, and the processor time that each took. */
type Row = {
  readonly what: string;
  readonly sortedMs: readonly number[];
  readonly bytes: number;
  readonly apiCpuMs: number;
  readonly redisCpuMs: number;
  readonly othersCores: number;
};

/** Questions to a controller as built, over HTTP, with 1,000 series of 35 days. */
export async function benchQuery(args: string[]): Promise<void> {
  const options = reportOptions(args);
  const estate = estateOf(VANTAGES, ENDPOINTS);
  const world = await openWorld(estate);
  try {
    const nowMs = Date.now();
    const series = await fillWorld(world.redis, estate, nowMs);
    const storedBytes = await world.usedBytes();
    const controller = await startControllerProcess(world.url, "api");
    const asker = openAsker(controller.url, world.store);
    try {
      const rows: Row[] = [];
      for (const [what, questions] of everything(series, nowMs)) {
        rows.push(await measure(asker, [controller.pid, world.pid], what, questions));
      }
      const naiveMs = await naiveDayMs(world.redis);
      if (!options.json) process.stdout.write(`${tableOf(rows, storedBytes)}\n`);
      await reportFigures("query", figuresOf(rows, naiveMs), options);
    } finally {
      await asker.close();
      await controller.close();
    }
  } finally {
    await world.close();
  }
}

async function measure(
  asker: Asker,
  pids: readonly number[],
  what: string,
  questions: readonly (readonly Question[])[],
): Promise<Row> {
  const end = watchProcesses(pids);
  const answers = await asker.ask(questions);
  const { cpuMs, othersCores } = end();
  const [apiCpuMs = 0, redisCpuMs = 0] = cpuMs.map((ms) => ms / questions.length);
  return { what, ...answers, apiCpuMs, redisCpuMs, othersCores };
}

function figuresOf(rows: readonly Row[], naiveMs: number): Figure[] {
  const row = (what: string) => rows.find((each) => each.what === what) as Row;
  const [month, day, matrices] = [row(MONTH), row(DAY), row(MATRICES_OF_ALL)];
  const { othersCores } = day;
  const unit = "ms";
  return [
    timed(`${MONTH}, p99 of ${TIMES} questions`, month, 0.99, 50),
    worked(`${MONTH}, controller and Redis`, month),
    timed(`${MATRICES_OF_ALL}, p95 of ${MATRICES}`, matrices, 0.95, 500),
    worked(`${MATRICES_OF_ALL}, controller and Redis`, matrices),
    { what: "naive: 1 day of a series, p99", figure: naiveMs, unit, budget: null, othersCores },
    {
      what: "naive: 30 days of a series, p99 (30 times the day)",
      ...{ figure: naiveMs * 30, unit, budget: null, othersCores },
    },
    {
      what: "naive: 30 days, against the middle question of ours",
      figure: (naiveMs * 30) / quantile(month.sortedMs, 0.5),
      ...{ unit: "times ours", budget: null, othersCores },
    },
  ];
}

function timed(what: string, { sortedMs, othersCores }: Row, share: number, budget: number) {
  return { what, figure: quantile(sortedMs, share), unit: "ms", budget, othersCores };
}

/** The processor time of a question: on a busy machine it tells more than the clock. */
/** No budget: the threads that pack an answer work beside the one that makes it. */
function worked(what: string, { apiCpuMs, redisCpuMs }: Row): Figure {
  return { what, figure: apiCpuMs + redisCpuMs, unit: "CPU-ms", budget: null };
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

function tableOf(rows: readonly Row[], storedBytes: number): string {
  const table = new Table({
    head: [
      ...["question", "asked", "p50 ms", "p95 ms", "p99 ms", "Node CPU-ms", "Redis CPU-ms"],
      ...["answer kB", "others' cores"],
    ],
    style: { head: [], border: [] },
  });
  for (const { what, sortedMs, bytes, apiCpuMs, redisCpuMs, othersCores } of rows) {
    const times = [0.5, 0.95, 0.99].map((share) => quantile(sortedMs, share));
    const figures = [sortedMs.length, ...times, apiCpuMs, redisCpuMs, bytes / 1_000, othersCores];
    table.push([what, ...figures.map(figureText)]);
  }
  return `${table.toString()}\n1,000 series with 35 days and ${VANTAGES * ENDPOINTS * 3 - 1_000} with one: ${figureText(storedBytes / 1e6)} MB in Redis.`;
}
