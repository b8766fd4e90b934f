import { GuardOrder } from "../../../../controller/contract/failover/guard-order.ts";

export function orderOf(change: Record<string, unknown> = {}): GuardOrder {
  return GuardOrder.parse({
    runId: "run-0001",
    service: "shop",
    deadlineAtMs: 60_000,
    steps: [{ kind: "http_hook", url: "http://127.0.0.1:1/a" }],
    ...change,
  });
}
