import type { z } from "zod";
import type { FailoverRun } from "../../../contract/failover-run.ts";
import type { PathHistory } from "../../../contract/path-history.ts";
import { Scenario } from "../../../contract/scenario.ts";
import { seededRandom } from "../../../core/statistics/seeded-random.ts";
import { simulatedPath } from "./simulated-path.ts";

type Way = FailoverRun["entry"];

/** By vantage and endpoint, milliseconds. */
type Times = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What is true in a small world, of which a scenario tells what would have been measured. */
export type SimulatedWorld = {
  /** All but evidence and runs. */
  readonly scenario: Omit<z.input<typeof Scenario>, "evidence" | "failoverRuns">;
  /** Straight to an endpoint, and so as well where Route 53 led there. */
  readonly directMs: Times;
  /** By the accelerator; none is measured without. */
  readonly acceleratorMs?: Times;
  readonly seed: number;
  readonly firstDay: number;
  readonly days: number;
  /** Failover runs of each way in. */
  readonly runs: number;
  /** Shortest and longest time until users are served again, in seconds; none: no runs. */
  readonly recoveryS?: Readonly<Partial<Record<Way, readonly [number, number]>>>;
};

const DAY_MS = 86_400_000;
/** As in the example's design: how the checks of each way in were set in the runs. */
const CHECKS = { intervalS: 10, failureThreshold: 3 };

/** What would have been measured in a world, as a scenario that says of itself that it is simulated. */
export function simulatedScenario(world: SimulatedWorld): Scenario {
  return Scenario.parse({
    ...world.scenario,
    evidence: { source: "simulated", paths: pathsOf(world) },
    failoverRuns: runsOf(world),
  });
}

function pathsOf(world: SimulatedWorld): PathHistory[] {
  const { directMs, acceleratorMs = {}, seed, firstDay, days } = world;
  const random = seededRandom(seed);
  const simulated = (
    path: Pick<PathHistory, "vantage" | "entry" | "endpoint">,
    ms: number,
    servedBy: string | null = null,
  ) => simulatedPath({ path, ms, servedBy, firstDay, days }, random);
  return Object.entries(directMs).flatMap(([vantage, times]) => {
    const led = (entry: Way, ms: Readonly<Record<string, number>>) => {
      const nearest = nearestOf(ms);
      if (nearest === null) return [];
      return [simulated({ vantage, entry, endpoint: null }, nearest.ms, nearest.endpoint)];
    };
    const pinned = (entry: "direct" | Way, ms: Readonly<Record<string, number>>) =>
      Object.entries(ms).map(([endpoint, each]) => simulated({ vantage, entry, endpoint }, each));
    const accelerated = acceleratorMs[vantage] ?? {};
    return [
      ...pinned("direct", times),
      ...led("dns", times),
      ...pinned("accelerator", accelerated),
      ...led("accelerator", accelerated),
    ];
  });
}

function nearestOf(ms: Readonly<Record<string, number>>) {
  const [nearest] = Object.entries(ms).sort(([, one], [, other]) => one - other);
  return nearest === undefined ? null : { endpoint: nearest[0], ms: nearest[1] };
}

/** The endpoints fail in turn; those are hit whom the way in leads there. */
function runsOf(world: SimulatedWorld): z.input<typeof FailoverRun>[] {
  const { scenario, recoveryS = {}, runs, seed, firstDay, days } = world;
  const random = seededRandom(seed + 1);
  const groups = scenario.service.clientGroups ?? [];
  return (["dns", "accelerator"] as const).flatMap((entry) => {
    const [shortest, longest] = recoveryS[entry] ?? [null, null];
    const times = entry === "dns" ? world.directMs : (world.acceleratorMs ?? {});
    if (shortest === null) return [];
    return Array.from({ length: runs }, (_, at) => {
      const { id: endpoint } = scenario.service.endpoints[
        at % scenario.service.endpoints.length
      ] ?? {
        id: "",
      };
      const hit = groups.filter(({ vantages }) =>
        vantages.some((vantage) => nearestOf(times[vantage] ?? {})?.endpoint === endpoint),
      );
      const seconds = hit.map(({ id }) => {
        const s = shortest + (longest - shortest) * random();
        return [id, Math.ceil(s)] as const;
      });
      return {
        id: `simulated ${at + 1}`,
        atMs: Math.round((firstDay + (days * (at + 0.5)) / runs) * DAY_MS),
        entry,
        endpoint,
        ttlS: entry === "dns" ? 60 : null,
        ...CHECKS,
        recoveryS: Object.fromEntries(seconds),
      };
    }).filter((run) => Object.keys(run.recoveryS).length > 0);
  });
}
