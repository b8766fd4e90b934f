import type { ServiceRates } from "../throttle.ts";

const CIDR_CHANGES = { burst: 40, perSecond: 5 };
const USUAL = { burst: 50, perSecond: 10 };

/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html */
export const ROUTE53_RATES: ServiceRates = {
  account: USUAL,
  perAction: USUAL,
  actions: new Map([
    ["CreateCidrCollection", CIDR_CHANGES],
    ["ChangeCidrCollection", CIDR_CHANGES],
    ["DeleteCidrCollection", CIDR_CHANGES],
    ["CreateHealthCheck", { burst: 50, perSecond: 0.5 }],
    ["DeleteHealthCheck", { burst: 15, perSecond: 3 }],
    ["GetHealthCheckStatus", { burst: 4, perSecond: 1 }],
    ["GetHealthCheckLastFailureReason", { burst: 4, perSecond: 1 }],
  ]),
};
