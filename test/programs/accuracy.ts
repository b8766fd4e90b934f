// The accuracy suite. One file is all its programs: the one that compares, the server that knows the
// truth, the probing process, and that one's measuring thread.
import { isMainThread } from "node:worker_threads";
import { compareWithTruth } from "../accuracy/compare.ts";
import { runMeasureThread } from "../accuracy/measure-thread.ts";
import { runProbeProcess } from "../accuracy/probe-process.ts";
import { runTruthServer } from "../accuracy/truth-server.ts";

const [role, ...rest] = process.argv.slice(2);
if (!isMainThread) runMeasureThread();
else if (role === "serve") await runTruthServer();
else if (role === "probe") runProbeProcess(rest[0] ?? "");
else process.exitCode = await compareWithTruth(process.argv.slice(2));
