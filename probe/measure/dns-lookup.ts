import { isIPv6 } from "node:net";
import { AttemptError } from "./attempt-error.ts";
import { hostOf } from "./connect-address.ts";
import { type DnsExchange, exchangeDns } from "./dns-exchange.ts";
import { chooseNameServer } from "./name-server.ts";
import type { CreateMethod } from "./timing.ts";

/** `dns`: one question to the target's resolver, never cached and never repeated. */
export const createDnsLookup: CreateMethod = (target, { sourceAddress, guard }) => {
  const name = hostOf(new URL(target.url));
  const type = sourceAddress !== null && isIPv6(sourceAddress) ? "AAAA" : "A";
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
      };
    },
    close: () => undefined,
  };
};
