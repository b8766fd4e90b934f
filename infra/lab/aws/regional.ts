import type { ApiOperation } from "./api-service.ts";
import { ServiceProblem } from "./service-problem.ts";

/** Whether an account may use a Region; undefined where there is no such Region. */
export type IsOpen = (region: string) => boolean | undefined;

/**
 * An operation that answers in the Regions that the account has opted in to. In others AWS does not
 * know the caller's key; outside of all Regions no signature is good.
 */
export function regional(operation: ApiOperation, isOpen: IsOpen): ApiOperation {
  return {
    name: operation.name,
    answer: (call, caller) => {
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
