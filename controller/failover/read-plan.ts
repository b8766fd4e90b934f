import type { Estate } from "../contract/estate.ts";
import { FailoverPlan } from "../contract/failover/failover-plan.ts";
import { type ReadYaml, readYaml } from "../yaml/read-yaml.ts";
import { estateFaults } from "./estate-faults.ts";
import { scheduleFaults } from "./schedule-faults.ts";

/** What a plan must fit to. */
type Around = {
  /** Epoch milliseconds; schedules are looked at from here on. */
  readonly nowMs: number;
  /** What is declared; without it what a plan names is taken as it is. */
  readonly estate?: Pick<Estate, "services" | "vantages">;
  /** Plans that are kept already. */
  readonly plans?: readonly FailoverPlan[];
};

/**
 * Reads the plan of a failover test from YAML or JSON, or says all that is wrong with it, with line and
 * column.
 */
export function readPlan(
  text: string,
  { nowMs, estate, plans = [] }: Around,
): ReadYaml<FailoverPlan> {
  return readYaml(text, FailoverPlan, {
    check: (plan) => [
      ...(estate === undefined ? [] : estateFaults(plan, estate)),
      ...scheduleFaults(plan, plans, nowMs),
    ],
  });
}
