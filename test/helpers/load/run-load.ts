import { setTimeout as delay } from "node:timers/promises";
import { batchJobId } from "../../../controller/queue/batch-job.ts";
import type { Random } from "../../../infra/lab/delay/random.ts";
import type { Batch } from "../../../probe/contract/batch.ts";
import type { Ledger } from "./ledger.ts";
import type { BatchMaker } from "./make-batches.ts";
import type { Sender } from "./sender.ts";

/** Eight batches at once every 400 ms: some are always on their way together. */
const BURST = 8;
const BURST_EVERY_MS = 400;
/** While nothing is acknowledged no more than these wait. */
const MOST_ON_THE_WAY = 64;
/** Share of the batches that are sent to both controllers at once. */
const TWICE_AT_ONCE = 0.2;
/** Share of the batches that are sent again long after. */
const ONCE_MORE = 0.2;

export type Load = {
  /** Ends the load; resolves when all batches are acknowledged. */
  finish(): Promise<void>;
  /** Sends a share of the batches once more. */
  sendAgain(): Promise<void>;
  /** Fails as soon as something in the load has. */
  readonly failure: AbortSignal;
  /** Jobs of batches that were sent to both controllers at once. */
  readonly sentTwice: ReadonlySet<string>;
};

/** Makes batches and sends them until it is told to finish. */
export function runLoad(maker: BatchMaker, own: Ledger, to: Sender, random: Random): Load {
  const failed = new AbortController();
  const onTheWay = new Set<Promise<void>>();
  const again: Batch[] = [];
  const sentTwice = new Set<string>();
  let isOver = false;

  const deliver = async (batch: Batch) => {
    const first = random() < 0.5 ? 0 : 1;
    const isTwice = random() < TWICE_AT_ONCE;
    if (isTwice) sentTwice.add(batchJobId(batch));
    const ways = isTwice ? [first, 1 - first] : [first];
    await Promise.all(ways.map((way) => to.untilAcknowledged(batch, way)));
  };
  const begin = () => {
    const { batch, measured } = maker.next(Date.now());
    for (const each of measured) own.add(each);
    if (random() < ONCE_MORE) again.push(batch);
    const delivery = deliver(batch)
      .catch((error: unknown) => failed.abort(error))
      .finally(() => onTheWay.delete(delivery));
    onTheWay.add(delivery);
  };
  const running = (async () => {
    while (!isOver && !failed.signal.aborted) {
      for (let at = 0; at < BURST && onTheWay.size < MOST_ON_THE_WAY; at += 1) begin();
      await delay(BURST_EVERY_MS);
    }
  })();
  return {
    failure: failed.signal,
    sentTwice,
    async finish() {
      isOver = true;
      await running;
      await Promise.all(onTheWay);
      failed.signal.throwIfAborted();
    },
    async sendAgain() {
      for (const batch of again) await to.untilAcknowledged(batch, random() < 0.5 ? 0 : 1);
    },
  };
}
