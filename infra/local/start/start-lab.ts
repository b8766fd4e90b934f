import type { Estate } from "../../../controller/contract/estate.ts";
import type { LabReady } from "../../lab/announcement.ts";
import { LocalProblem } from "../local-problem.ts";
import { keepRunning } from "../process/keep-running.ts";
import type { ControllerApi } from "./controller-api.ts";
import type { RunningController } from "./controller-door.ts";
import { giveHistory } from "./lab-history.ts";
import { launchLab } from "./lab-program.ts";
import type { LocalProbes } from "./local-probes.ts";
import { endWith, type Session } from "./session.ts";
import { childEnv, partLog, probedHere, RESTARTS } from "./session-parts.ts";

/** Soon enough for somebody who changes something in the lab's AWS and looks. */
const READ_AWS_EVERY_MS = 300_000;

export interface LabParts {
  controller: RunningController;
  api: ControllerApi;
  probes: LocalProbes;
}

/**
 * Starts the lab and, once it has announced itself, has its world measured. A lab that dies is started
 * again; its addresses may then differ, so everything after the announcement is done again.
 */
export async function startLab(
  session: Session,
  { controller, api, probes }: LabParts,
): Promise<void> {
  const { settings, effects, teardown } = session;
  const { say } = effects.terminal;
  const log = partLog(session, "lab");
  const apply = async (ready: LabReady) => {
    refuseToReplace(await api.estate(), ready.estate, settings.dataDir);
    await controller.loadEstate(ready.estate);
    await controller.readAws(awsOfLab(ready));
    const vantages = probedHere(session, Object.keys(ready.probes));
    await probes.apply({
      vantages: vantages.map((id) => ({ id, ...ready.probes[id] })),
      allow: ready.allow,
    });
    say(describeLab(ready, vantages.length));
    void giveHistory(ready, api, say);
  };
  const lab = keepRunning({
    name: "lab",
    start: async (started) => {
      const env = childEnv(session);
      const { worldFile, history } = settings;
      const script = effects.built.lab;
      await apply(await launchLab({ script, worldFile, history, env, log }, started));
    },
    policy: RESTARTS,
    graceMs: 5_000,
    report: say,
    onGiveUp: (message) => endWith(session, message),
  });
  teardown.add({ name: "lab", stop: () => lab.stop(), kill: () => lab.kill() });
  // After the lab in this list, so before it at the end: the last batch holds no false failures.
  teardown.add({ name: "probes", stop: () => probes.stop(), kill: () => probes.kill() });
  await lab.ready;
}

/** A lab that was started again has another key: the one before opens nothing any more. */
function awsOfLab({ aws }: LabReady): Parameters<RunningController["readAws"]>[0] {
  const { endpoint, region, accounts, accessKeyId, secretAccessKey } = aws;
  const credentials = { accessKeyId, secretAccessKey };
  // Some figures of the lab's Price List are the lab's own: nobody shall take them for AWS's.
  const prices = { isRead: false };
  return { endpoint, region, accounts, credentials, prices, refreshEveryMs: READ_AWS_EVERY_MS };
}

function describeLab(ready: LabReady, probed: number): string {
  const services = ready.estate.services.map((service) => service.id).join(", ");
  const endpoints = ready.estate.services.reduce(
    (sum, service) => sum + service.endpoints.length,
    0,
  );
  return `Lab (a world on this machine, no AWS account): ${probed} of ${ready.estate.vantages.length} vantages measure ${services} at ${endpoints} endpoints.`;
}

/** A lab started by habit must not take the place of what somebody measures for real. */
function refuseToReplace(stored: Estate | null, lab: Estate, dataDir: string): void {
  const known = stored?.environment.name ?? lab.environment.name;
  if (known === lab.environment.name) return;
  throw new LocalProblem(
    `The store behind ${dataDir} holds the estate ${known}; the lab (${lab.environment.name}) would replace it.`,
    "Go on with that estate: isochrone start --no-lab — or give the lab a folder of its own with --data-dir.",
  );
}
