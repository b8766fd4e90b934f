import { readAdviceFile } from "../advice-file.ts";
import { readAwsAccountsFile } from "../aws-accounts-file.ts";
import { lockDataFolder } from "../data-folder-lock.ts";
import { type OpenRedis, openRedis } from "../redis/open-redis.ts";
import { resolveRedis } from "../redis/resolve-redis.ts";
import { VERSION } from "../version.ts";
import { controllerApi } from "./controller-api.ts";
import type { RunningController } from "./controller-door.ts";
import { readEstateFile } from "./estate-file.ts";
import { createLocalProbes } from "./local-probes.ts";
import { probeKits } from "./probe-kit.ts";
import { writeRunFile } from "./run-file.ts";
import { endWith, type Running, type Session } from "./session.ts";
import { childEnv, partLog, RESTARTS } from "./session-parts.ts";
import { measureEstate } from "./start-estate.ts";
import { startLab } from "./start-lab.ts";

/** Starts data folder lock, Redis, controller, lab and probes, each registered for its end at once. */
export async function bringUp(session: Session): Promise<Running> {
  const { settings, effects, ending } = session;
  const { say, print } = effects.terminal;
  // Read before anything is started: a typing error should not cost a start.
  const estate = settings.estateFile === null ? null : await readEstateFile(settings.estateFile);
  const aws = settings.awsFile === null ? null : await readAwsAccountsFile(settings.awsFile);
  const advice = settings.adviceFile === null ? null : await readAdviceFile(settings.adviceFile);
  await lock(session);
  const redis = await ending.orEnd(startRedis(session));
  const controller = await ending.orEnd(startController(session, redis, advice));
  const apiToken = await controller.issueApiToken("isochrone start", "admin");
  const api = controllerApi(controller.url, apiToken);
  await publish(session, controller, { apiToken, redis });
  say(`Isochrone ${VERSION}; data in ${settings.dataDir}; Redis ${redis.description}`);
  say("Dashboard (the link signs you in, once):");
  (settings.json ? say : print)(await controller.issueLoginUrl());

  const { dataDir } = settings;
  const issueToken = (vantage: string) => controller.issueProbeToken(vantage);
  const kits = probeKits({ dataDir, controllerUrl: controller.url, issueToken });
  const probes = createLocalProbes({
    script: effects.built.probe,
    dataDir,
    controllerUrl: controller.url,
    env: childEnv(session),
    log: partLog(session, "probe"),
    policy: RESTARTS,
    // A probe elsewhere may use a kit's token: probing from here must not take it away.
    issueToken: settings.lab ? issueToken : kits.tokenOf,
    report: say,
    onGiveUp: (message) => endWith(session, message),
  });
  if (aws !== null) await ending.orEnd(controller.readAws(aws));
  if (settings.lab) await ending.orEnd(startLab(session, { controller, api, probes }));
  else await ending.orEnd(measureEstate(session, { controller, api, probes, kits, estate }));
  say("Ctrl-C stops everything.");
  return { api, probes };
}

async function lock(session: Session): Promise<void> {
  const held = await lockDataFolder(session.settings.dataDir, Date.now());
  session.teardown.add({
    name: "data folder's lock",
    stop: () => held.release(),
    kill: () => held.releaseNow(),
  });
}

async function startRedis(session: Session): Promise<OpenRedis> {
  const { settings, effects } = session;
  const choice = await resolveRedis({
    env: effects.env,
    allowFetch: settings.allowFetch,
    report: effects.terminal.say,
  });
  const redis = await openRedis(choice, settings.dataDir, effects.env, (message) =>
    endWith(session, message),
  );
  session.teardown.add({ name: "Redis", stop: () => redis.close(), kill: () => redis.kill() });
  return redis;
}

async function startController(
  session: Session,
  redis: OpenRedis,
  advice: Awaited<ReturnType<typeof readAdviceFile>> | null,
): Promise<RunningController> {
  const { settings, effects } = session;
  const controller = await effects.startController({
    redis: redis.connection,
    durability: settings.durability,
    ...(advice === null ? {} : { advice }),
    host: settings.host,
    port: settings.port,
    dashboardDir: effects.built.dashboardDir,
    logLevel: settings.verbose ? "info" : "warn",
    logTo: partLog(session, "controller"),
  });
  session.teardown.add({
    name: "controller",
    stop: () => controller.close(),
    // It lives in this process.
    kill: () => undefined,
  });
  return controller;
}

/** Lets commands on this machine find the controller. */
async function publish(
  session: Session,
  controller: RunningController,
  { apiToken, redis }: { apiToken: string; redis: OpenRedis },
): Promise<void> {
  const runFile = await writeRunFile(session.settings.dataDir, {
    url: controller.url,
    apiToken,
    pid: process.pid,
    startedAtMs: Date.now(),
    redis: redis.isOwn ? redis.connection : null,
  });
  session.teardown.add({ name: "run file", stop: runFile.remove, kill: runFile.removeNow });
}
