import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { HealthService } from "../../../../infra/lab/health/health-service.ts";
import type { ProbeOutcome } from "../../../../infra/lab/health/probe-target.ts";
import { simulatedClock } from "./simulated-clock.ts";

/** How an endpoint fails, and so how long a checker takes to notice (τ of the table). */
export const FAILURES = { refused: 0, "black hole": 4_000 } as const;

/** One failure of a health check's endpoint and its mending, in simulated time. */
export interface SimulatedFailure {
  readonly seed: number;
  readonly intervalS: number;
  readonly threshold: number;
  /** How long a call takes that fails: τ. */
  readonly tookMs: number;
  /** When in a call a connection is tried: at once, and where the kernel sends SYN again; at once only where left out. */
  readonly triesAtMs?: readonly number[];
  /** When the endpoint fails, and when it works again. */
  readonly failsAtMs: number;
  readonly mendsAtMs: number;
}

/** From failure to unhealthy, and from mending to healthy, in lab ms; true statuses, not published ones. */
export interface FailureTimes {
  readonly detectedMs: number;
  readonly recoveredMs: number;
}

export async function simulateFailure(failure: SimulatedFailure): Promise<FailureTimes> {
  const clock = simulatedClock();
  let fails = false;
  const after = (ms: number) => new Promise<void>((done) => clock.after(ms, done));
  const call = async (): Promise<ProbeOutcome> => {
    const beganMs = clock.nowMs();
    for (const atMs of failure.triesAtMs ?? [0]) {
      await after(beganMs + atMs - clock.nowMs());
      if (!fails) return { ok: true, reason: "Success: simulated", tookLabMs: atMs };
    }
    await after(beganMs + failure.tookMs - clock.nowMs());
    return { ok: false, reason: "Failure: simulated", tookLabMs: failure.tookMs };
  };
  const service = new HealthService({
    clock,
    random: seededRandom(failure.seed),
    network: "127.77.6",
    checkersPerRegion: 2,
    probe: call,
    wallNowMs: clock.nowMs,
    longestPublishDelayMs: 5_000,
  });
  service.put("check", {
    Type: "HTTP",
    IPAddress: "127.77.2.1",
    RequestInterval: failure.intervalS,
    FailureThreshold: failure.threshold,
  });
  await clock.runTo(failure.failsAtMs);
  fails = true;
  await clock.runTo(failure.mendsAtMs);
  fails = false;
  await clock.runTo(failure.mendsAtMs + 300_000);
  service.close();
  const turns = service.events.filter((event) => !event.published);
  const [down, up, ...more] = turns;
  if (down?.status !== "unhealthy" || up?.status !== "healthy" || more.length > 0) {
    throw new Error(`seed ${failure.seed} turned ${JSON.stringify(turns)}`);
  }
  return {
    detectedMs: down.atLabMs - failure.failsAtMs,
    recoveredMs: up.atLabMs - failure.mendsAtMs,
  };
}
