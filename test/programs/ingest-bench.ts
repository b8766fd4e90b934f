// What taking batches over costs. One file is all its programs: the one that compares, the simulated
// probes, the naive baseline, and the server that a real probe measures.

import { runTruthServer } from "../accuracy/truth-server.ts";
import { benchIngest } from "../bench/ingest/bench-ingest.ts";
import { runLoadProcess } from "../bench/ingest/load-process.ts";
import { runNaiveProcess } from "../bench/ingest/naive-process.ts";

const [role, ...rest] = process.argv.slice(2);
if (role === "serve") await runTruthServer();
else if (role === "load") runLoadProcess();
else if (role === "naive") await runNaiveProcess(rest[0] ?? "");
else await benchIngest(process.argv.slice(2));
