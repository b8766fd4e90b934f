import type { z } from "zod";
import { strictly } from "../strictly.ts";
import { checkFailoverPlan } from "./check-failover-plan.ts";
import { FailoverPlanShape } from "./failover-plan-shape.ts";

/** The definition of a failover test: what fails, who watches, what shall hold, and when it may run. */
export const FailoverPlan = strictly(FailoverPlanShape).superRefine(checkFailoverPlan);

export type FailoverPlan = z.infer<typeof FailoverPlan>;
