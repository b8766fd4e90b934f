import { isIPv6 } from "node:net";
import type { ArmedLane } from "../contract/armed-run.ts";
import { AttemptError } from "../measure/attempt-error.ts";
import { hostOf } from "../measure/connect-address.ts";
import { type DnsExchange, exchangeDns } from "../measure/dns-exchange.ts";
import { chooseNameServer } from "../measure/name-server.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { LaneClient } from "./lane-client.ts";
import { seenOfError } from "./seen-of-error.ts";
import { WhoServed } from "./who-served.ts";

/**
 * Asks the name servers of a zone in turn, one for each probe, and connects to nothing: what served is the
 * endpoint that is answered.
 */
export function zoneClient(
  lane: ArmedLane,
  { sourceAddress, guard }: Pick<MeasureContext, "sourceAddress" | "guard">,
): LaneClient {
  const name = hostOf(new URL(lane.url));
  const type = isIPv6(sourceAddress ?? "") ? "AAAA" : "A";
  const who = new WhoServed(lane.expect);
  let next = 0;
  return {
    async probe(deadline) {
      const asked = lane.nameServers[next % lane.nameServers.length];
      next += 1;
      try {
        const server = chooseNameServer(asked, sourceAddress, guard);
        const question = { name, type, clientSubnet: asked?.clientSubnet ?? null } as const;
        const { records } = await deadline.run<DnsExchange>((settle) =>
          exchangeDns(server, question, settle),
        );
        if (records.length === 0) throw new AttemptError("dns", `${name} has no ${type} record`);
        return { state: "ok", servedBy: who.at(records.map(({ data }) => data)) };
      } catch (error) {
        return seenOfError(error, deadline, null);
      }
    },
    close: () => undefined,
  };
}
