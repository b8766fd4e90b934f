import { ServiceProblem } from "./service-problem.ts";
import { type Rate, TokenBucket } from "./token-bucket.ts";

/** The rates of one service: of the account, of every action, and of actions apart from the rule. */
export interface ServiceRates {
  /** Undefined where every action counts by itself alone. */
  readonly account: Rate | undefined;
  readonly perAction: Rate;
  readonly actions: ReadonlyMap<string, Rate>;
}

/** Counts the calls of an account; `admit` throws `Throttling` when one comes too soon. */
export class Throttle {
  readonly #rates: ServiceRates;
  readonly #nowMs: () => number;
  readonly #account: TokenBucket | undefined;
  readonly #actions = new Map<string, TokenBucket>();

  constructor(rates: ServiceRates, nowMs: () => number) {
    this.#rates = rates;
    this.#nowMs = nowMs;
    this.#account = rates.account && new TokenBucket(rates.account, nowMs());
  }

  admit(action: string): void {
    const nowMs = this.#nowMs();
    // Both are asked, so that a refused call counts against the account as well.
    const account = this.#account?.take(nowMs) ?? true;
    const own = this.#bucketOf(action, nowMs).take(nowMs);
    if (!account || !own) throw new ServiceProblem("Throttling", "Rate exceeded");
  }

  #bucketOf(action: string, nowMs: number): TokenBucket {
    const known = this.#actions.get(action);
    if (known !== undefined) return known;
    const bucket = new TokenBucket(this.#rates.actions.get(action) ?? this.#rates.perAction, nowMs);
    this.#actions.set(action, bucket);
    return bucket;
  }
}
