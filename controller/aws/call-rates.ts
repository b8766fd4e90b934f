import { setTimeout as delay } from "node:timers/promises";
import type { AwsService } from "../contract/inventory-part.ts";

/** Calls that may be made at once after a rest, and how many a second follow. */
export type CallRate = { readonly burst: number; readonly perSecond: number };

/**
 * Below what AWS grants an account, so that others who use the account are not throttled by a reading.
 * Of EC2 and ELB in each Region; Global Accelerator and the Price List tell no figure.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/DNSLimitations.html
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const SERVICE_RATES: Record<AwsService, CallRate> = {
  sts: { burst: 5, perSecond: 2 },
  ec2: { burst: 20, perSecond: 5 },
  elasticloadbalancing: { burst: 10, perSecond: 5 },
  globalaccelerator: { burst: 5, perSecond: 3 },
  route53: { burst: 20, perSecond: 5 },
  pricing: { burst: 10, perSecond: 5 },
};

/** Actions that AWS counts by themselves as well. */
const ACTION_RATES: Readonly<Record<string, CallRate>> = {
  GetHealthCheckStatus: { burst: 1, perSecond: 0.9 },
};

/** A call as rates and permissions know it. */
export type AwsCall = {
  readonly service: AwsService;
  readonly region: string;
  /** As in IAM, without the service: `ListHostedZones`. */
  readonly action: string;
};

/** Holds the calls of one account back until they may be made. */
export type CallRates = {
  /** @throws what the signal was aborted with. */
  wait(call: AwsCall, signal: AbortSignal): Promise<void>;
};

/** @param now Milliseconds of any clock that does not jump. */
export function callRates(now: () => number): CallRates {
  const spacings = new Map<string, (atMs: number) => number>();
  const waitMs = (name: string, rate: CallRate) => {
    const spacing = spacings.get(name) ?? spacingOf(rate);
    spacings.set(name, spacing);
    return spacing(now());
  };
  return {
    async wait({ service, region, action }, signal) {
      const own = ACTION_RATES[action];
      const ms = Math.max(
        waitMs(`${service} ${region}`, SERVICE_RATES[service]),
        own === undefined ? 0 : waitMs(action, own),
      );
      signal.throwIfAborted();
      if (ms > 0) await delay(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
    },
  };
}

/**
 * Answers how long a call has to wait that is asked for now, and counts it (the generic cell rate
 * algorithm, ITU-T I.371): calls are served in the order in which they asked.
 */
export function spacingOf({ burst, perSecond }: CallRate): (atMs: number) => number {
  const intervalMs = 1_000 / perSecond;
  let nextMs = Number.NEGATIVE_INFINITY;
  return (atMs) => {
    nextMs = Math.max(nextMs, atMs);
    const waitMs = Math.max(0, nextMs - (burst - 1) * intervalMs - atMs);
    nextMs += intervalMs;
    return waitMs;
  };
}
