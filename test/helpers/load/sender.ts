import { setTimeout as delay } from "node:timers/promises";
import { batchJobId } from "../../../controller/queue/batch-job.ts";
import type { Random } from "../../../infra/lab/delay/random.ts";
import type { Batch, BatchReceipt } from "../../../probe/contract/batch.ts";
import { PROBE_API } from "../../../probe/contract/wire.ts";
import type { ControllerProcess } from "../controller-process.ts";

/** A controller that stands still is left for another one after this. */
const ANSWER_WITHIN_MS = 20_000;
const TRY_AGAIN_MS = 150;
const PASSING_STATUS = new Set([429, 503]);

type SendFigures = {
  acknowledged: number;
  /** Turned away with a status that asks to come again. */
  turnedAway: number;
  /** Nobody listened. */
  unreachable: number;
  /** The connection broke while an answer was awaited. */
  cut: number;
};

export type Sender = {
  /** Sends a batch until it is acknowledged, first to one controller, then to the other in turn. */
  untilAcknowledged(batch: Batch, first: number): Promise<void>;
  readonly figures: SendFigures;
  /** Jobs of batches whose answer was lost at least once. */
  readonly cutJobs: ReadonlySet<string>;
  /** Resolves with the next acknowledgement of a controller. */
  nextAcknowledgement(controller: number): Promise<void>;
};

/**
 * Sends batches as a probe does: the same content under the same name until it is acknowledged.
 *
 * @param tokens by vantage
 */
export function sender(
  controllers: readonly ControllerProcess[],
  tokens: ReadonlyMap<string, string>,
  random: Random,
): Sender {
  const figures: SendFigures = { acknowledged: 0, turnedAway: 0, unreachable: 0, cut: 0 };
  const cutJobs = new Set<string>();
  const waiting = controllers.map((): (() => void)[] => []);

  const attempt = async (batch: Batch, body: string, at: number): Promise<boolean> => {
    const response = await post(
      controllers[at]?.url() ?? "",
      tokens.get(batch.vantage) ?? "",
      body,
    );
    if (typeof response === "string") {
      figures[response] += 1;
      if (response === "cut") cutJobs.add(batchJobId(batch));
      return false;
    }
    if (PASSING_STATUS.has(response.status)) {
      figures.turnedAway += 1;
      return false;
    }
    checkReceipt(batch, response);
    figures.acknowledged += 1;
    for (const resolve of waiting[at]?.splice(0) ?? []) resolve();
    return true;
  };

  return {
    figures,
    cutJobs,
    async untilAcknowledged(batch, first) {
      const body = JSON.stringify(batch);
      for (let at = first; !(await attempt(batch, body, at)); at = (at + 1) % controllers.length) {
        await delay(TRY_AGAIN_MS * (1 + random()));
      }
    },
    nextAcknowledgement: (at) =>
      new Promise((resolve) => {
        waiting[at]?.push(resolve);
      }),
  };
}

/** @throws where it is no receipt, or that of another batch. */
function checkReceipt({ vantage, boot, seq }: Batch, { status, text }: Answer): void {
  if (status !== 202) throw new Error(`a batch was answered with ${status}: ${text}`);
  const receipt = JSON.parse(text) as BatchReceipt;
  if (receipt.vantage === vantage && receipt.boot === boot && receipt.seq === seq) return;
  throw new Error(`the receipt is not that of ${vantage} ${boot} ${seq}: ${text}`);
}

type Answer = { readonly status: number; readonly text: string };

async function post(
  url: string,
  token: string,
  body: string,
): Promise<Answer | "unreachable" | "cut"> {
  try {
    const response = await fetch(`${url}${PROBE_API.batches}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    return code === "ECONNREFUSED" ? "unreachable" : "cut";
  }
}
