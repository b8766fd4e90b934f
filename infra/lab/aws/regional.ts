import type { ApiOperation, Caller } from "./api-service.ts";
import type { HttpCall } from "./http-call.ts";
import { ServiceProblem } from "./service-problem.ts";

/** Whether an account may use a Region; undefined where there is no such Region. */
export type IsOpen = (region: string) => boolean | undefined;

/** For a service that has endpoints in some Regions only, whatever its callers have opted in to. */
export function onlyIn(regions: readonly string[]): IsOpen {
  return (region) => regions.includes(region) || undefined;
}

/**
 * An operation that answers in the Regions that the account has opted in to. In others AWS does not
 * know the caller's key; outside of all Regions no signature is good.
 */
export function regional<Operation extends ApiOperation>(
  operation: Operation,
  isOpen: IsOpen,
): Operation {
  return {
    ...operation,
    answer: (call: HttpCall, caller: Caller) => {
      const open = isOpen(caller.region);
      if (open === true) return operation.answer(call, caller);
      throw open === undefined
        ? new ServiceProblem(
            "SignatureDoesNotMatch",
            `Credential should be scoped to a valid region, not '${caller.region}'.`,
            403,
          )
        : new ServiceProblem(
            "InvalidClientTokenId",
            "The security token included in the request is invalid.",
            403,
          );
    },
  };
}
