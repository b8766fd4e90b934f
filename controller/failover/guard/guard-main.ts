import { guardProgram } from "./guard-program.ts";
import { restoreHooks } from "./restore-hooks.ts";

// What else than hooks can be put back is joined here: the second argument is all that restores.
const status = await guardProgram(process.argv.slice(2), restoreHooks(process.env));
// Connections that are kept open would keep it alive; what is on its way to standard error is not waited for.
process.exit(status);
