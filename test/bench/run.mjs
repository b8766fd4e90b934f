// Measures what things cost. Usage:
//   npm run bench                 all of it, some fifteen minutes, and the budgets in one table at the end
//   npm run bench -- ingest       one part by itself
//   node test/bench/run.mjs probe [--json] [--rates 100,1000,5000]
//   node test/bench/run.mjs store [--json]
//   node test/bench/run.mjs ingest [--json] [--rates 83,166] [--seconds 60]
//   node test/bench/run.mjs query [--json]
//   node test/bench/run.mjs advise [--json]
//   node test/bench/run.mjs ingest-edge [--json]
// Programs are measured as they are in dist: run `npm run build` first, as `npm run bench` does. Linux only.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runBundled } from "./run-bundled.mjs";

const PROGRAMS = {
  probe: "test/programs/probe-cost.ts",
  store: "test/programs/store-bench.ts",
  ingest: "test/programs/ingest-bench.ts",
  query: "test/programs/query-bench.ts",
  advise: "test/programs/advise-bench.ts",
  "ingest-edge": "test/programs/ingest-edge.ts",
};
/** What has budgets. */
const ALL = ["probe", "store", "ingest", "query", "advise"];

const [name, ...args] = process.argv.slice(2);
if (name === undefined) process.exitCode = await runAll();
else if (Object.hasOwn(PROGRAMS, name)) process.exitCode = await runBundled(PROGRAMS[name], args);
else {
  process.stderr.write(`usage: npm run bench [-- ${Object.keys(PROGRAMS).join("|")}]\n`);
  process.exitCode = 64;
}

/** One after the other: parts that ran at the same time would measure each other. */
async function runAll() {
  const folder = await mkdtemp(join(tmpdir(), "isochrone-bench-"));
  try {
    const files = [];
    for (const part of ALL) {
      process.stdout.write(`\n${part}\n`);
      const file = join(folder, `${part}.json`);
      const code = await runBundled(PROGRAMS[part], ["--figures", file]);
      if (code !== 0) return code;
      files.push(file);
    }
    return await runBundled("test/programs/bench-budgets.ts", files);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
