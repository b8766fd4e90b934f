import { join } from "node:path";
import type { Assignment } from "../contract/assignment.ts";
import type { Batch, Contribution } from "../contract/batch.ts";
import type { HostedVantage } from "../contract/probe-file.ts";
import { WIRE_VERSION } from "../contract/version.ts";
import { describeError, type Log } from "../log.ts";
import type { MeasuredMessage } from "../worker/messages.ts";
import { AssignmentFile } from "./assignment-file.ts";
import { AssignmentPoller } from "./assignment-poller.ts";
import { BatchSender } from "./batch-sender.ts";
import type { ControllerClient } from "./controller-client.ts";
import { HealthReporter } from "./probe-health.ts";
import { Spool } from "./spool.ts";

const MAX_CONTRIBUTIONS = 5_000;

export interface VantageDeliveryOptions {
  vantage: HostedVantage;
  /** Folder of this probe; each vantage has one of its own in it. */
  spoolDir: string;
  spoolLimitBytes: number;
  /** Random name of this start of the probe. */
  boot: string;
  client: ControllerClient;
  log: Log;
  onAssignment(assignment: Assignment): void;
}

/** Everything that goes to and comes from the controller for one vantage. */
export class VantageDelivery {
  readonly #options: VantageDeliveryOptions;
  readonly #spool: Spool;
  readonly #sender: BatchSender;
  readonly #poller: AssignmentPoller;
  readonly #health: HealthReporter;
  #seq = 0;
  #spooling: Promise<void> = Promise.resolve();
  #sending: Promise<void> = Promise.resolve();

  private constructor(options: VantageDeliveryOptions, spool: Spool) {
    const { vantage, spoolDir, client, log, onAssignment } = options;
    const { id, token } = vantage;
    this.#options = options;
    this.#spool = spool;
    this.#health = new HealthReporter(spool);
    const file = new AssignmentFile(join(spoolDir, id, "assignment.json"));
    const shared = { vantage: id, token, client, log };
    this.#poller = new AssignmentPoller({ ...shared, file, onAssignment });
    this.#sender = new BatchSender({
      ...shared,
      spool,
      onReceipt: ({ assignmentVersion }) => this.#poller.notice(assignmentVersion),
    });
  }

  /** @throws an error of the file system when the vantage's folder cannot be used */
  static async open(options: VantageDeliveryOptions): Promise<VantageDelivery> {
    const dir = join(options.spoolDir, options.vantage.id);
    return new VantageDelivery(options, await Spool.open(dir, options.spoolLimitBytes));
  }

  /** Fetches assignments and sends batches until {@link finish}. */
  run(): Promise<unknown> {
    this.#sending = this.#sender.run();
    return Promise.all([this.#poller.run(), this.#sending]);
  }

  /** Numbers what was measured, puts it on disk and sends it. */
  take(message: MeasuredMessage): void {
    this.#spooling = this.#spooling.then(() => this.#spoolAll(message));
  }

  /** Ends the loops and gives what still waits one try. */
  async finish(): Promise<void> {
    this.#poller.stop();
    await this.#spooling;
    this.#sender.stop();
    await this.#sending;
  }

  async #spoolAll(message: MeasuredMessage): Promise<void> {
    const { contributions } = message;
    for (let from = 0; from === 0 || from < contributions.length; from += MAX_CONTRIBUTIONS) {
      await this.#spoolBatch(message, contributions.slice(from, from + MAX_CONTRIBUTIONS));
    }
    this.#sender.wake();
  }

  async #spoolBatch(message: MeasuredMessage, contributions: Contribution[]): Promise<void> {
    const { vantage, boot, log } = this.#options;
    this.#seq += 1;
    const batch: Batch = {
      wireVersion: WIRE_VERSION,
      vantage: vantage.id,
      boot,
      seq: this.#seq,
      closedAtMs: Date.now(),
      assignmentVersion: message.assignmentVersion,
      health: this.#health.report(message.health),
      contributions,
    };
    try {
      await this.#spool.put(batch, JSON.stringify(batch), batch.closedAtMs);
    } catch (error) {
      log("error", "a batch is lost because it cannot be written to the spool folder", {
        vantage: vantage.id,
        seq: batch.seq,
        reason: describeError(error),
      });
    }
  }
}
