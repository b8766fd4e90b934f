import { reportFigures, reportOptions } from "../report/report-figures.ts";
import { adviseFigures } from "./advise-figures.ts";
import { placementFigures } from "./placement-figures.ts";

/** What advice costs: one thread, everything in memory. */
export async function benchAdvise(args: string[]): Promise<void> {
  await reportFigures("advise", [...adviseFigures(), ...placementFigures()], reportOptions(args));
}
