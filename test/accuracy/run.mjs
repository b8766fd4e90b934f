// Compares the probe with a server that knows the truth, and prints how far off it was.
// Usage: node test/accuracy/run.mjs [--json] [--rates 10,200,1000] [--scenarios idle,…] [--scale 1]
// [--no-loss] [--no-kernel]
import { runBundled } from "../bench/run-bundled.mjs";

process.exitCode = await runBundled("test/programs/accuracy.ts", process.argv.slice(2));
