// Puts the budgets of all parts of a run into one table.
import { reportBudgets } from "../bench/report/report-budgets.ts";

await reportBudgets(process.argv.slice(2));
