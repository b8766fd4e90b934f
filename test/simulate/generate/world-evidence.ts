import type { FailoverRun } from "../../../controller/contract/failover-run.ts";
import type { PathHistory } from "../../../controller/contract/path-history.ts";
import type { EvidenceInput } from "../../../controller/core/advise/evidence-input.ts";
import { designOf } from "../../../controller/core/candidates/draft.ts";
import { groundOf } from "../../../controller/core/candidates/ground.ts";
import { failoverDraft, latencyDraft } from "../../../controller/core/candidates/plain-policies.ts";
import { drawRun } from "./failover-runs.ts";
import { knownPrices } from "./known-prices.ts";
import { historyOf } from "./path-history.ts";
import type { PathTruth } from "./path-truth.ts";
import { type SimulatedPath, simulatePath } from "./simulate-path.ts";
import { steadyPath } from "./steady-path.ts";
import type { TrueGroup, World } from "./world.ts";

export const FIRST_DAY = 20_500;
export const DAY_MS = 86_400_000;
/** How users are led today: latency records with the usual checks. */
const TODAY = { ttlS: 60, intervalS: 10, failureThreshold: 3 } as const;
/** Runs by each way in: fewer than 59 good ones prove no 95 %. */
const RUNS = 80;
/** And where everything is known. */
const RUNS_FOR_EVER = 200;

/** What was measured of a world in some days, ending now. */
export function measuredEvidence(world: World, days: number, random: () => number): EvidenceInput {
  return evidenceOf(world, days, random, RUNS, (truth) => simulatePath(truth, days, random));
}

/** What would be known after watching for ever: the same from each day. */
export function perfectEvidence(world: World, random: () => number): EvidenceInput {
  const days = 14;
  return evidenceOf(world, days, random, RUNS_FOR_EVER, (truth) => steadyPath(truth, days));
}

function evidenceOf(
  world: World,
  days: number,
  random: () => number,
  runs: number,
  watch: (truth: PathTruth) => SimulatedPath,
): EvidenceInput {
  const { service, vantages } = world;
  const atMs = (FIRST_DAY + days) * DAY_MS;
  return {
    ...{ atMs, service, vantages, source: "simulated", prices: knownPrices() },
    histories: historiesOf(world, watch),
    failoverRuns: runsOf(world, atMs, runs, random),
    live: designOfToday(world),
    thresholds: {},
    memory: { changedAtMs: null, best: null, inARow: 0, switchCostUsd: null },
  };
}

function historiesOf({ groups }: World, watch: (truth: PathTruth) => SimulatedPath): PathHistory[] {
  return groups.flatMap(({ vantage, direct, accelerated, nearest, led }) => {
    const straight = [...direct].flatMap(([endpoint, truth]): PathHistory[] => {
      const path = watch(truth);
      const own = historyOf({ vantage, entry: "direct", endpoint }, truth, path, FIRST_DAY);
      if (endpoint !== led) return [own];
      // A name leads over the same network.
      const way = { vantage, entry: "dns", endpoint: null } as const;
      return [own, historyOf(way, truth, path, FIRST_DAY, endpoint)];
    });
    const truth = accelerated.get(nearest);
    if (truth === undefined) return straight;
    const way = { vantage, entry: "accelerator", endpoint: null } as const;
    return [...straight, historyOf(way, truth, watch(truth), FIRST_DAY, nearest)];
  });
}

function designOfToday({ service, today }: World): EvidenceInput["live"] {
  const ground = groundOf(service);
  if (typeof ground === "string") throw new Error(ground);
  const [first, second] = ground.endpoints;
  if (today === "nearest" || first === undefined || second === undefined) {
    return designOf(ground, TODAY, latencyDraft(ground, TODAY.ttlS));
  }
  return designOf(ground, TODAY, failoverDraft(ground, TODAY.ttlS, [first, second]));
}

function runsOf(
  { groups }: World,
  atMs: number,
  runs: number,
  random: () => number,
): FailoverRun[] {
  return (["dns", "accelerator"] as const).flatMap((entry) => {
    const servedBy = (group: TrueGroup) => (entry === "dns" ? group.led : group.nearest);
    const serving = [...new Set(groups.map(servedBy))];
    return Array.from({ length: runs }, (_, at) => {
      const endpoint = serving[at % serving.length] ?? "";
      const hit = groups.filter((group) => servedBy(group) === endpoint).map(({ id }) => id);
      const when = { groups: hit, endpoint, atMs: atMs - (at + 1) * 3_600_000 };
      return drawRun({ ...TODAY, entry }, when, random);
    });
  });
}
