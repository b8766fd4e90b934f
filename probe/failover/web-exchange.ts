import type { ArmedLane } from "../contract/armed-run.ts";
import type { WebConnection } from "../measure/connection-pool.ts";
import type { Deadline } from "../measure/deadline.ts";
import type { Exchange } from "../measure/http-request.ts";
import { openConnection } from "../measure/open-connection.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { Seen } from "./lane-client.ts";
import { seenOfError } from "./seen-of-error.ts";
import { WhoServed } from "./who-served.ts";

const FIRST_ERROR_STATUS = 400;

/** A connection with the address that it leads to. */
export interface LaneConnection {
  connection: WebConnection;
  address: string;
}

/** Makes connections for a lane and says what requests on them show. */
export class WebExchange {
  readonly #lane: ArmedLane;
  readonly #context: MeasureContext;
  readonly #who: WhoServed;

  constructor(lane: ArmedLane, context: MeasureContext) {
    this.#lane = lane;
    this.#context = context;
    this.#who = new WhoServed(lane.expect);
  }

  /** A connection to a checked address; it is made by the first request. */
  open(address: string): LaneConnection {
    const { needsBody } = this.#who;
    const connection = openConnection(this.#lane, address, this.#context, false, needsBody);
    return { connection, address };
  }

  /** One request. A connection that had none of its answers is given up and may not be used again. */
  async ask(
    { connection, address }: LaneConnection,
    deadline: Deadline,
  ): Promise<{ seen: Seen; isUsable: boolean }> {
    try {
      const exchange = await deadline.run<Exchange>((settle) => connection.exchange(settle));
      const state = exchange.status < FIRST_ERROR_STATUS ? "ok" : "error";
      const servedBy = this.#who.ofAnswer(exchange, address);
      return { seen: { state, servedBy }, isUsable: !connection.isBroken };
    } catch (error) {
      connection.destroy();
      return { seen: seenOfError(error, deadline, this.#who.at([address])), isUsable: false };
    }
  }
}
