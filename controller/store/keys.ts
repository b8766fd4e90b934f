import type { AnswersAbout } from "../contract/answers.ts";
import type { Tier } from "../core/fold/tier.ts";

const TIER_PREFIX: Record<Tier, string> = { minute: "m", fiveMinutes: "f", hour: "h" };

/**
 * Every key that the store writes. What stands in braces decides the slot in a Redis Cluster:
 * everything that was measured from one vantage is in one slot.
 */
export const KEYS = {
  /** Buckets of a series; `spanStartMs` is the start of the hour (minutes) or of the day (others). */
  buckets: (tier: Tier, series: string, spanStartMs: number) => {
    const { vantage, path } = partsOf(series);
    return `iso:${TIER_PREFIX[tier]}:{${vantage}}:${path}:${spanStartMs}`;
  },
  folded: (vantage: string, boot: string) => `iso:folded:{${vantage}}:${boot}`,
  due: (vantage: string) => `iso:due:{${vantage}}`,
  newest: (vantage: string) => `iso:newest:{${vantage}}`,
  vantages: "iso:vantages",
  schema: "iso:schema",
  schemaLock: "iso:schema-lock",
  /** How long buckets are kept, and how long they were before that was changed. */
  retention: "iso:retention",
  probe: (vantage: string) => `iso:probe:{${vantage}}`,
  estate: "iso:estate",
  recommendations: (service: string) => `iso:rec:{${service}}`,
  recommendationIndex: "iso:rec-service",
  recommendationCounter: "iso:rec-counter",
  /** Of a service's recommendations, how far what they predicted was from what was measured later. */
  modelErrors: (service: string) => `iso:rec-error:{${service}}`,
  loginToken: (hash: string) => `iso:access:login:${hash}`,
  session: (hash: string) => `iso:access:session:${hash}`,
  apiToken: (id: string) => `iso:access:api:${id}`,
  probeToken: (vantage: string) => `iso:access:probe:${vantage}`,
  /** What was read of AWS, and when that ended. */
  inventory: "iso:inventory",
  /** How far a reading of AWS has come, while one goes on. */
  inventoryProgress: "iso:inventory-progress",
  /** Set as long as a process lives that may ask AWS. */
  inventoryReader: "iso:inventory-reader",
  /** What was read of the Price List, and what that changed. */
  prices: "iso:prices",
  /** Set as long as a process lives that may read prices. */
  pricesReader: "iso:prices-reader",
  /** How services stood when they were checked last, and what was accepted as right. */
  drift: "iso:drift",
  baselines: "iso:baselines",
  /** What Route 53 said last of a service's name, and since when it is being asked of what stands, or is proposed. */
  answers: (service: string) => `iso:answers:{${service}}`,
  answersAsked: (service: string, about: AnswersAbout) => `iso:answers-asked:{${service}}:${about}`,
  /** Record sets written to try a design, by their id, until they are known to be gone. */
  shadows: "iso:shadows",
  /** What a service was given of measurements from elsewhere. */
  history: (service: string) => `iso:history:{${service}}`,
  /** A finished day of a service, packed. */
  historyDay: (service: string, day: number) => `iso:day:{${service}}:${day}`,
  /** Where the evaluation of a service stands. */
  advice: (service: string) => `iso:advice:{${service}}`,
  /** Names of the lanes in which something was seen in a run of a failover test, and what that was. */
  failoverLanes: (run: string) => `iso:failover-lanes:{${run}}`,
  failoverLane: (run: string, lane: string) => `iso:failover-lane:{${run}}:${lane}`,
  /** Set as long as a process lives that delivers webhooks: which events each receiver wants, by its id. */
  webhooks: "iso:webhooks",
  /** Plans of failover tests by their ids. */
  failoverPlans: "iso:failover-plans",
  /** The record of a run, line by line. */
  failoverRun: (runId: string) => `iso:failover-run:{${runId}}`,
  /** Of which plan and service each run is; which runs there are, by their number. */
  failoverRunHeads: "iso:failover-run-heads",
  failoverRuns: "iso:failover-runs",
  failoverRunCounter: "iso:failover-run-counter",
  /** What vantages are to watch of runs. */
  failoverArmed: "iso:failover-armed",
  /** The run of a service that goes on. */
  failoverCurrent: (service: string) => `iso:failover-current:{${service}}`,
  changes: "iso:changes",
  /** Written now and then only to hear whether Redis takes writes. */
  pulse: "iso:pulse",
  /** Written behind something to hear whether a replica has it; in the slot of that. */
  fence: (slot: string) => `iso:fence:{${slot}}`,
} as const;

/** Vantage and path of a series key, `<vantage>/<path>`. */
export function partsOf(series: string): { vantage: string; path: string } {
  const slash = series.indexOf("/");
  if (slash < 1) throw new TypeError(`${series} is no series key`);
  return { vantage: series.slice(0, slash), path: series.slice(slash + 1) };
}
