import {
  AssumeRole$,
  type AssumeRoleRequest,
  type AssumeRoleResponse,
  GetCallerIdentity$,
  type GetCallerIdentityRequest,
  type GetCallerIdentityResponse,
} from "@aws-sdk/client-sts";
import type { ApiService } from "../api-service.ts";
import { queryOperation, queryService } from "../query.ts";
import type { QueryDialect } from "../query-dialect.ts";
import type { ServiceRates } from "../throttle.ts";
import { type AssumeRoleMeans, assumeRole } from "./assume-role.ts";
import { userIdOf } from "./unique-id.ts";

const STS: QueryDialect = {
  protocol: "query",
  version: "2011-06-15",
  xmlNamespace: "https://sts.amazonaws.com/doc/2011-06-15/",
};

/**
 * Of an account in a Region, for all actions together.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
const RATE = { burst: 600, perSecond: 600 };
const RATES: ServiceRates = { account: RATE, perAction: RATE, actions: new Map() };

/** The Security Token Service as an account sees it: who calls, and roles of all accounts to assume. */
export function stsService(means: AssumeRoleMeans): ApiService {
  return {
    signingName: "sts",
    rates: RATES,
    isRegional: true,
    ...queryService(STS, [
      queryOperation<GetCallerIdentityRequest, GetCallerIdentityResponse>(
        GetCallerIdentity$,
        STS,
        (_, { accountId, arn }) => ({ Account: accountId, Arn: arn, UserId: userIdOf(arn) }),
      ),
      queryOperation<AssumeRoleRequest, AssumeRoleResponse>(AssumeRole$, STS, (request, caller) =>
        assumeRole(request, caller, means),
      ),
    ]),
  };
}
