import { isIP } from "node:net";
import type { Target } from "../contract/assignment.ts";
import { toAttemptError } from "./attempt-error.ts";
import { icmpHostOf } from "./connect-address.ts";
import { isMeasurable } from "./measurable.ts";
import type { Outcome } from "./outcome.ts";
import type { MeasureContext } from "./timing.ts";

/** What a target stands for now: the address to ping, or how an attempt at it fails. */
export type IcmpAddress = { address: string } | Extract<Outcome, { kind: "failure" }>;

/**
 * The addresses of the targets of one round, as far as their names have been answered. Each address is
 * checked by the guard before it is given out, so a name cannot lead anywhere else.
 */
export class IcmpAddresses {
  readonly #targets: readonly Pick<Target, "url" | "resolver">[];
  readonly #context: MeasureContext;
  readonly #known: (IcmpAddress | null)[];
  readonly #asking = new Map<number, Promise<void>>();

  constructor(targets: readonly Pick<Target, "url" | "resolver">[], context: MeasureContext) {
    this.#targets = targets;
    this.#context = context;
    this.#known = targets.map(() => null);
  }

  /**
   * What every target stands for now; null while its first answer is not there. A name whose TTL has
   * passed is asked for again and stands for what it did until the answer comes.
   */
  current(): readonly (IcmpAddress | null)[] {
    this.#targets.forEach((_, at) => {
      this.#refresh(at);
    });
    return this.#known;
  }

  /** Resolves when every question under way has been answered, or after `limitMs`. */
  async settled(limitMs: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, limitMs);
    });
    await Promise.race([Promise.all(this.#asking.values()), limit]);
    clearTimeout(timer);
  }

  #refresh(at: number): void {
    const target = this.#targets[at];
    if (target === undefined || this.#asking.has(at)) return;
    const { protocol } = new URL(target.url);
    if (!isMeasurable("icmp_rtt", protocol)) {
      const detail = `icmp_rtt cannot be measured on ${protocol} addresses`;
      this.#known[at] = { kind: "failure", failure: "probe", detail };
      return;
    }
    const host = icmpHostOf(target.url);
    const found = this.#context.names.resolve(host, target.resolver);
    if (!("then" in found)) {
      this.#known[at] = this.#check(host, found);
      return;
    }
    const asking = found
      .then(
        (addresses) => this.#check(host, addresses),
        (error: unknown): IcmpAddress => {
          const { verdict, message: detail } = toAttemptError(error);
          return { kind: "failure", failure: verdict === "lost" ? "dns" : verdict, detail };
        },
      )
      .then((address) => {
        this.#known[at] = address;
        this.#asking.delete(at);
      });
    this.#asking.set(at, asking);
  }

  #check(host: string, addresses: readonly string[]): IcmpAddress {
    const [address] = addresses;
    if (address === undefined) {
      return { kind: "failure", failure: "dns", detail: `${host} has no address` };
    }
    const refusal = this.#context.guard(address);
    if (refusal !== null) return { kind: "failure", failure: "blocked", detail: refusal };
    const { sourceAddress } = this.#context;
    if (sourceAddress === null || isIP(sourceAddress) === isIP(address)) return { address };
    const detail = `${address} cannot be reached from sourceAddress ${sourceAddress}`;
    return { kind: "failure", failure: "probe", detail };
  }
}
