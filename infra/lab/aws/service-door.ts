import type { ApiService, Caller, HttpAnswer } from "./api-service.ts";
import { type Fault, Faults } from "./faults.ts";
import type { HttpCall } from "./http-call.ts";
import { formOf } from "./query-form.ts";
import { ServiceProblem } from "./service-problem.ts";
import { Throttle } from "./throttle.ts";

/** An answer, and what befalls it on its way. */
export interface Passed {
  readonly answer: HttpAnswer;
  readonly fault: Fault | undefined;
}

/** A service of one account, with what meets every call before it runs: its rate, and its faults. */
export class ServiceDoor {
  readonly service: ApiService;
  readonly faults = new Faults();
  readonly #wallNowMs: () => number;
  /** By Region; one for all of a service that has no Regions. */
  readonly #throttles = new Map<string, Throttle>();

  constructor(service: ApiService, wallNowMs: () => number) {
    this.service = service;
    this.#wallNowMs = wallNowMs;
  }

  /** Throws ServiceProblem. */
  async pass(call: HttpCall, caller: Caller): Promise<Passed> {
    const operation = this.service.operationOf(call);
    if (operation === undefined) {
      const message = `The lab's ${this.service.signingName} knows no ${askedFor(call)}`;
      throw new ServiceProblem("UnknownOperationException", message, 404);
    }
    this.#throttleOf(caller).admit(operation.name);
    const fault = this.faults.next(operation.name);
    if (fault?.kind === "error") throw fault.problem;
    return { answer: await operation.answer(call, caller), fault };
  }

  #throttleOf({ region }: Caller): Throttle {
    const { isRegional = false, rates } = this.service;
    const scope = isRegional ? region : "";
    const throttle = this.#throttles.get(scope) ?? new Throttle(rates, this.#wallNowMs);
    this.#throttles.set(scope, throttle);
    return throttle;
  }
}

/** The operation in the words of the call's protocol. */
function askedFor(call: HttpCall): string {
  return (
    call.headers.get("x-amz-target") ?? formOf(call).get("Action") ?? `${call.method} ${call.path}`
  );
}
