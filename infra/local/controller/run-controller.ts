import { setTimeout as delay } from "node:timers/promises";
import type { Estate } from "../../../controller/contract/estate.ts";
import type { RunningController, startController } from "../../../controller/main.ts";
import { readAdviceFile } from "../advice-file.ts";
import { readAwsAccountsFile } from "../aws-accounts-file.ts";
import type { Durability } from "../durability-option.ts";
import { reasonOf } from "../local-problem.ts";
import { readEstateFile } from "../start/estate-file.ts";
import { listenForFaults, listenForStopSignals } from "../start/stop-signals.ts";
import type { Terminal } from "../start/terminal.ts";
import { VERSION } from "../version.ts";
import { readRedisUrl } from "./redis-url.ts";
import { type Roles, rolesText } from "./roles.ts";

/** What `isochrone controller` was asked to do, after validation. */
export interface ControllerSettings {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  roles: Roles;
  /** Absolute; null takes REDIS_URL. */
  redisUrlFile: string | null;
  /** Absolute; null takes REDIS_CA_FILE. */
  redisCaFile: string | null;
  /** Absolute; null goes on with the estate stored before. */
  estateFile: string | null;
  /** Which AWS accounts are read; absolute. Null reads none. */
  awsFile: string | null;
  /** How often services are evaluated, and who is told; absolute. Null for the usual, and nobody. */
  adviceFile: string | null;
  /** Null for the usual number. */
  queueShards: number | null;
  durability: Durability;
  loginLink: boolean;
  logLevel: "debug" | "info" | "warn" | "error";
}

export interface ControllerEffects {
  startController: typeof startController;
  dashboardDir: string;
  env: NodeJS.ProcessEnv;
  terminal: Terminal;
}

const INTERRUPTED = 130;
const TRY_AGAIN_MS = 2_000;

/**
 * Runs a controller until it is told to stop, then lets it finish what it has in work. It listens at
 * once and waits for Redis as long as it takes.
 *
 * @throws LocalProblem or ControllerProblem when it cannot start; the fault that ended it.
 */
export async function runController(
  settings: ControllerSettings,
  effects: ControllerEffects,
): Promise<number> {
  const { terminal } = effects;
  const estate = settings.estateFile === null ? null : await readEstateFile(settings.estateFile);
  const aws = settings.awsFile === null ? null : await readAwsAccountsFile(settings.awsFile);
  const advice = settings.adviceFile === null ? null : await readAdviceFile(settings.adviceFile);
  const { url, tls } = await readRedisUrl(settings.redisUrlFile, envOf(settings, effects));
  const { host, port, roles, queueShards, durability, logLevel } = settings;
  const controller = await effects.startController({
    redis: { url, tls },
    host,
    port,
    roles,
    ...(queueShards === null ? {} : { queueShards }),
    ...(aws === null ? {} : { aws }),
    ...(advice === null ? {} : { advice }),
    durability,
    logLevel,
    listens: true,
    waitForRedis: true,
    ...(roles.api ? { dashboardDir: effects.dashboardDir } : {}),
  });
  terminal.say(`Isochrone ${VERSION}, controller (${rolesText(roles)}), at ${controller.url}`);
  const stopped = new AbortController();
  void greet(controller, { ...settings, estate }, terminal, stopped.signal);
  const fault = await untilStopped(terminal.say);
  stopped.abort();
  await controller.close();
  if (fault !== null) throw fault.error;
  return 0;
}

function envOf({ redisCaFile }: ControllerSettings, { env }: ControllerEffects): NodeJS.ProcessEnv {
  return redisCaFile === null ? env : { ...env, REDIS_CA_FILE: redisCaFile };
}

/** What waits for Redis: the estate, and the link for the first visitor. */
async function greet(
  controller: RunningController,
  { estate, loginLink }: { estate: Estate | null; loginLink: boolean },
  { say, print }: Terminal,
  signal: AbortSignal,
): Promise<void> {
  if (!(await controller.begun)) return;
  while (!signal.aborted) {
    try {
      if (estate !== null) await controller.loadEstate(estate);
      if (loginLink) print(await controller.issueLoginUrl());
      return;
    } catch (error) {
      say(`isochrone: the estate is not stored yet: ${reasonOf(error)}`);
      await delay(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}

/** Null for a signal; a second one ends the process at once. */
function untilStopped(say: (line: string) => void): Promise<{ error: unknown } | null> {
  return new Promise((resolve) => {
    const unlisten = listenForFaults((error) => {
      unlisten();
      resolve({ error });
    });
    listenForStopSignals({
      onStop: () => {
        say("Stopping: what is in work is finished; a second Ctrl-C ends it at once.");
        resolve(null);
      },
      onKill: () => process.exit(INTERRUPTED),
    });
  });
}
