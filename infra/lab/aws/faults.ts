import { ServiceProblem } from "./service-problem.ts";

/**
 * What goes wrong: an error in place of the answer, or an answer that breaks off in the middle
 * while the connection closes (the call itself has taken effect).
 */
export type Fault =
  | { readonly kind: "error"; readonly problem: ServiceProblem }
  | { readonly kind: "cut" };

/** When: after how many good calls (0), and how many times (until it is mended). */
export interface FaultSpan {
  readonly afterCalls?: number;
  readonly times?: number;
}

/** As AWS answers a caller whose policy does not allow the action. */
export function accessDenied(service: string, action: string): Fault {
  const message = `User: arn:aws:iam::000000000000:user/lab is not authorized to perform: ${service}:${action} because no identity-based policy allows the ${service}:${action} action`;
  return { kind: "error", problem: new ServiceProblem("AccessDenied", message, 403) };
}

/** The faults that are switched on, one per action. */
export class Faults {
  readonly #planned = new Map<string, { fault: Fault; goodCalls: number; times: number }>();

  /** Switches a fault on for an action such as `ListHostedZones`, in place of an earlier one. */
  set(action: string, fault: Fault, span: FaultSpan = {}): void {
    const { afterCalls = 0, times = Number.POSITIVE_INFINITY } = span;
    this.#planned.set(action, { fault, goodCalls: afterCalls, times });
  }

  mend(action: string): void {
    this.#planned.delete(action);
  }

  /** The fault that meets this call of the action; counts the call. */
  next(action: string): Fault | undefined {
    const plan = this.#planned.get(action);
    if (plan === undefined) return undefined;
    if (plan.goodCalls > 0) {
      plan.goodCalls -= 1;
      return undefined;
    }
    plan.times -= 1;
    if (plan.times <= 0) this.mend(action);
    return plan.fault;
  }
}
