import type { ArmedLane } from "../contract/armed-run.ts";
import { NameCache, type NameOptions } from "../measure/name-cache.ts";
import type { MeasureContext } from "../measure/timing.ts";
import { datagramClient } from "./datagram-client.ts";
import { KeptConnectionClient } from "./kept-connection-client.ts";
import type { LaneClient } from "./lane-client.ts";
import { newConnectionClient } from "./new-connection-client.ts";
import { zoneClient } from "./zone-client.ts";

/**
 * Connections that a client with a pool keeps open. At one probe in a second each is used every 3 s, within
 * the 5 s for which servers commonly keep an idle one (Node's `keepAliveTimeout`, Apache's `KeepAliveTimeout`).
 */
const POOL_SIZE = 3;

/** The client that a lane asks for. Each has names of its own, so that no lane shortens another one's wait. */
export function createLaneClient(
  lane: ArmedLane,
  vantage: Omit<MeasureContext, "names">,
): LaneClient {
  const withNames = (options: NameOptions): MeasureContext => ({
    ...vantage,
    names: new NameCache(vantage.sourceAddress, vantage.guard, options),
  });
  switch (lane.class) {
    case "fresh":
    case "public_resolver":
      return newConnectionClient(lane, withNames({ isFresh: true }));
    case "ttl_obeying":
    case "accelerator_fresh":
      return newConnectionClient(lane, withNames({}));
    case "never_re_resolves":
      return newConnectionClient(lane, withNames({ isPinned: true }));
    case "keep_alive":
      return new KeptConnectionClient(lane, withNames({}), POOL_SIZE);
    case "accelerator_long_lived":
      return new KeptConnectionClient(lane, withNames({}), 1);
    case "authoritative":
      return zoneClient(lane, vantage);
    case "udp":
      return datagramClient(lane, withNames({}));
  }
}
