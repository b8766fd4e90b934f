import type { ReadErrorKind } from "../../contract/inventory-part.ts";
import { InjectProblem } from "../../failover/inject/inject-problem.ts";
import { type CallContext, readErrorOf } from "../read-error.ts";

/** A call of AWS that failed, in words. */
export class AwsCallProblem extends InjectProblem {
  /** As AWS names it, such as `NoSuchHealthCheck`. */
  readonly code: string;
  readonly kind: ReadErrorKind;

  constructor(error: unknown, context: CallContext) {
    const { kind, code, message, mend } = readErrorOf(error, context);
    const { service, action } = context.call ?? {};
    super(`${service}:${action} failed: ${message}`, mend, { cause: error });
    this.code = code;
    this.kind = kind;
  }
}

/** Whether AWS refused a call with this code. */
export function isRefusal(error: unknown, ...codes: readonly string[]): error is AwsCallProblem {
  return error instanceof AwsCallProblem && codes.includes(error.code);
}
