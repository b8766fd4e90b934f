import type { FailoverRun } from "../../../controller/contract/failover-run.ts";
import { between, exponential } from "../../helpers/draws.ts";

/** How clients of a simulated service truly behave; shares from 0 to 1, times in seconds. */
export interface TrueHabits {
  readonly overrunShare: number;
  readonly overrunUpToS: number;
  readonly staleShare: number;
  readonly staleMeanS: number;
}

const TRUE_HABITS: TrueHabits = {
  overrunShare: 0.06,
  overrunUpToS: 240,
  staleShare: 0.1,
  staleMeanS: 70,
};

export interface RunSettings {
  readonly entry: FailoverRun["entry"];
  readonly ttlS: number;
  readonly intervalS: number;
  readonly failureThreshold: number;
}

/** Seconds that a call to an endpoint takes that swallows connections. */
const CALL_S = 4;

/** A run: everybody sees the same failure, each group comes back when its clients do. */
export function drawRun(
  settings: RunSettings,
  { groups, endpoint, atMs }: { groups: readonly string[]; endpoint: string; atMs: number },
  random: () => number,
  habits = TRUE_HABITS,
): FailoverRun {
  const noticedS = drawNoticed(settings, random) + between(random, 0, 5);
  const recoveryS = groups.map((group): [string, number] => [
    group,
    noticedS + drawClient(settings, habits, random),
  ]);
  return {
    ...settings,
    ...{ id: `${settings.entry}-${atMs}`, atMs, endpoint },
    recoveryS: Object.fromEntries(recoveryS),
  };
}

/** Until health checks agree that it is down. */
function drawNoticed({ entry, intervalS, failureThreshold }: RunSettings, random: () => number) {
  const later = (failureThreshold - 1) * (intervalS + CALL_S);
  const first = entry === "dns" ? between(random, 0.62, 1.02) : random();
  return first * intervalS + CALL_S + later;
}

/** Until a client has the new answer and uses it. */
function drawClient(
  { entry, ttlS }: RunSettings,
  { overrunShare, overrunUpToS, staleShare, staleMeanS }: TrueHabits,
  random: () => number,
): number {
  const triesS = random();
  if (entry === "accelerator") return triesS;
  const keptS = between(random, 0, random() < overrunShare ? Math.max(ttlS, overrunUpToS) : ttlS);
  const staleS = random() < staleShare ? exponential(random, staleMeanS) : 0;
  return triesS + keptS + staleS;
}
