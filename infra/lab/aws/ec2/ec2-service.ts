import type { ApiService } from "../api-service.ts";
import { queryService } from "../query.ts";
import { regional } from "../regional.ts";
import type { ServiceRates } from "../throttle.ts";
import { type Ec2Holdings, isRegionOpen } from "./holdings.ts";
import { instanceOperations } from "./instance-operations.ts";
import { networkOperations } from "./network-operations.ts";
import { EC2_DIALECT } from "./operation.ts";
import { regionOperations } from "./region-operations.ts";
import { tagOperations } from "./tag-operations.ts";

/**
 * Of calls that change nothing, by account, Region and action. The smaller rate that AWS has for lists
 * which are asked for without filters and pages is not kept.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const RATES: ServiceRates = {
  account: undefined,
  perAction: { burst: 100, perSecond: 20 },
  actions: new Map(),
};

/** EC2 as one account has it, in all Regions that the account has opted in to. */
export function ec2Service(holdings: Ec2Holdings, accountId: string): ApiService {
  const operations = [
    ...regionOperations(holdings),
    ...networkOperations(holdings),
    ...instanceOperations(holdings, accountId),
    ...tagOperations(holdings),
  ];
  const isOpen = (region: string) => isRegionOpen(holdings, region);
  return {
    signingName: "ec2",
    rates: RATES,
    isRegional: true,
    ...queryService(
      EC2_DIALECT,
      operations.map((operation) => regional(operation, isOpen)),
    ),
  };
}
