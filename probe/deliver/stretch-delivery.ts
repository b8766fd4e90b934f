import { join } from "node:path";
import type { ProbeStretch, StretchBatch } from "../contract/stretch-batch.ts";
import { WIRE_VERSION } from "../contract/version.ts";
import { describeError, type Log } from "../log.ts";
import { BatchSender } from "./batch-sender.ts";
import type { ControllerClient } from "./controller-client.ts";
import { Spool } from "./spool.ts";

/** What one batch may hold. */
const MOST_STRETCHES = 2_000;

export interface StretchDeliveryOptions {
  vantage: { readonly id: string; readonly token: string };
  /** Folder of the vantage; what is seen of failover tests waits in one of its own in it. */
  dir: string;
  spoolLimitBytes: number;
  boot: string;
  client: Pick<ControllerClient, "postStretches">;
  log: Log;
}

/**
 * Takes what a vantage sees of failover tests to the controller, at least once, on a way of its own, so
 * that it waits behind nothing else.
 */
export class StretchDelivery {
  readonly #options: StretchDeliveryOptions;
  readonly #spool: Spool;
  readonly #sender: BatchSender;
  #nextSeq = 1;
  #spooling: Promise<void> = Promise.resolve();

  private constructor(options: StretchDeliveryOptions, spool: Spool) {
    const { vantage, client, log } = options;
    this.#options = options;
    this.#spool = spool;
    this.#sender = new BatchSender({
      vantage: vantage.id,
      token: vantage.token,
      spool,
      client: { postBatch: (content, token) => client.postStretches(content, token) },
      log,
      // Which assignment is current is told by the other batches.
      onReceipt: () => undefined,
    });
  }

  /** @throws an error of the file system when the folder cannot be used */
  static async open(options: StretchDeliveryOptions): Promise<StretchDelivery> {
    const spool = await Spool.open(join(options.dir, "failover"), options.spoolLimitBytes);
    return new StretchDelivery(options, spool);
  }

  /** Sends until {@link finish}. */
  run(): Promise<void> {
    return this.#sender.run();
  }

  /** Numbers stretches, puts them on disk and sends them. */
  take(stretches: readonly ProbeStretch[]): void {
    this.#spooling = this.#spooling.then(() => this.#spoolAll(stretches));
  }

  /** Lets what still waits have one try. */
  async finish(): Promise<void> {
    await this.#spooling;
    this.#sender.stop();
  }

  async #spoolAll(stretches: readonly ProbeStretch[]): Promise<void> {
    const { vantage, boot } = this.#options;
    const closedAtMs = Date.now();
    const batches: StretchBatch[] = [];
    for (let from = 0; from < stretches.length; from += MOST_STRETCHES) {
      const share = stretches.slice(from, from + MOST_STRETCHES);
      const name = { vantage: vantage.id, boot, seq: this.#nextSeq, closedAtMs };
      batches.push({ wireVersion: WIRE_VERSION, ...name, stretches: share });
      this.#nextSeq += 1;
    }
    const waiting = batches.map((batch) => ({ ...batch, content: JSON.stringify(batch) }));
    try {
      await this.#spool.putAll(waiting, closedAtMs);
    } catch (error) {
      this.#tell("what was seen of a failover test cannot be written and is lost", {
        reason: describeError(error),
      });
    }
    const dropped = this.#spool.takeDropped();
    if (dropped > 0) this.#tell("batches of a failover test were dropped", { batches: dropped });
    this.#sender.wake();
  }

  #tell(message: string, fields: Record<string, unknown>): void {
    this.#options.log("error", message, { vantage: this.#options.vantage.id, ...fields });
  }
}
