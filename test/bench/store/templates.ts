import { hourRoller, type PackedCell } from "../../../controller/core/fold/roll-hour.ts";
import { binOf } from "../../../controller/core/histogram/latency-histogram.ts";
import { packMinute } from "../../../controller/core/packed/pack-bucket.ts";
import type { Contribution } from "../../../probe/contract/batch.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { joinParts } from "../../helpers/contributions.ts";
import { seeded } from "../../helpers/seeded.ts";

/** An hour of one series as it is stored. Packed times are relative, so it may stand for any hour. */
export type HourTemplate = {
  /** A minute in parts, as four batches leave it, and in one. */
  readonly parts: readonly Buffer[];
  readonly minutes: readonly Buffer[];
  readonly fives: readonly Buffer[];
  readonly hour: Buffer;
};

/** Answers in a batch of 15 s at one attempt per second. */
const ANSWERS_PER_PART = 15;
const PARTS = 4;
/** Medians and spreads (of the logarithm) as the ways between Regions show them. */
const MEDIANS_US = [9_000, 38_000, 120_000, 240_000];
const SPREADS = [0.05, 0.03, 0.015, 0.01];
/** One answer in so many is late, by half as much again. */
const LATE_ONE_IN = 80;

/** What a batch has on one series: some answers on a way of one of four lengths, fifteen unless told. */
export function contributionOf(
  random: () => number,
  minuteMs: number,
  path: Pick<Contribution, "service" | "entry" | "endpoint" | "metric">,
  kind: number,
  answers = ANSWERS_PER_PART,
): Contribution {
  const medianUs = MEDIANS_US[kind % MEDIANS_US.length] ?? 0;
  const spread = SPREADS[kind % SPREADS.length] ?? 0;
  const values = Array.from({ length: answers }, () => {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const late = random() * LATE_ONE_IN < 1 ? 1.5 : 1;
    return Math.round(medianUs * late * Math.exp(spread * normal));
  }).sort((a, b) => a - b);
  const counts = new Map<number, number>();
  for (const us of values) counts.set(binOf(us), (counts.get(binOf(us)) ?? 0) + 1);
  const indexes = [...counts.keys()];
  return {
    ...path,
    minuteMs,
    sent: values.length,
    lost: 0,
    tainted: 0,
    skipped: 0,
    failures: {},
    // Nobody names himself in the answer to a lookup.
    servedBy: path.metric === "dns" ? {} : { [path.endpoint ?? "eu-west-1"]: values.length },
    minUs: values[0] ?? 0,
    maxUs: values.at(-1) ?? 0,
    lastAtMs: minuteMs + Math.floor(random() * MINUTE_MS),
    bins: indexes.flatMap((bin, at) => [bin - (indexes[at - 1] ?? 0), counts.get(bin) ?? 0]),
  };
}

const PATH = {
  service: "shop",
  entry: "direct",
  endpoint: "eu-west-1",
  metric: "echo_rtt",
} as const;

/** Different hours, four batches to a minute, each minute full. */
export function hourTemplates(count: number): HourTemplate[] {
  const random = seeded(20_260_101);
  const roll = hourRoller();
  return Array.from({ length: count }, (_, kind) => {
    const parts = Array.from({ length: 60 }, () =>
      joinParts(
        Array.from({ length: PARTS }, () => packMinute(contributionOf(random, 0, PATH, kind), 0)),
      ),
    );
    let to = 0;
    const cells = parts.map(({ length }, cell): PackedCell => {
      to += length;
      return { cell, from: to - length, to };
    });
    const { hour, fives, sealed } = roll(Buffer.concat(parts), cells, 0);
    return {
      parts,
      minutes: sealed.map(({ bytes }) => Buffer.from(bytes)),
      fives: fives.map(({ bytes }) => Buffer.from(bytes)),
      hour: Buffer.from(hour),
    };
  });
}
