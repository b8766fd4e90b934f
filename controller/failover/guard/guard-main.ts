import { guardProgram } from "./guard-program.ts";
import { restoreByOrder } from "./restore-by-order.ts";

const status = await guardProgram(process.argv.slice(2), restoreByOrder(process.env));
// Connections that are kept open would keep it alive; what is on its way to standard error is not waited for.
process.exit(status);
