import { binOf, lowestOfBin } from "../../../controller/core/histogram/latency-histogram.ts";
import type { Random } from "../../../infra/lab/delay/random.ts";
import type { Batch, Contribution } from "../../../probe/contract/batch.ts";
import { FailureClass } from "../../../probe/contract/failure.ts";
import { MINUTE_MS } from "../../../probe/contract/minute.ts";
import { type Series, seriesKey } from "../../../probe/contract/path.ts";
import { batchOf } from "../contributions.ts";
import type { Attempt, Measured } from "./ledger.ts";

const HOUR_MS = 60 * MINUTE_MS;
const MOST_ATTEMPTS = 12;
/** Shares of the attempts that have no time. */
const LOST = 0.05;
const TAINTED = 0.08;
const FAILED = 0.15;
/** Share of the batches that bring minutes of past hours, as after an outage, unless told. */
const LATE = 0.6;

/** Series that are measured from each vantage. */
const PATHS: readonly Omit<Series, "vantage">[] = (
  ["echo_rtt", "ttfb_new", "connect"] as const
).flatMap((metric) => [
  { service: "shop", entry: "direct" as const, endpoint: "eu-west-1", metric },
  { service: "shop", entry: "direct" as const, endpoint: "us-east-1", metric },
  { service: "shop", entry: "dns" as const, endpoint: null, metric },
  { service: "shop", entry: "accelerator" as const, endpoint: null, metric },
]);

export type BatchMaker = {
  /** The next batch of some vantage, and what it says in plain words. */
  next(nowMs: number): { readonly batch: Batch; readonly measured: readonly Measured[] };
  readonly series: readonly string[];
};

export type PastHours = { readonly fromMs: number; readonly toMs: number };

/**
 * Makes batches of vantages in turn, as probes do: numbered within a boot, and a new boot now and then.
 * Some are of the present minute, some of the past hours given.
 */
export function batchMaker(
  random: Random,
  vantages: readonly string[],
  past: PastHours,
  lateShare = LATE,
): BatchMaker {
  const any = (below: number) => Math.floor(random() * below);
  const boots = new Map<string, { boot: string; seq: number }>();
  const nameOf = (vantage: string) => {
    const before = boots.get(vantage);
    const isNewBoot = before === undefined || random() < 0.01;
    const boot = isNewBoot ? `boot${String(any(1e9)).padStart(9, "0")}` : before.boot;
    const name = { boot, seq: isNewBoot ? 1 : before.seq + 1 };
    boots.set(vantage, name);
    return { vantage, ...name };
  };
  const attemptsOf = (): Attempt[] =>
    Array.from({ length: 1 + any(MOST_ATTEMPTS) }, () => anyAttempt(random));
  const minutesOf = (nowMs: number): number[] => {
    if (random() >= lateShare) return [nowMs - (nowMs % MINUTE_MS)];
    const hours = (past.toMs - past.fromMs) / HOUR_MS;
    const hourMs = past.fromMs + any(hours) * HOUR_MS;
    const first = any(60);
    const second = (first + 1 + any(59)) % 60;
    return [hourMs + first * MINUTE_MS, hourMs + second * MINUTE_MS];
  };
  return {
    series: vantages.flatMap((vantage) => PATHS.map((path) => seriesKey({ vantage, ...path }))),
    next(nowMs) {
      const name = nameOf(vantages[any(vantages.length)] ?? "");
      const minutes = minutesOf(nowMs);
      const made = PATHS.flatMap((path) =>
        minutes.map((minuteMs) => {
          const measured: Measured = {
            series: seriesKey({ vantage: name.vantage, ...path }),
            minuteMs,
            attempts: attemptsOf(),
            skipped: any(3),
            servedBy: path.endpoint ?? (random() < 0.5 ? "eu-west-1" : "us-east-1"),
            lastAtMs: minuteMs + any(MINUTE_MS),
          };
          return { measured, contribution: contributionOf(path, measured) };
        }),
      );
      const contributions = made.map(({ contribution }) => contribution);
      return { batch: batchOf(contributions, name), measured: made.map((each) => each.measured) };
    },
  };
}

/** Times are the lowest of their bin, so that a histogram holds their sum as well. */
function anyAttempt(random: Random): Attempt {
  const lot = random();
  if (lot < LOST) return "lost";
  if (lot < TAINTED) return "tainted";
  const classes = FailureClass.options;
  if (lot < FAILED) return classes[Math.floor(random() * classes.length)] ?? "dns";
  return lowestOfBin(300 + Math.floor(random() * 900));
}

/** What a probe would write of these attempts. */
function contributionOf(
  { service, entry, endpoint, metric }: Omit<Series, "vantage">,
  { minuteMs, attempts, skipped, servedBy, lastAtMs }: Measured,
): Contribution {
  const times = attempts.filter((attempt) => typeof attempt === "number").sort((a, b) => a - b);
  const failures: Contribution["failures"] = {};
  for (const attempt of attempts) {
    if (typeof attempt === "number" || attempt === "lost" || attempt === "tainted") continue;
    failures[attempt] = (failures[attempt] ?? 0) + 1;
  }
  return {
    service,
    entry,
    endpoint,
    metric,
    minuteMs,
    sent: attempts.length,
    lost: attempts.filter((attempt) => attempt === "lost").length,
    tainted: attempts.filter((attempt) => attempt === "tainted").length,
    skipped,
    failures,
    servedBy: times.length === 0 ? {} : { [servedBy]: times.length },
    minUs: times[0] ?? null,
    maxUs: times.at(-1) ?? null,
    lastAtMs,
    bins: sparseBins(times.map(binOf)),
  };
}

/** @param bins ascending */
function sparseBins(bins: readonly number[]): number[] {
  const sparse: number[] = [];
  let before = 0;
  for (const [at, bin] of bins.entries()) {
    if (at > 0 && bin === before) sparse[sparse.length - 1] = (sparse.at(-1) ?? 0) + 1;
    else sparse.push(bin - before, 1);
    before = bin;
  }
  return sparse;
}
