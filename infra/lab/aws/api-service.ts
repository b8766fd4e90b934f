import type { HttpCall } from "./http-call.ts";
import type { ServiceProblem } from "./service-problem.ts";
import type { ServiceRates } from "./throttle.ts";

/** An answer as it goes over the wire. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Who calls, as the signature says, and for which Region it was signed. */
export interface Caller {
  readonly accountId: string;
  readonly arn: string;
  readonly region: string;
}

/** One operation of a service. */
export interface ApiOperation {
  readonly name: string;
  /** Reads, runs and writes. Throws ServiceProblem, also when the input cannot be read. */
  answer(call: HttpCall, caller: Caller): HttpAnswer | Promise<HttpAnswer>;
}

/** A service as one account has it: its operations, its limits and how it words errors. */
export interface ApiService {
  /** As it stands in the credential scope of a signature: `route53`. */
  readonly signingName: string;
  readonly rates: ServiceRates;
  /** Whether the rates hold in each Region by itself; in all of them together where left out. */
  readonly isRegional?: boolean;
  /** The operation that a call asks for; undefined where the service has none such. */
  operationOf(call: HttpCall): ApiOperation | undefined;
  errorAnswer(problem: ServiceProblem, requestId: string): HttpAnswer;
}
