// What probing costs. One file is all its programs: the one that compares, the server that is measured,
// the process whose cost is counted, and its measuring thread.
import { isMainThread } from "node:worker_threads";
import { runMeasureThread } from "../accuracy/measure-thread.ts";
import { runTruthServer } from "../accuracy/truth-server.ts";
import { compareCost } from "../bench/probe-cost/compare-cost.ts";
import { runCostProcess } from "../bench/probe-cost/cost-process.ts";

const [role, ...rest] = process.argv.slice(2);
if (!isMainThread) runMeasureThread();
else if (role === "serve") await runTruthServer();
else if (role === "cost") runCostProcess(rest[0] ?? "");
else await compareCost(process.argv.slice(2));
