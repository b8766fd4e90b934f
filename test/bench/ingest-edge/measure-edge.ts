import { parseArgs } from "node:util";
import { gunzipSync, gzipSync } from "node:zlib";
import Table from "cli-table3";
import { z } from "zod";
import { Batch } from "../../../probe/contract/batch.ts";
import { bodyOf } from "./bodies.ts";

const SIZES = [4, 118, 1_000] as const;
const ROUND_MS = 300;
const ROUNDS = 5;
const JSON_SHAPE = z.object({ contributions: z.array(z.unknown()) }).loose();

type Step = { readonly name: string; run(body: Prepared): unknown };
type Prepared = { readonly text: string; readonly gzip: Buffer; readonly value: unknown };

const STEPS: readonly Step[] = [
  { name: "gunzip", run: ({ gzip }) => gunzipSync(gzip) },
  { name: "JSON.parse", run: ({ text }) => JSON.parse(text) as unknown },
  { name: "zod, Batch", run: ({ value }) => Batch.parse(value) },
  // What is left when nothing inside a contribution is looked at.
  { name: "zod, outline", run: ({ value }) => JSON_SHAPE.parse(value) },
  { name: "JSON.stringify for the job", run: ({ value }) => JSON.stringify(value) },
];

/** CPU-µs of what happens to a batch before Redis, as a table or as JSON with `--json`. */
export function measureEdge(args: string[]): void {
  const { values } = parseArgs({ args, options: { json: { type: "boolean", default: false } } });
  const rows = SIZES.map((series) => {
    const text = bodyOf(series);
    const body = { text, gzip: gzipSync(text), value: JSON.parse(text) as unknown };
    const steps = STEPS.map(({ name, run }) => ({ name, cpuUs: cpuUsOf(() => run(body)) }));
    return { series, bytes: text.length, gzipBytes: body.gzip.length, steps };
  });
  if (values.json) {
    process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`);
    return;
  }
  const table = new Table({
    head: ["series", "bytes", "gzip", ...STEPS.map(({ name }) => `${name}, µs`)],
    style: { head: [], border: [] },
  });
  for (const { series, bytes, gzipBytes, steps } of rows) {
    table.push([series, bytes, gzipBytes, ...steps.map(({ cpuUs }) => cpuUs.toFixed(1))]);
  }
  process.stdout.write(`${table.toString()}\n`);
}

/** The best of several rounds: other programs on the machine can only make it slower. */
function cpuUsOf(run: () => unknown): number {
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    const endMs = performance.now() + ROUND_MS;
    let times = 0;
    for (; performance.now() < endMs; times += 1) run();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / times;
  });
  return Math.min(...rounds);
}
