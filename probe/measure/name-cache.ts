import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import type { Resolver } from "../contract/target-address.ts";
import type { AddressGuard } from "./address-guard.ts";
import { AttemptError } from "./attempt-error.ts";
import { Deadline } from "./deadline.ts";
import { type DnsExchange, exchangeDns } from "./dns-exchange.ts";
import type { AddressType } from "./dns-message.ts";
import { chooseNameServer } from "./name-server.ts";
import type { TimeWindow } from "./taint.ts";

/** One address is measured, never a race of both families (RFC 8305): the first that there is. */
const TYPES: readonly AddressType[] = ["A", "AAAA"];
const TRIES = 2;
const TRY_MS = 2_000;
/** How long an answer of the hosts file or the system's resolver library, which has no TTL, is used. */
const SYSTEM_TTL_S = 5;

/** What a name stands for, and when that was asked for; null for what was known already. */
export interface FoundName {
  addresses: readonly string[];
  asked: TimeWindow | null;
}

interface Resolved extends FoundName {
  asked: TimeWindow;
  ttlS: number;
}

/** How names are resolved, where not as usual. */
export interface NameOptions {
  /** The one family to ask for; without one the source address's, or else IPv4 before IPv6. */
  family?: 4 | 6 | undefined;
  /** Asks anew each time and keeps nothing: for timing what a user without any cache would feel. */
  isFresh?: boolean;
  /** Keeps the first answer for good, as clients do that never ask again. */
  isPinned?: boolean;
  nowMs?: () => number;
}

/**
 * The names that one vantage connects to, each kept exactly as long as its TTL allows, so that its
 * measurements follow a changed answer when its users would. Failed questions are not kept.
 */
export class NameCache {
  readonly #sourceAddress: string | null;
  readonly #guard: AddressGuard;
  readonly #family: number;
  readonly #isFresh: boolean;
  readonly #isPinned: boolean;
  readonly #nowMs: () => number;
  readonly #known = new Map<string, { found: FoundName; expiresMs: number }>();
  readonly #asking = new Map<string, Promise<FoundName>>();

  constructor(
    sourceAddress: string | null,
    guard: AddressGuard,
    {
      family,
      isFresh = false,
      isPinned = false,
      nowMs = () => performance.now(),
    }: NameOptions = {},
  ) {
    this.#sourceAddress = sourceAddress;
    this.#guard = guard;
    this.#family = family ?? isIP(sourceAddress ?? "");
    this.#isFresh = isFresh;
    this.#isPinned = isPinned;
    this.#nowMs = nowMs;
  }

  /**
   * The addresses that a host name stands for now, in the order of the answer; an address stands for
   * itself. Questions that are asked at the same time are asked once.
   *
   * @param resolver whom to ask; the system's name servers and hosts file without one
   * @throws AttemptError `dns`, or `blocked` for a resolver that must not be asked
   */
  resolve(
    host: string,
    resolver: Resolver | undefined,
  ): readonly string[] | Promise<readonly string[]> {
    const found = this.find(host, resolver);
    return found instanceof Promise ? found.then(({ addresses }) => addresses) : found.addresses;
  }

  /** Like `resolve`, and says when this very call asked for the name. */
  find(host: string, resolver: Resolver | undefined): FoundName | Promise<FoundName> {
    if (isIP(host) !== 0) return { addresses: [host], asked: null };
    if (this.#isFresh) return this.#ask(host, resolver);
    const server = resolver && `${resolver.address} ${resolver.port} ${resolver.clientSubnet}`;
    const key = `${host} ${server ?? "system"}`;
    const known = this.#known.get(key);
    if (known !== undefined && this.#nowMs() < known.expiresMs) return known.found;
    const asking = this.#asking.get(key);
    if (asking !== undefined) return asking.then(knownAlready);
    const answer = this.#askAndKeep(key, host, resolver);
    this.#asking.set(key, answer);
    return answer;
  }

  async #askAndKeep(key: string, host: string, resolver: Resolver | undefined): Promise<FoundName> {
    try {
      const found = await this.#ask(host, resolver);
      this.#known.set(key, {
        found: knownAlready(found),
        expiresMs: this.#isPinned ? Infinity : this.#nowMs() + 1_000 * found.ttlS,
      });
      return found;
    } finally {
      this.#asking.delete(key);
    }
  }

  #ask(host: string, resolver: Resolver | undefined): Promise<Resolved> {
    return resolver === undefined ? this.#askSystem(host) : this.#askServers(host, resolver);
  }

  /** Name servers first, for the TTL; then what else the system knows, such as its hosts file. */
  async #askSystem(host: string): Promise<Resolved> {
    const isPublicName = host.includes(".") && !host.endsWith(".localhost");
    if (!isPublicName) return this.#lookUp(host);
    const startMs = performance.now();
    try {
      return await this.#askServers(host, undefined);
    } catch (error) {
      return this.#lookUp(host, startMs).catch(() => {
        throw error;
      });
    }
  }

  async #lookUp(host: string, startMs: number = performance.now()): Promise<Resolved> {
    const family = this.#family;
    try {
      const found = await lookup(host, { family, all: true, order: "ipv4first" });
      const asked = { startMs, endMs: performance.now() };
      return { addresses: found.map(({ address }) => address), ttlS: SYSTEM_TTL_S, asked };
    } catch (cause) {
      const what = family === 0 ? "address" : `IPv${family} address`;
      throw new AttemptError("dns", `the system knows no ${what} of ${host}`, { cause });
    }
  }

  async #askServers(host: string, resolver: Resolver | undefined): Promise<Resolved> {
    const types = this.#family === 0 ? TYPES : ([this.#family === 6 ? "AAAA" : "A"] as const);
    let startMs: number | null = null;
    for (const type of types) {
      const { addresses, ttlS, queryMs, answerMs } = await this.#askTwice(host, type, resolver);
      startMs ??= queryMs;
      if (addresses.length > 0) return { addresses, ttlS, asked: { startMs, endMs: answerMs } };
    }
    throw new AttemptError("dns", `${host} has no ${types.join(" or ")} record`);
  }

  async #askTwice(
    name: string,
    type: AddressType,
    resolver: Resolver | undefined,
  ): Promise<DnsExchange> {
    const server = chooseNameServer(resolver, this.#sourceAddress, this.#guard);
    const question = { name, type, clientSubnet: resolver?.clientSubnet ?? null };
    const startMs = performance.now();
    for (let left = TRIES; ; left -= 1) {
      const deadline = new Deadline(TRY_MS);
      try {
        const exchange = await deadline.run<DnsExchange>(
          (settle) => exchangeDns(server, question, settle),
          "dns",
        );
        // A question that was repeated was waited for since the first time.
        return left === TRIES ? exchange : { ...exchange, queryMs: startMs };
      } catch (cause) {
        if (left > 1) continue;
        if (cause instanceof AttemptError) throw cause;
        throw new AttemptError("dns", `the resolver ${server.address} cannot be asked`, { cause });
      } finally {
        deadline.clear();
      }
    }
  }
}

function knownAlready({ addresses }: FoundName): FoundName {
  return { addresses, asked: null };
}
