import type { ArmedLane } from "../contract/armed-run.ts";
import { findTarget } from "../measure/connect-address.ts";
import type { Deadline, Settle } from "../measure/deadline.ts";
import type { MeasureContext } from "../measure/timing.ts";
import type { LaneClient, Seen } from "./lane-client.ts";
import { seenOfError } from "./seen-of-error.ts";
import { type LaneConnection, WebExchange } from "./web-exchange.ts";

/**
 * Clients that keep up to `size` connections open and use them in turn. A name is looked up only to make a
 * connection in place of one that has broken. A request that finds all of them busy waits for the first
 * that is free, and its time runs meanwhile: so it is with a client whose connections hang.
 */
export class KeptConnectionClient implements LaneClient {
  readonly #lane: ArmedLane;
  readonly #size: number;
  readonly #context: MeasureContext;
  readonly #url: URL;
  readonly #web: WebExchange;
  #idle: LaneConnection[] = [];
  #busy = 0;
  readonly #waiting = new Set<Settle<null>>();
  #isClosed = false;

  constructor(lane: ArmedLane, context: MeasureContext, size: number) {
    this.#lane = lane;
    this.#size = size;
    this.#context = context;
    this.#url = new URL(lane.url);
    this.#web = new WebExchange(lane, context);
  }

  async probe(deadline: Deadline): Promise<Seen> {
    try {
      await this.#takePlace(deadline);
    } catch (error) {
      return seenOfError(error, deadline, null);
    }
    try {
      const opened = this.#takeIdle() ?? (await this.#open(deadline));
      const { seen, isUsable } = await this.#web.ask(opened, deadline);
      if (isUsable && !this.#isClosed) this.#idle.push(opened);
      else opened.connection.destroy();
      return seen;
    } catch (error) {
      return seenOfError(error, deadline, null);
    } finally {
      this.#leavePlace();
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const { connection } of this.#idle) connection.destroy();
    this.#idle = [];
  }

  /** Waits, in the order of coming, until fewer requests than connections are under way. */
  async #takePlace(deadline: Deadline): Promise<void> {
    if (this.#busy < this.#size) {
      this.#busy += 1;
      return;
    }
    await deadline.run<null>((settle) => {
      this.#waiting.add(settle);
      return () => this.#waiting.delete(settle);
    });
  }

  /** Hands the place to the one that has waited longest. */
  #leavePlace(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#busy -= 1;
      return;
    }
    this.#waiting.delete(next);
    next.resolve(null);
  }

  /** The connection that was unused for longest, once there are as many as there may be. */
  #takeIdle(): LaneConnection | null {
    const broken = this.#idle.filter(({ connection }) => connection.isBroken);
    this.#idle = this.#idle.filter(({ connection }) => !connection.isBroken);
    for (const { connection } of broken) connection.destroy();
    const mayOpen = this.#idle.length + this.#busy <= this.#size;
    return mayOpen ? null : (this.#idle.shift() ?? null);
  }

  async #open(deadline: Deadline): Promise<LaneConnection> {
    const found = await findTarget(this.#url, this.#lane.resolver, this.#context, deadline);
    return this.#web.open(found.addresses[0]);
  }
}
