import type { ChainableCommander, Redis } from "ioredis";
import { HOUR_MS, hourOf } from "../../../controller/core/fold/hour.ts";
import {
  DAY_MS,
  FIVE_MINUTES_MS,
  floorTo,
  TIERS,
  type Tier,
} from "../../../controller/core/fold/tier.ts";
import { KEYS, partsOf } from "../../../controller/store/keys.ts";
import { ROLL_MARK } from "../../../controller/store/scripts/roll-script.ts";
import { type HourTemplate, hourTemplates } from "./templates.ts";

export type Filling = {
  readonly series: readonly string[];
  readonly fromMs: number;
  readonly toMs: number;
  /** Which buckets are written of an hour; all by default. */
  readonly tiersOf?: (hourMs: number) => readonly Tier[];
  /** Whether minutes are written as parts, as they are before they are sealed. */
  readonly isUnsealed?: boolean;
};

const ALL: readonly Tier[] = ["minute", "fiveMinutes", "hour"];
const COMMANDS_PER_PIPELINE = 2_000;
/** Hours that differ; every series and hour takes one of them. */
const TEMPLATES = 64;

/** Names of series: every vantage to every endpoint by every entry. */
export function seriesNames(
  vantages: number,
  endpoints: number,
  entries: readonly string[],
): string[] {
  return Array.from({ length: vantages }, (_, vantage) =>
    entries.flatMap((entry) =>
      Array.from(
        { length: endpoints },
        (_each, endpoint) => `v-${vantage}/shop/${entry}/e-${endpoint}/echo_rtt`,
      ),
    ),
  ).flat();
}

/**
 * Writes whole hours of measurements as folding and rolling up leave them, many times faster than these
 * would. Hours that lie in the past are as rolled up; none is due.
 */
export async function fillStore(redis: Redis, filling: Filling): Promise<void> {
  const { series, fromMs, toMs } = filling;
  const templates = hourTemplates(TEMPLATES);
  let pipeline = redis.pipeline();
  const flush = async () => {
    for (const [error] of (await pipeline.exec()) ?? []) if (error !== null) throw error;
    pipeline = redis.pipeline();
  };
  for (const [at, key] of series.entries()) {
    const { vantage } = partsOf(key);
    pipeline.zadd(KEYS.newest(vantage), toMs, key).sadd(KEYS.vantages, vantage);
    // What a roll-up leaves: sums of hours are kept from the second reading on.
    pipeline.hset(KEYS.due(vantage), { n: 1, [ROLL_MARK]: "filled" });
    for (let hourMs = hourOf(fromMs); hourMs < toMs; hourMs += HOUR_MS) {
      const template = templates[(at * 7 + hourMs / HOUR_MS) % TEMPLATES] as HourTemplate;
      putHour(pipeline, key, hourMs, template, filling);
      if (pipeline.length >= COMMANDS_PER_PIPELINE) await flush();
    }
  }
  await flush();
}

function putHour(
  pipeline: ChainableCommander,
  series: string,
  hourMs: number,
  template: HourTemplate,
  { tiersOf = () => ALL, isUnsealed = false }: Filling,
): void {
  for (const tier of tiersOf(hourMs)) {
    const spanStartMs = floorTo(hourMs, TIERS[tier].spanMs);
    const fields = fieldsOf(tier, template, hourMs, isUnsealed);
    pipeline.hset(KEYS.buckets(tier, series, spanStartMs), ...fields);
  }
}

function fieldsOf(
  tier: Tier,
  template: HourTemplate,
  hourMs: number,
  isUnsealed: boolean,
): (number | Buffer)[] {
  const intoDayMs = hourMs - floorTo(hourMs, DAY_MS);
  switch (tier) {
    case "minute": {
      const minutes = isUnsealed ? template.parts : template.minutes;
      return minutes.flatMap((bytes, minute) => [minute, bytes]);
    }
    case "fiveMinutes":
      return template.fives.flatMap((bytes, at) => [intoDayMs / FIVE_MINUTES_MS + at, bytes]);
    case "hour":
      return [intoDayMs / HOUR_MS, template.hour];
  }
}
