import { setTimeout as delay } from "node:timers/promises";
import { LocalProblem } from "../local-problem.ts";
import type { ControllerApi } from "./controller-api.ts";
import type { StartController } from "./controller-door.ts";
import { createEnding, type End, Ended, type Ending } from "./ending.ts";
import { awaitFirstMeasurements } from "./first-measurements.ts";
import type { LocalProbes } from "./local-probes.ts";
import { listenForLostNpm } from "./npm-launcher.ts";
import type { StartSettings } from "./start-settings.ts";
import { listenForFaults, listenForStopSignals } from "./stop-signals.ts";
import { formatSummary, type Summary, summarise } from "./summary.ts";
import { createTeardown, type Teardown } from "./teardown.ts";
import type { Terminal } from "./terminal.ts";

/** What a start uses of the world outside. */
export interface StartEffects {
  startController: StartController;
  /** Absolute paths of the built programs and pages. */
  built: { lab: string; probe: string; dashboardDir: string };
  env: NodeJS.ProcessEnv;
  terminal: Terminal;
}

/** A start under way: what every step may use. */
export interface Session {
  settings: StartSettings;
  effects: StartEffects;
  teardown: Teardown;
  ending: Ending;
}

/** A start that is complete. */
export interface Running {
  api: ControllerApi;
  probes: LocalProbes;
}

const INTERRUPTED = 130;

/**
 * Brings everything up, waits for the end, and takes everything down in the opposite order, whatever
 * happened. Answers the exit status.
 *
 * @throws whatever ended it, once everything is down.
 */
export async function runSession(
  settings: StartSettings,
  effects: StartEffects,
  bringUp: (session: Session) => Promise<Running>,
): Promise<number> {
  const { say } = effects.terminal;
  const teardown = createTeardown(say);
  const ending = createEnding();
  const unlistenSignals = listenForStopSignals({
    onStop: () => ending.end({ kind: "asked" }),
    onKill: () => {
      teardown.kill();
      process.exit(INTERRUPTED);
    },
  });
  const unlistenNpm = listenForLostNpm(effects.env, () => ending.end({ kind: "asked" }));
  const unlistenFaults = listenForFaults((error) => ending.end({ kind: "failed", error }));
  try {
    const end = await liveUntilEnd({ settings, effects, teardown, ending }, bringUp);
    if (end.kind === "failed") throw end.error;
    return end.status;
  } finally {
    await teardown.stop();
    unlistenSignals();
    unlistenNpm();
    unlistenFaults();
  }
}

type Outcome = { kind: "done"; status: number } | { kind: "failed"; error: unknown };

async function liveUntilEnd(
  session: Session,
  bringUp: (session: Session) => Promise<Running>,
): Promise<Outcome> {
  const { settings, effects, ending } = session;
  const { say } = effects.terminal;
  let end: End;
  let running: Running | null = null;
  try {
    running = await bringUp(session);
    void greetFirstMeasurements(session, running);
    const timer =
      settings.runForMs === null
        ? undefined
        : setTimeout(() => ending.end({ kind: "time-is-up" }), settings.runForMs);
    end = await ending.reason;
    clearTimeout(timer);
  } catch (error) {
    end = error instanceof Ended ? error.end : { kind: "failed", error };
  }
  switch (end.kind) {
    case "failed":
      return end;
    case "asked":
      say("Stopping; a second Ctrl-C ends everything at once.");
      return { kind: "done", status: settings.runForMs === null ? 0 : INTERRUPTED };
    case "time-is-up":
      return { kind: "done", status: running === null ? 1 : await conclude(session, running) };
  }
}

/** Tells people that it works, at the moment when it does. */
async function greetFirstMeasurements(session: Session, running: Running): Promise<void> {
  const over = new AbortController();
  void session.ending.reason.then(() => over.abort());
  if (!(await awaitFirstMeasurements(running.api, performance.timeOrigin, over.signal))) return;
  const seconds = (performance.now() / 1_000).toFixed(1);
  session.effects.terminal.say(`First measurements are in, ${seconds} s after the start.`);
}

/** Lets the probes deliver what they hold, then says what was found. */
async function conclude(session: Session, running: Running): Promise<number> {
  const { settings, effects } = session;
  await running.probes.stop();
  const summary = await fetchSummary(running.api, settings.dataDir);
  effects.terminal.print(settings.json ? JSON.stringify(summary, null, 2) : formatSummary(summary));
  return summary.exitStatus;
}

const SETTLE_MS = 300;
const SETTLE_ATTEMPTS = 10;

/** Batches are acknowledged before they are folded: reads until the count stands still. */
async function fetchSummary(api: ControllerApi, dataDir: string): Promise<Summary> {
  let status = await api.status();
  for (let attempt = 0; attempt < SETTLE_ATTEMPTS; attempt += 1) {
    await delay(SETTLE_MS);
    const later = await api.status();
    const settled = later.sent === status.sent;
    status = later;
    if (settled) break;
  }
  return summarise(
    status,
    await api.recommendations(status.services.map((service) => service.id)),
    dataDir,
  );
}

/** Turns the death of a part into the end of the start. */
export function endWith(session: Session, message: string): void {
  const { dataDir } = session.settings;
  session.ending.end({
    kind: "failed",
    error: new LocalProblem(message, `The logs are in ${dataDir}/logs and ${dataDir}/redis.log.`),
  });
}
