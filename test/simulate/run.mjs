// Lets the advisor judge simulated worlds whose truth is known, and prints how it did.
// Usage: npm run simulate [-- --seeds 200] [--only coverage --only selection …] [--json]
import { runBundled } from "../bench/run-bundled.mjs";

process.exitCode = await runBundled("test/programs/simulate.ts", process.argv.slice(2));
