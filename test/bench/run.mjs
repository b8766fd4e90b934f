// Measures what things cost. Usage:
//   node test/bench/run.mjs probe [--json] [--rates 100,1000,5000]
//   node test/bench/run.mjs store [--json]
//   node test/bench/run.mjs ingest-edge [--json]
// The probe's footprint is that of dist/isochrone-probe.js: run `npm run build` first.
import { runBundled } from "./run-bundled.mjs";

const PROGRAMS = {
  probe: "test/programs/probe-cost.ts",
  store: "test/programs/store-bench.ts",
  ingest: "test/programs/ingest-bench.ts",
  "ingest-edge": "test/programs/ingest-edge.ts",
};
const [name, ...args] = process.argv.slice(2);
if (!Object.hasOwn(PROGRAMS, name ?? "")) {
  process.stderr.write(`usage: node test/bench/run.mjs ${Object.keys(PROGRAMS).join("|")}\n`);
  process.exit(64);
}
process.exitCode = await runBundled(PROGRAMS[name], args);
