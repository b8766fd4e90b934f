import type { BatchReceipt } from "../contract/batch.ts";
import type { Log } from "../log.ts";
import { backoffMs } from "./backoff.ts";
import type { ControllerClient, PostedBatch } from "./controller-client.ts";
import { Pause } from "./pause.ts";
import type { Spool, SpooledBatch } from "./spool.ts";

const IDLE_MS = 60_000;
const UNAUTHORIZED_MS = 60_000;

export interface BatchSenderOptions {
  vantage: string;
  token: string;
  spool: Spool;
  client: Pick<ControllerClient, "postBatch">;
  log: Log;
  /** Hears of every acknowledgement, which also says which assignment is current. */
  onReceipt(receipt: BatchReceipt): void;
}

/** Sends the spooled batches of one vantage, oldest first, each until the controller has it. */
export class BatchSender {
  readonly #options: BatchSenderOptions;
  readonly #random: () => number;
  readonly #pause = new Pause();
  #isStopped = false;
  #failures = 0;
  #isTokenBad = false;

  constructor(options: BatchSenderOptions, random: () => number = Math.random) {
    this.#options = options;
    this.#random = random;
  }

  /** Sends until it is stopped, then what still waits, up to the first failure of a try begun after that. */
  async run(): Promise<void> {
    while (true) {
      const isLast = this.#isStopped;
      const waitMs = await this.#sendOldest();
      if (waitMs === 0) continue;
      if (isLast) return;
      if (!this.#isStopped) await this.#wait(waitMs);
    }
  }

  /** A batch has been spooled: sends it at once, unless the controller is to be left in peace. */
  wake(): void {
    if (this.#failures === 0) this.#pause.end();
  }

  /** Lets {@link run} try once more, whatever it waits for, and return. */
  stop(): void {
    this.#isStopped = true;
    this.#pause.end();
  }

  async #wait(waitMs: number): Promise<void> {
    // A batch that was spooled while the controller was asked does not shorten what its answer asks for.
    if (this.#failures > 0) this.#pause.forget();
    await this.#pause.wait(waitMs);
  }

  /** @returns how long to wait before the next try, in milliseconds */
  async #sendOldest(): Promise<number> {
    const { spool, client, token } = this.#options;
    const batch = spool.oldest;
    if (batch === null) return IDLE_MS;
    const content = await spool.read(batch);
    if (content === null) {
      this.#log("error", "a spooled batch cannot be read and is left out", batch);
      await spool.refuse(batch);
      return 0;
    }
    return this.#conclude(batch, await client.postBatch(content, token));
  }

  async #conclude(batch: SpooledBatch, posted: PostedBatch): Promise<number> {
    const { spool, onReceipt } = this.#options;
    switch (posted.kind) {
      case "accepted": {
        if (!isReceiptOf(posted.receipt, this.#options.vantage, batch)) {
          return this.#backOff(batch, "the receipt is for another batch", null);
        }
        if (this.#failures > 0) this.#log("info", "the controller takes batches again", batch);
        this.#failures = 0;
        this.#isTokenBad = false;
        await spool.remove(batch);
        onReceipt(posted.receipt);
        return 0;
      }
      case "refused": {
        this.#log("error", "the controller refuses a batch for good", batch, posted.reason);
        await spool.refuse(batch);
        return 0;
      }
      case "unauthorized": {
        if (!this.#isTokenBad) {
          this.#log("error", "the controller does not accept the token", batch, posted.reason);
        }
        this.#isTokenBad = true;
        this.#failures += 1;
        return UNAUTHORIZED_MS;
      }
      case "unavailable":
        return this.#backOff(batch, posted.reason, posted.retryAfterMs);
    }
  }

  #backOff(batch: SpooledBatch, reason: string, askedMs: number | null): number {
    this.#failures += 1;
    const waitMs = backoffMs(this.#failures, this.#random(), askedMs);
    if (this.#failures === 1) {
      this.#log("warn", "the controller cannot be reached; batches wait on disk", batch, reason);
    }
    return waitMs;
  }

  #log(level: "info" | "warn" | "error", message: string, batch: SpooledBatch, reason?: string) {
    const { vantage, log } = this.#options;
    const { boot, seq } = batch;
    log(level, message, { vantage, boot, seq, ...(reason === undefined ? {} : { reason }) });
  }
}

function isReceiptOf(receipt: BatchReceipt, vantage: string, batch: SpooledBatch): boolean {
  return receipt.vantage === vantage && receipt.boot === batch.boot && receipt.seq === batch.seq;
}
