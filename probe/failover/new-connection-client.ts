import type { ArmedLane } from "../contract/armed-run.ts";
import { findTarget } from "../measure/connect-address.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { LaneClient } from "./lane-client.ts";
import { seenOfError } from "./seen-of-error.ts";
import { WebExchange } from "./web-exchange.ts";

/**
 * Clients that connect anew for each request. How long they keep a looked-up address is a matter of the
 * context's names.
 */
export function newConnectionClient(lane: ArmedLane, context: MeasureContext): LaneClient {
  const url = new URL(lane.url);
  const web = new WebExchange(lane, context);
  return {
    async probe(deadline) {
      let address: string;
      try {
        [address] = (await findTarget(url, lane.resolver, context, deadline)).addresses;
      } catch (error) {
        return seenOfError(error, deadline, null);
      }
      const opened = web.open(address);
      const { seen } = await web.ask(opened, deadline);
      opened.connection.destroy();
      return seen;
    },
    close: () => undefined,
  };
}
