import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { HOUR_MS } from "../core/fold/hour.ts";
import { KEEP_MARGIN_MS, type Keep } from "../core/fold/keep.ts";
import type { FoldStep } from "../core/fold/plan-fold.ts";
import { packMinute } from "../core/packed/pack-bucket.ts";
import { accumulator } from "../core/summary/accumulator.ts";
import { asBuffer } from "./as-buffer.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { type PackedMinute, sealMinutes } from "./seal-minutes.ts";

/** What names a batch for good. */
export type BatchName = { readonly vantage: string; readonly boot: string; readonly seq: number };

/**
 * Adds a batch to the minutes of its series, marks the hours as due for a roll-up, and seals the
 * minutes that are followed by new ones. However often, in whatever order and by however many workers
 * a batch is folded, it counts once. Answers whether it was new.
 *
 * @param steps of the vantage of the batch
 */
export async function foldBatch(
  redis: RedisClient,
  keep: Keep,
  { vantage, boot, seq }: BatchName,
  steps: readonly FoldStep[],
  nowMs: number,
): Promise<boolean> {
  const keys = steps.map(({ series, hourMs }) => KEYS.buckets("minute", series, hourMs));
  const argv = steps.flatMap(({ series, hourMs, parts }) => {
    const isOver = hourMs + HOUR_MS <= nowMs ? 1 : 0;
    return [hourMs, isOver, series, parts.length, ...parts.flatMap(packPart)];
  });
  const answer = await redis.isoFoldBuffer(
    3 + keys.length,
    KEYS.folded(vantage, boot),
    KEYS.due(vantage),
    KEYS.newest(vantage),
    ...keys,
    seq,
    bootField(boot),
    keep.minutesMs + KEEP_MARGIN_MS,
    ...argv,
  );
  // Also where the batch was in: the attempt before may have died between the two.
  await redis.sadd(KEYS.vantages, vantage);
  if (answer !== null) await sealMinutes(redis, sealable(answer, steps));
  return answer !== null;
}

function packPart({ minute, contribution }: FoldStep["parts"][number]): (number | Buffer)[] {
  return [minute, asBuffer(packMinute(contribution, contribution.minuteMs))];
}

/** Field under which a store of version 1 kept the batches of a boot, in each series and hour. */
function bootField(boot: string): string {
  return `b:${boot}`;
}

/** The minutes in the answer of the script: triples of step (from 1), minute and bytes. */
function sealable(
  answer: readonly (number | Buffer)[],
  steps: readonly FoldStep[],
): PackedMinute[] {
  const sum = accumulator();
  const minutes: PackedMinute[] = [];
  for (let at = 0; at < answer.length; at += 3) {
    const step = steps[(answer[at] as number) - 1];
    const minute = answer[at + 1] as number;
    const before = answer[at + 2] as Buffer;
    if (step === undefined) continue;
    const minuteMs = step.hourMs + minute * MINUTE_MS;
    sum.addPacked(before, 0, before.length, minuteMs);
    const after = asBuffer(packMinute(sum.take(), minuteMs));
    minutes.push({ key: KEYS.buckets("minute", step.series, step.hourMs), minute, before, after });
  }
  return minutes;
}
