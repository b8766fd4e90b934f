import { randomUUID } from "node:crypto";
import { HOUR_MS } from "../core/fold/hour.ts";
import { KEEP_MARGIN_MS, type Keep } from "../core/fold/keep.ts";
import { hourRoller, type PackedCell, type RolledHour } from "../core/fold/roll-hour.ts";
import { type DueHour, rollUpDue } from "../core/fold/roll-up-due.ts";
import { DAY_MS, FIVE_MINUTES_MS, floorTo, TIERS } from "../core/fold/tier.ts";
import { eachCell } from "../core/packed/each-cell.ts";
import { asBuffer } from "./as-buffer.ts";
import type { RedisClient } from "./connect.ts";
import { readDue } from "./due-hours.ts";
import { KEYS } from "./keys.ts";
import { readFields } from "./read-fields.ts";
import { type PackedMinute, sealMinutes } from "./seal-minutes.ts";

/** Series in one call: some two milliseconds of Redis's time. */
const SERIES_PER_CALL = 50;

const MINUTES = { from: 0, to: TIERS.minute.spanMs / TIERS.minute.cellMs };

/** An hour of one vantage that is being rolled up. */
type Rolling = DueHour & { readonly vantage: string };

/**
 * Rolls up the hours of vantages that are over and have something new: seals their minutes and writes
 * the buckets of five minutes and of the hour. May be interrupted, repeated and run by several
 * processes at once: an hour is done when all of it was written from minutes that are still the same.
 * Answers how many hours were done.
 */
export async function rollUp(
  redis: RedisClient,
  keep: Keep,
  vantages: readonly string[],
  nowMs: number,
): Promise<number> {
  const marks = await readDue(redis, vantages);
  let done = 0;
  for (const [at, vantage] of vantages.entries()) {
    for (const due of rollUpDue(vantage, marks[at] ?? {}, nowMs)) {
      if (await rollHour(redis, keep, { vantage, ...due })) done += 1;
    }
  }
  return done;
}

async function rollHour(redis: RedisClient, keep: Keep, rolling: Rolling): Promise<boolean> {
  const { vantage, hourMs, number } = rolling;
  const series = await redis.zrangebyscore(KEYS.newest(vantage), hourMs, "+inf");
  for (let at = 0; at < series.length; at += SERIES_PER_CALL) {
    const slice = series.slice(at, at + SERIES_PER_CALL);
    if (!(await rollSeries(redis, keep, rolling, slice))) return false;
  }
  return (await redis.isoSettle(KEYS.due(vantage), hourMs, number)) === 1;
}

/** Answers false where something was folded into the hour meanwhile; it is due again then. */
async function rollSeries(
  redis: RedisClient,
  keep: Keep,
  { vantage, hourMs, number }: Rolling,
  series: readonly string[],
): Promise<boolean> {
  const minuteKeys = series.map((key) => KEYS.buckets("minute", key, hourMs));
  const fields = await readFields(redis, minuteKeys, [MINUTES]);
  const roll = hourRoller();
  const seals: PackedMinute[] = [];
  const keys: string[] = [];
  const argv: (number | Buffer)[] = [];
  const dayMs = floorTo(hourMs, DAY_MS);
  for (const [at, each] of series.entries()) {
    const bytes = fields[at] ?? Buffer.alloc(0);
    const cells: PackedCell[] = [];
    eachCell(bytes, MINUTES.from, (cell, from, to) => cells.push({ cell, from, to }));
    if (cells.length === 0) continue;
    const key = KEYS.buckets("minute", each, hourMs);
    const rolled = roll(bytes, cells, hourMs);
    seals.push(...sealsOf(key, bytes, rolled));
    keys.push(key, KEYS.buckets("fiveMinutes", each, dayMs), KEYS.buckets("hour", each, dayMs));
    argv.push(...rolledArguments(rolled, hourMs - dayMs));
  }
  if (keys.length === 0) return true;
  const written = await redis.isoRoll(
    1 + keys.length,
    KEYS.due(vantage),
    ...keys,
    hourMs,
    number,
    hourMs + HOUR_MS + keep.minutesMs + KEEP_MARGIN_MS,
    dayMs + DAY_MS + keep.fiveMinutesMs,
    dayMs + DAY_MS + keep.hoursMs,
    randomUUID(),
    ...argv,
  );
  await sealMinutes(redis, seals);
  return written === 1;
}

function sealsOf(key: string, bytes: Buffer, { sealed }: RolledHour): PackedMinute[] {
  return sealed.map(({ cell, from, to, bytes: after }) => ({
    key,
    minute: cell,
    before: bytes.subarray(from, to),
    after: asBuffer(after),
  }));
}

/** @param intoDayMs how far into its day the hour begins */
function rolledArguments({ hour, fives }: RolledHour, intoDayMs: number): (number | Buffer)[] {
  const firstFive = intoDayMs / FIVE_MINUTES_MS;
  return [
    intoDayMs / HOUR_MS,
    asBuffer(hour),
    fives.length,
    ...fives.flatMap(({ five, bytes }) => [firstFive + five, asBuffer(bytes)]),
  ];
}
