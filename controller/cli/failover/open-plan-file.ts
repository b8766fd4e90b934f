import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import { readPlan } from "../../failover/read-plan.ts";
import type { Fault } from "../../yaml/fault.ts";
import type { OpenText } from "../../yaml/open-text.ts";
import type { CliError } from "../cli-error.ts";
import { readTextFile } from "../read-text-file.ts";
import { faultyFile } from "../service/open-service-file.ts";

const PLAN_FILE = {
  code: "invalid_plan",
  mend: "correct what is named; isochrone failover schema describes every field",
};

/** All that is wrong with a plan's file, as one error. */
export function faultyPlan(name: string, faults: readonly Fault[]): CliError {
  return faultyFile(name, faults, PLAN_FILE);
}

/**
 * Reads the file of a plan, without the estate and the other plans, which a controller has.
 *
 * @throws CliError with every fault, its line and column
 */
export function openPlanFile(
  name: string,
  nowMs: number,
): { readonly plan: FailoverPlan; readonly opened: OpenText } {
  const read = readPlan(readTextFile(name), { nowMs });
  if (!read.ok) throw faultyPlan(name, read.faults);
  return { plan: read.value, opened: read.opened };
}
