import type { FailoverRun } from "../../../controller/contract/failover-run.ts";
import type { PathHistory } from "../../../controller/contract/path-history.ts";
import type { EvidenceInput } from "../../../controller/core/advise/evidence-input.ts";
import { designOf } from "../../../controller/core/candidates/draft.ts";
import { groundOf } from "../../../controller/core/candidates/ground.ts";
import { latencyDraft } from "../../../controller/core/candidates/plain-policies.ts";
import { shippedPrices } from "../../../controller/core/cost/shipped-prices.ts";
import { drawRun } from "./failover-runs.ts";
import { historyOf } from "./path-history.ts";
import type { PathTruth } from "./path-truth.ts";
import { type SimulatedPath, simulatePath } from "./simulate-path.ts";
import { steadyPath } from "./steady-path.ts";
import type { World } from "./world.ts";

const FIRST_DAY = 20_500;
const DAY_MS = 86_400_000;
/** How users are led today: latency records with the usual checks. */
const TODAY = { ttlS: 60, intervalS: 10, failureThreshold: 3 } as const;
/** Enough for the best grade. */
const RUNS = 24;

/** What was measured of a world in some days, ending now. */
export function measuredEvidence(world: World, days: number, random: () => number): EvidenceInput {
  return evidenceOf(world, days, random, (truth) => simulatePath(truth, days, random));
}

/** What would be known after watching for ever: the same from each day. */
export function perfectEvidence(world: World, random: () => number): EvidenceInput {
  const days = 14;
  return evidenceOf(world, days, random, (truth) => steadyPath(truth, days));
}

function evidenceOf(
  world: World,
  days: number,
  random: () => number,
  watch: (truth: PathTruth) => SimulatedPath,
): EvidenceInput {
  const { service, vantages } = world;
  const atMs = (FIRST_DAY + days) * DAY_MS;
  return {
    ...{ atMs, service, vantages, source: "simulated", prices: shippedPrices() },
    histories: historiesOf(world, watch),
    failoverRuns: runsOf(world, atMs, random),
    live: latencyDesign(service),
    thresholds: {},
    memory: { changedAtMs: null, best: null, inARow: 0, switchCostUsd: null },
  };
}

function historiesOf({ groups }: World, watch: (truth: PathTruth) => SimulatedPath): PathHistory[] {
  return groups.flatMap(({ vantage, direct, accelerated, nearest }) => {
    const straight = [...direct].flatMap(([endpoint, truth]): PathHistory[] => {
      const path = watch(truth);
      const own = historyOf({ vantage, entry: "direct", endpoint }, truth, path, FIRST_DAY);
      if (endpoint !== nearest) return [own];
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

function latencyDesign(service: World["service"]): EvidenceInput["live"] {
  const ground = groundOf(service);
  if (typeof ground === "string") throw new Error(ground);
  return designOf(ground, TODAY, latencyDraft(ground, TODAY.ttlS));
}

function runsOf({ service, groups }: World, atMs: number, random: () => number): FailoverRun[] {
  return (["dns", "accelerator"] as const).flatMap((entry) =>
    Array.from({ length: RUNS }, (_, at) => {
      const endpoint = service.endpoints[at % service.endpoints.length]?.id ?? "";
      const hit = groups.filter(({ nearest }) => nearest === endpoint).map(({ id }) => id);
      const when = { groups: hit, endpoint, atMs: atMs - (at + 1) * 3_600_000 };
      return drawRun({ ...TODAY, entry }, when, random);
    }).filter(({ recoveryS }) => Object.keys(recoveryS).length > 0),
  );
}
