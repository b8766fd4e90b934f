import type { ArmedLane } from "../contract/armed-run.ts";
import type { MeasureContext } from "../measure/timing.ts";
import { createUdpEcho } from "../measure/udp-echo.ts";
import type { LaneClient } from "./lane-client.ts";
import { seenOfError } from "./seen-of-error.ts";
import { WhoServed } from "./who-served.ts";

/** Sends a datagram to a reflector (STAMP, RFC 8762); who served is told by its address alone. */
export function datagramClient(lane: ArmedLane, context: MeasureContext): LaneClient {
  const { laneId, entry, url, resolver } = lane;
  const target = { service: laneId, entry, endpoint: null, url, resolver };
  const method = createUdpEcho(target, context);
  const who = new WhoServed(lane.expect);
  return {
    async probe(deadline) {
      try {
        const { address } = await method.attempt(deadline);
        return { state: "ok", servedBy: who.at([address]) };
      } catch (error) {
        return seenOfError(error, deadline, null);
      }
    },
    close: () => method.close(),
  };
}
