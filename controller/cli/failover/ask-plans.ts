import { API } from "../../contract/api.ts";
import type { FailoverPlan } from "../../contract/failover/failover-plan.ts";
import {
  ListedPlan,
  PlanChange,
  PlanList,
  PlanRemoved,
} from "../../contract/failover/kept-plan.ts";
import type { Connection } from "../connection.ts";
import { askController } from "../controller-client.ts";

/** What the commands about plans ask a controller. */
export function plansOf(connection: Connection, send: typeof fetch) {
  const one = (id: string) => `${API.failoverPlans}/${encodeURIComponent(id)}`;
  return {
    list: () => askController(connection, { path: API.failoverPlans }, PlanList, send),
    show: (id: string) => askController(connection, { path: one(id) }, ListedPlan, send),
    tryOut: (plan: FailoverPlan) =>
      askController(
        connection,
        { path: `${API.failoverPlans}/validate`, method: "POST", body: plan },
        PlanChange,
        send,
      ),
    put: (plan: FailoverPlan) =>
      askController(
        connection,
        { path: one(plan.id), method: "PUT", body: plan },
        PlanChange,
        send,
      ),
    remove: (id: string) =>
      askController(connection, { path: one(id), method: "DELETE" }, PlanRemoved, send),
  };
}
