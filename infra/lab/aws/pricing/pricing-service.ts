import type { ApiService } from "../api-service.ts";
import { jsonErrorAnswer } from "../json-errors.ts";
import { operationByTarget } from "../json-rpc.ts";
import { onlyIn, regional } from "../regional.ts";
import type { ServiceRates } from "../throttle.ts";
import { catalogueOf } from "./catalogue.ts";
import { pricingOperations } from "./operations.ts";
import type { PriceFigures } from "./price-figures.ts";

/** AWS names no rates of this service; these are the lab's own. */
const USUAL = { burst: 20, perSecond: 10 };
const RATES: ServiceRates = { account: USUAL, perAction: USUAL, actions: new Map() };

/** https://docs.aws.amazon.com/general/latest/gr/billing.html */
const REGIONS = ["us-east-1", "eu-central-1", "ap-south-1"];

/**
 * The Price List as one account sees it; every account sees the same. Its prices are the lab's figures.
 *
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/price-changes.html
 */
export function pricingService(figures: PriceFigures): ApiService {
  const operations = pricingOperations(catalogueOf(figures));
  return {
    signingName: "pricing",
    rates: RATES,
    operationOf: operationByTarget(operations.map((each) => regional(each, onlyIn(REGIONS)))),
    errorAnswer: (problem, requestId) => jsonErrorAnswer(problem, requestId, "Message"),
  };
}
