import type { ApiService } from "../api-service.ts";
import { queryService } from "../query.ts";
import { type IsOpen, regional } from "../regional.ts";
import type { ServiceRates } from "../throttle.ts";
import { balancerOperations } from "./balancer-operations.ts";
import { ELB_DIALECT } from "./dialect.ts";
import type { BalancerHoldings } from "./holdings.ts";
import { type TargetHealthOf, targetOperations } from "./target-operations.ts";

/** UNCONFIRMED: AWS names no rates of this API. */
const GUESS = { burst: 40, perSecond: 10 };
const RATES: ServiceRates = { account: undefined, perAction: GUESS, actions: new Map() };

/** Elastic Load Balancing (version 2) as one account has it: Application and Network Load Balancers. */
export function elbService(
  holdings: BalancerHoldings,
  healthOf: TargetHealthOf,
  isOpen: IsOpen,
): ApiService {
  const operations = [...balancerOperations(holdings), ...targetOperations(holdings, healthOf)];
  return {
    signingName: "elasticloadbalancing",
    rates: RATES,
    isRegional: true,
    ...queryService(
      ELB_DIALECT,
      operations.map((operation) => regional(operation, isOpen)),
    ),
  };
}
