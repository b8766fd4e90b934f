import type { Estate } from "../contract/estate.ts";
import type { FailoverPlan } from "../contract/failover/failover-plan.ts";
import { readPlan } from "../failover/read-plan.ts";
import { fieldName } from "../yaml/fault.ts";
import { ApiProblem } from "./api-problem.ts";

/**
 * The plan that a body declares, held against the estate and the plans that are kept.
 *
 * @param id that the address names; null where it names none
 * @throws ApiProblem with every fault, its line and column
 */
export function readPlanBody(
  body: unknown,
  around: {
    readonly estate: Pick<Estate, "services" | "vantages">;
    readonly plans: readonly FailoverPlan[];
    readonly nowMs: number;
  },
  id: string | null = null,
): FailoverPlan {
  const read = readPlan(typeof body === "string" ? body : "", around);
  if (read.ok && (id === null || read.value.id === id)) return read.value;
  const faults = read.ok
    ? [
        {
          path: ["id"],
          message: `is ${read.value.id}, but the address says ${id}; make them the same`,
        },
      ]
    : read.faults;
  throw new ApiProblem(400, {
    code: "invalid_plan",
    message: `The plan has ${faults.length === 1 ? "a fault" : `${faults.length} faults`}.`,
    mend: "Correct the fields named; isochrone failover schema describes all of them.",
    fields: faults.map(({ path, message, ...place }) => ({
      path: fieldName(path) || "body",
      message,
      ...place,
    })),
  });
}
