import type { ServiceRates } from "../throttle.ts";

/** UNCONFIRMED: AWS publishes no rates of this API. Enough for a person, too few for a busy loop. */
const GUESS = { burst: 50, perSecond: 10 };

export const GLOBAL_ACCELERATOR_RATES: ServiceRates = {
  account: GUESS,
  perAction: GUESS,
  actions: new Map(),
};
