import type { FastifyPluginCallbackZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { API } from "../../contract/api.ts";
import { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import {
  KeptPlan,
  ListedPlan,
  PlanChange,
  PlanList,
  PlanRemoved,
} from "../../contract/failover/kept-plan.ts";
import { Identifier } from "../../contract/measured.ts";
import { listedPlan, planChange } from "../../failover/plan-change.ts";
import type { ApiDeps } from "../api-deps.ts";
import { ApiProblem } from "../api-problem.ts";
import { nameOfCaller, openAudit } from "../audit.ts";
import { leaveBody } from "../leave-body.ts";
import { readPlanBody } from "../plan-body.ts";
import { readEstate } from "../read-estate.ts";
import { takeTexts } from "../take-texts.ts";

const OPERATOR = { need: "operator" } as const;
const PlanParams = z.object({ id: Identifier });

/** Plans of failover tests: what fails, who watches, what shall hold, when it may run. */
export const failoverPlans =
  ({ store, log, now }: ApiDeps): FastifyPluginCallbackZod =>
  (app, _options, done) => {
    const audit = openAudit(log);
    const one = `${API.failoverPlans}/:id`;
    takeTexts(app);
    app.setValidatorCompiler(leaveBody);
    const change = async (body: unknown, by: string, id: string | null) => {
      const [estate, kept] = await Promise.all([readEstate(store), store.failoverPlans.list()]);
      const nowMs = now();
      const plan = readPlanBody(body, { estate, plans: kept.map((each) => each.plan), nowMs }, id);
      return planChange(plan, kept, { by, nowMs });
    };
    app.get(
      API.failoverPlans,
      { schema: { summary: "Plans of failover tests", response: { 200: PlanList } } },
      async () => {
        const plans = await store.failoverPlans.list();
        return { plans: plans.map((kept) => listedPlan(kept, now())) };
      },
    );
    app.get(
      one,
      {
        schema: {
          summary: "One plan of a failover test",
          params: PlanParams,
          response: { 200: ListedPlan },
        },
      },
      async ({ params: { id } }) => {
        const kept = await store.failoverPlans.get(id);
        if (kept === null) throw unknownPlan(id);
        return listedPlan(kept, now());
      },
    );
    app.post(
      `${API.failoverPlans}/validate`,
      {
        schema: {
          summary: "What declaring a plan would change; nothing is changed (JSON or YAML)",
          body: FailoverPlan,
          response: { 200: PlanChange },
        },
      },
      async (request) => change(request.body, nameOfCaller(request), null),
    );
    app.put(
      one,
      {
        config: OPERATOR,
        schema: {
          summary: "Declare a plan, new or in the place of the one before (JSON or YAML)",
          params: PlanParams,
          body: FailoverPlan,
          response: { 200: PlanChange },
        },
      },
      async (request) => {
        const made = await change(request.body, nameOfCaller(request), request.params.id);
        if (made.outcome === "unchanged") return made;
        await store.failoverPlans.put(KeptPlan.parse(made.plan));
        const { outcome, plan } = made;
        audit(request, "failover.plan.put", {
          outcome,
          plan: plan.plan.id,
          planHash: plan.planHash,
        });
        return made;
      },
    );
    app.delete(
      one,
      {
        config: OPERATOR,
        schema: {
          summary: "Forget a plan; the records of its runs stay",
          params: PlanParams,
          response: { 200: PlanRemoved },
        },
      },
      async (request) => {
        const { id } = request.params;
        if (!(await store.failoverPlans.remove(id))) throw unknownPlan(id);
        audit(request, "failover.plan.remove", { plan: id });
        return { plan: id };
      },
    );
    done();
  };

function unknownPlan(id: string): ApiProblem {
  return new ApiProblem(404, {
    code: "unknown_plan",
    message: `There is no plan ${id}.`,
    mend: "List the plans to see which there are, or declare it.",
    fields: [{ path: "id", message: "names no plan" }],
  });
}
