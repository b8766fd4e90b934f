import { lookup } from "node:dns/promises";
import { isIP, isIPv6 } from "node:net";
import type { Resolver } from "../contract/assignment.ts";
import type { AddressGuard } from "./address-guard.ts";
import { AttemptError } from "./attempt-error.ts";
import { Deadline } from "./deadline.ts";
import { type DnsExchange, exchangeDns } from "./dns-exchange.ts";
import type { AddressType } from "./dns-message.ts";
import { chooseNameServer } from "./name-server.ts";

const TRIES = 2;
const TRY_MS = 2_000;
/** How long an answer of the hosts file or the system's resolver library, which has no TTL, is used. */
const SYSTEM_TTL_S = 5;

interface Resolved {
  addresses: readonly string[];
  ttlS: number;
}

/**
 * The names that one vantage connects to, each kept exactly as long as its TTL allows, so that its
 * measurements follow a changed answer when its users would. Failed questions are not kept.
 */
export class NameCache {
  readonly #sourceAddress: string | null;
  readonly #guard: AddressGuard;
  readonly #nowMs: () => number;
  readonly #known = new Map<string, { addresses: readonly string[]; expiresMs: number }>();
  readonly #asking = new Map<string, Promise<readonly string[]>>();

  constructor(
    sourceAddress: string | null,
    guard: AddressGuard,
    nowMs: () => number = () => performance.now(),
  ) {
    this.#sourceAddress = sourceAddress;
    this.#guard = guard;
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
    if (isIP(host) !== 0) return [host];
    const server = resolver && `${resolver.address} ${resolver.port} ${resolver.clientSubnet}`;
    const key = `${host} ${server ?? "system"}`;
    const known = this.#known.get(key);
    if (known !== undefined && this.#nowMs() < known.expiresMs) return known.addresses;
    const asking = this.#asking.get(key) ?? this.#ask(key, host, resolver);
    this.#asking.set(key, asking);
    return asking;
  }

  async #ask(
    key: string,
    host: string,
    resolver: Resolver | undefined,
  ): Promise<readonly string[]> {
    try {
      const { addresses, ttlS } = await (resolver === undefined
        ? this.#askSystem(host)
        : this.#askServers(host, resolver));
      this.#known.set(key, { addresses, expiresMs: this.#nowMs() + 1_000 * ttlS });
      return addresses;
    } finally {
      this.#asking.delete(key);
    }
  }

  /** Name servers first, for the TTL; then what else the system knows, such as its hosts file. */
  async #askSystem(host: string): Promise<Resolved> {
    const isPublicName = host.includes(".") && !host.endsWith(".localhost");
    if (!isPublicName) return this.#lookUp(host);
    try {
      return await this.#askServers(host, undefined);
    } catch (error) {
      return this.#lookUp(host).catch(() => {
        throw error;
      });
    }
  }

  async #lookUp(host: string): Promise<Resolved> {
    try {
      const family = this.#sourceAddress === null ? 0 : isIP(this.#sourceAddress);
      const found = await lookup(host, { family, all: true, order: "ipv4first" });
      return { addresses: found.map(({ address }) => address), ttlS: SYSTEM_TTL_S };
    } catch (cause) {
      throw new AttemptError("dns", `the system cannot resolve ${host}`, { cause });
    }
  }

  async #askServers(host: string, resolver: Resolver | undefined): Promise<Resolved> {
    const isIpv6Only = this.#sourceAddress !== null && isIPv6(this.#sourceAddress);
    const types: AddressType[] = isIpv6Only
      ? ["AAAA"]
      : this.#sourceAddress === null
        ? ["A", "AAAA"]
        : ["A"];
    for (const type of types) {
      const answer = await this.#askTwice(host, type, resolver);
      if (answer.addresses.length > 0) return answer;
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
    for (let left = TRIES; ; left -= 1) {
      const deadline = new Deadline(TRY_MS);
      try {
        return await deadline.run<DnsExchange>(
          (settle) => exchangeDns(server, question, settle),
          "dns",
        );
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
