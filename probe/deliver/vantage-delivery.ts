import { join } from "node:path";
import type { Assignment } from "../contract/assignment.ts";
import type { Batch } from "../contract/batch.ts";
import { WIRE_VERSION } from "../contract/version.ts";
import { describeError, type Log } from "../log.ts";
import { splitContributions } from "../record/split-contributions.ts";
import type { MeasuredMessage, WatchedMessage } from "../worker/messages.ts";
import { AssignmentFile } from "./assignment-file.ts";
import { AssignmentPoller } from "./assignment-poller.ts";
import { BatchSender } from "./batch-sender.ts";
import type { ControllerClient } from "./controller-client.ts";
import type { DeliveryObserver } from "./delivery-observer.ts";
import type { MainLoopDelay } from "./main-loop-delay.ts";
import { HealthReporter } from "./probe-health.ts";
import { replayJournals } from "./replay-journals.ts";
import { removeFile, Spool, toSpool } from "./spool.ts";
import { lockSpool, type SpoolLock } from "./spool-lock.ts";
import { StretchDelivery } from "./stretch-delivery.ts";

export interface VantageDeliveryOptions {
  /** With the token that the controller issued for it. */
  vantage: { readonly id: string; readonly token: string };
  /** Folder of this probe; each vantage has one of its own in it. */
  spoolDir: string;
  spoolLimitBytes: number;
  /** Random name of this start of the probe. */
  boot: string;
  client: ControllerClient;
  mainLoop: MainLoopDelay;
  log: Log;
  /** Hears what becomes of the measurements, where somebody wants to know. */
  observer?: DeliveryObserver | undefined;
  onAssignment(assignment: Assignment): void;
}

/** Everything that goes to and comes from the controller for one vantage. */
export class VantageDelivery {
  readonly #options: VantageDeliveryOptions;
  readonly #spool: Spool;
  readonly #lock: SpoolLock;
  readonly #sender: BatchSender;
  readonly #stretches: StretchDelivery;
  readonly #poller: AssignmentPoller;
  readonly #health: HealthReporter;
  #spooling: Promise<void> = Promise.resolve();
  #sending: Promise<unknown> = Promise.resolve();

  private constructor(
    options: VantageDeliveryOptions,
    spool: Spool,
    stretches: StretchDelivery,
    lock: SpoolLock,
  ) {
    const { vantage, spoolDir, client, mainLoop, log, observer } = options;
    const { id, token } = vantage;
    this.#options = options;
    this.#spool = spool;
    this.#stretches = stretches;
    this.#lock = lock;
    this.#health = new HealthReporter(
      spool,
      () => client.clock.read(),
      () => mainLoop.p99Us(),
    );
    const file = new AssignmentFile(join(spoolDir, id, "assignment.json"));
    const shared = { vantage: id, token, client, log };
    this.#poller = new AssignmentPoller({
      ...shared,
      file,
      onAssignment(assignment) {
        observer?.assigned(id, assignment);
        options.onAssignment(assignment);
      },
    });
    this.#sender = new BatchSender({
      ...shared,
      spool,
      onReceipt: ({ assignmentVersion }) => {
        observer?.accepted(id);
        this.#poller.notice(assignmentVersion);
      },
    });
  }

  /**
   * Takes the vantage's folder for this process and spools what an earlier process could not.
   *
   * @throws SpoolInUseError when another probe measures the vantage from the same folder
   * @throws an error of the file system when the folder cannot be used
   */
  static async open(options: VantageDeliveryOptions): Promise<VantageDelivery> {
    const { vantage, spoolLimitBytes, log } = options;
    const dir = join(options.spoolDir, vantage.id);
    const lock = await lockSpool(dir, vantage.id);
    const spool = await Spool.open(dir, spoolLimitBytes);
    await replayJournals(dir, spool, (message, fields) =>
      log("info", message, { vantage: vantage.id, ...fields }),
    );
    const stretches = await StretchDelivery.open({ ...options, dir });
    return new VantageDelivery(options, spool, stretches, lock);
  }

  /** Fetches assignments and sends batches until {@link finish}. */
  run(): Promise<unknown> {
    this.#sending = Promise.all([this.#sender.run(), this.#stretches.run()]);
    return Promise.all([this.#poller.run(), this.#sending]);
  }

  /** Numbers what was measured, puts it on disk and sends it. */
  take(message: MeasuredMessage): void {
    this.#spooling = this.#spooling.then(() => this.#spoolAll(message));
  }

  /** Puts what was seen of failover tests on disk and sends it. */
  takeWatched({ stretches }: WatchedMessage): void {
    this.#stretches.take(stretches);
  }

  /** Ends the loops and gives what still waits one try. */
  async finish(): Promise<void> {
    this.#poller.stop();
    await Promise.all([this.#spooling, this.#stretches.finish()]);
    this.#sender.stop();
    await this.#sending;
    await this.#lock.release();
  }

  async #spoolAll(message: MeasuredMessage): Promise<void> {
    const { vantage, boot, log } = this.#options;
    const { assignmentVersion, firstSeq, journal, contributions } = message;
    const closedAtMs = Date.now();
    const batches = splitContributions(contributions).map(
      (share, index): Batch => ({
        wireVersion: WIRE_VERSION,
        vantage: vantage.id,
        boot,
        seq: firstSeq + index,
        closedAtMs,
        assignmentVersion,
        health: this.#health.report(message.health),
        contributions: share,
      }),
    );
    let spooled = 0;
    try {
      await this.#spool.putAll(batches.map(toSpool), closedAtMs, () => removeFile(journal));
      spooled = batches.length;
    } catch (error) {
      const fate = journal === null ? "is lost" : "waits for the next start of the probe";
      log("error", `a batch cannot be written to the spool folder and ${fate}`, {
        vantage: vantage.id,
        seq: firstSeq,
        reason: describeError(error),
      });
    }
    const [first] = batches;
    if (first !== undefined) {
      const { health } = first;
      this.#options.observer?.measured(vantage.id, { contributions, health, batches: spooled });
    }
    this.#sender.wake();
  }
}
