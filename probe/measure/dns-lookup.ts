import { isIPv6 } from "node:net";
import { AttemptError } from "./attempt-error.ts";
import { hostOf } from "./connect-address.ts";
import { type DnsExchange, type DnsServer, exchangeDns } from "./dns-exchange.ts";
import { chooseNameServer } from "./name-server.ts";
import type { LookupDetails } from "./outcome.ts";
import type { CreateMethod } from "./timing.ts";

/** `dns`: one question to the target's resolver, never cached and never repeated. */
export const createDnsLookup: CreateMethod = (target, { sourceAddress, guard, recordType }) => {
  const name = hostOf(new URL(target.url));
  const type = recordType ?? (isIPv6(sourceAddress ?? "") ? "AAAA" : "A");
  return {
    async attempt(deadline) {
      const server = chooseNameServer(target.resolver, sourceAddress, guard);
      const clientSubnet = target.resolver?.clientSubnet ?? null;
      const answer = await deadline.run<DnsExchange>((settle) =>
        exchangeDns(server, { name, type, clientSubnet }, settle),
      );
      if (answer.addresses.length === 0) {
        throw new AttemptError("dns", `${name} has no ${type} record`);
      }
      return {
        parts: [{ phase: "resolve", startMs: answer.queryMs, endMs: answer.answerMs }],
        servedBy: null,
        address: server.address,
        answers: answer.addresses,
        lookup: detailsOf(answer, server, clientSubnet),
      };
    },
    close: () => undefined,
  };
};

function detailsOf(
  { transport, authoritative, truncated, records, scopePrefix }: DnsExchange,
  { address, port }: DnsServer,
  clientSubnet: string | null,
): LookupDetails {
  const server = `${isIPv6(address) ? `[${address}]` : address}:${port}`;
  return { server, transport, authoritative, truncated, records, clientSubnet, scopePrefix };
}
