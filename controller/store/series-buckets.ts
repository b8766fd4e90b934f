import type { Redis } from "ioredis";
import { MINUTE_MS } from "../../probe/contract/minute.ts";
import { HOUR_MS, minutesByHour } from "../core/fold/hour.ts";
import type { FoldStep } from "../core/fold/plan-fold.ts";
import { packMinute } from "../core/packed/pack-bucket.ts";
import { accumulator } from "../core/summary/accumulator.ts";
import type { Bucket } from "../core/summary/bucket.ts";
import { asBuffer } from "./as-buffer.ts";
import { KEYS } from "./keys.ts";
import { replies } from "./pipeline.ts";

/** How long minutes are kept. */
export const RETENTION_MS = 3 * 24 * HOUR_MS;
/**
 * Keys outlive their minutes by this, so that a batch sent again just before its minutes are too old
 * still meets the record of its first folding.
 */
const KEY_MARGIN_MS = HOUR_MS;
/** From this many wanted minutes on, reading the whole hour is cheaper than naming each of them. */
const WHOLE_HOUR_FROM = 20;
/** Keys in one pipeline: bounds the memory of one answer. */
const KEYS_PER_PIPELINE = 1_000;

/** What was stored for one minute of a series: parts that add up to its bucket. */
export type StoredMinute = { readonly minuteMs: number; readonly parts: readonly Bucket[] };

export type SeriesBuckets = {
  /**
   * Adds the steps of a batch to their series-hours. Each step counts once, however often, in whatever
   * order and by however many workers it is folded. Answers how many were new.
   */
  fold(
    batch: { readonly boot: string; readonly seq: number },
    steps: readonly FoldStep[],
  ): Promise<number>;
  /** The minutes that begin in the window (the first may begin before), by series, oldest first. */
  read(
    series: readonly string[],
    fromMs: number,
    toMs: number,
  ): Promise<Map<string, StoredMinute[]>>;
  /** Rewrites minutes that hold several contributions as their sum. Answers how many it rewrote. */
  compact(series: readonly string[], fromMs: number, toMs: number): Promise<number>;
};

/** The measurements, minute by minute: one hash for each series and hour. */
export function seriesBuckets(redis: Redis): SeriesBuckets {
  return {
    async fold(batch, steps) {
      const pipeline = redis.pipeline();
      for (const { series, hourMs, parts } of steps) {
        const argv = parts.flatMap(({ minute, contribution }) => [
          minute,
          asBuffer(packMinute(contribution, contribution.minuteMs)),
        ]);
        const key = KEYS.seriesHour(series, hourMs);
        pipeline.isoFold(
          key,
          bootField(batch.boot),
          batch.seq,
          RETENTION_MS + KEY_MARGIN_MS,
          ...argv,
        );
      }
      const added = await replies(pipeline);
      return added.filter((reply) => reply === 1).length;
    },

    async read(series, fromMs, toMs) {
      const found = new Map<string, StoredMinute[]>(series.map((key) => [key, []]));
      const sum = accumulator();
      for await (const { key, minuteMs, bytes } of storedMinutes(redis, series, fromMs, toMs)) {
        sum.addPacked(bytes, 0, bytes.length, minuteMs);
        found.get(key)?.push({ minuteMs, parts: [sum.take()] });
      }
      return found;
    },

    async compact(series, fromMs, toMs) {
      const sum = accumulator();
      let rewritten = 0;
      let pipeline = redis.pipeline();
      const flush = async () => {
        rewritten += (await replies(pipeline)).filter((reply) => reply === 1).length;
        pipeline = redis.pipeline();
      };
      for await (const { key, hourMs, minuteMs, bytes } of storedMinutes(
        redis,
        series,
        fromMs,
        toMs,
      )) {
        sum.addPacked(bytes, 0, bytes.length, minuteMs);
        const { parts } = sum;
        const bucket = sum.take();
        if (parts < 2) continue;
        const merged = asBuffer(packMinute(bucket, minuteMs));
        const field = String((minuteMs - hourMs) / MINUTE_MS);
        pipeline.isoReplace(KEYS.seriesHour(key, hourMs), field, bytes, merged);
        if (pipeline.length >= KEYS_PER_PIPELINE) await flush();
      }
      await flush();
      return rewritten;
    },
  };
}

/** Minutes are numbers, so no boot can take the place of one. */
function bootField(boot: string): string {
  return `b:${boot}`;
}

type StoredField = { key: string; hourMs: number; minuteMs: number; bytes: Buffer };

async function* storedMinutes(
  redis: Redis,
  series: readonly string[],
  fromMs: number,
  toMs: number,
): AsyncGenerator<StoredField> {
  const hours = minutesByHour(fromMs, toMs);
  const seriesPerPipeline = Math.max(1, Math.floor(KEYS_PER_PIPELINE / Math.max(1, hours.length)));
  for (let at = 0; at < series.length; at += seriesPerPipeline) {
    const slice = series.slice(at, at + seriesPerPipeline);
    const wanted = slice.flatMap((key) => hours.map((hour) => ({ key, ...hour })));
    const pipeline = redis.pipeline();
    for (const { key, hourMs, minutes } of wanted) {
      if (minutes.length >= WHOLE_HOUR_FROM) pipeline.hgetallBuffer(KEYS.seriesHour(key, hourMs));
      else pipeline.hmgetBuffer(KEYS.seriesHour(key, hourMs), ...minutes.map(String));
    }
    const answers = await replies(pipeline);
    for (const [index, { key, hourMs, minutes }] of wanted.entries()) {
      yield* fieldsOf(answers[index], minutes).map(({ minute, bytes }) => ({
        key,
        hourMs,
        minuteMs: hourMs + minute * MINUTE_MS,
        bytes,
      }));
    }
  }
}

/** The minutes in the reply to HMGET (a list in the order asked) or to HGETALL (by name). */
function fieldsOf(reply: unknown, minutes: readonly number[]): { minute: number; bytes: Buffer }[] {
  const byPlace = Array.isArray(reply) ? (reply as (Buffer | null)[]) : null;
  const byName = reply as Record<string, Buffer>;
  return minutes.flatMap((minute, place) => {
    const bytes = byPlace === null ? byName[minute] : byPlace[place];
    return bytes === undefined || bytes === null ? [] : [{ minute, bytes }];
  });
}
