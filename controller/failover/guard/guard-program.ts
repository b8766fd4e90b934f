import type { GuardAnnouncement } from "../../contract/failover/guard-announcement.ts";
import type { GuardOrder } from "../../contract/failover/guard-order.ts";
import { RunId } from "../../contract/failover/run-head.ts";
import type { Restore } from "../inject/injection.ts";
import { systemClock } from "./guard-clock.ts";
import { finishOrder, guardFile, readOrder, readOutcome } from "./guard-file.ts";
import { holdOrder } from "./guard-holder.ts";
import { GuardProblem, reasonOf } from "./guard-problem.ts";
import { dropRelease, readSign } from "./guard-signs.ts";
import { type GuardVoice, openVoice } from "./guard-voice.ts";
import { removeOldOutcomes } from "./old-outcomes.ts";
import { runGuard } from "./run-guard.ts";

/**
 * What puts the steps of an order back. Resolves when all that it needs is loaded, so that files which are
 * replaced while the timer runs, as by a new release, do not keep it from restoring.
 *
 * @throws an error with a mend where something in the order cannot be put back: nothing is armed then
 */
export type OpenRestore = (order: GuardOrder) => Promise<Restore>;

const USAGE = `Usage: isochrone-guard FOLDER RUN
Sees to the order FOLDER/RUN.json: restores at its deadline, or before it ends where it is told to (SIGTERM).
`;

/** So much that nobody has read is kept for standard error; the log has all of it. */
const MOST_UNREAD_BYTES = 65_536;

/**
 * The dead man's timer as a program.
 *
 * @returns its exit code: 0 when the run was seen to, 1 when it could not be armed, 64 for wrong usage
 */
export async function guardProgram(
  [folder, runId, ...others]: readonly string[],
  openRestore: OpenRestore,
): Promise<number> {
  const ending = endOnSignals();
  outliveParent();
  if (folder === undefined || !RunId.safeParse(runId).success || others.length > 0) {
    process.stderr.write(USAGE);
    return 64;
  }
  const armed = await arm(folder, runId ?? "", openRestore).catch((error: unknown) => {
    const problem = error instanceof Error ? error.message : String(error);
    announce({ armed: false, problem, mend: mendOf(error) });
    return null;
  });
  if (armed === null) return 1;
  const { order, restore, voice } = armed;
  outliveErrors(voice);
  announce({ armed: true });
  await runGuard(order, {
    restore,
    voice,
    ending,
    clock: systemClock,
    desk: {
      read: () => readSign(folder, order.runId),
      refuse: () => dropRelease(folder, order.runId),
      finish: (outcome) => finishOrder(folder, outcome),
    },
  });
  await removeOldOutcomes(folder, Date.now()).catch((error: unknown) =>
    voice.warn(`old files cannot be removed from ${folder}: ${reasonOf(error)}`),
  );
  return 0;
}

async function arm(folder: string, runId: string, openRestore: OpenRestore) {
  const order = await readOrder(folder, runId);
  if (order === null || (await readOutcome(folder, runId)) !== null) {
    throw new GuardProblem(
      `There is nothing to put back for the run ${runId}.`,
      "Begin a new run; the folder holds what was done about this one.",
    );
  }
  const restore = await openRestore(order);
  await holdOrder(folder, runId);
  const file = guardFile(folder, runId, "log");
  const voice = openVoice({ file, nowMs: Date.now, toPeople: toStandardError });
  return { order, restore, voice };
}

function mendOf(error: unknown): string {
  const mend = error instanceof Error && "mend" in error ? error.mend : undefined;
  return typeof mend === "string" ? mend : "Nothing is made to fail without a dead man's timer.";
}

function announce(announcement: GuardAnnouncement): void {
  process.stdout.write(`${JSON.stringify(announcement)}\n`);
}

/** Ends nothing by itself: whoever is told to end restores first, while there is time. */
function endOnSignals(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => ending.abort());
  process.on("SIGHUP", () => undefined);
  return ending.signal;
}

/** Pipes to a process that has died break, and that is no reason to die as well. */
function outliveParent(): void {
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
}

/** A fault in some socket's depths must not end the one who restores. */
function outliveErrors(voice: GuardVoice): void {
  const goOn = (error: unknown) => voice.warn(`the timer runs on after: ${reasonOf(error)}`);
  process.on("uncaughtException", goOn);
  process.on("unhandledRejection", goOn);
}

/** A controller that lives and does not read would fill the memory of this one. */
function toStandardError(text: string): void {
  if (process.stderr.writableLength < MOST_UNREAD_BYTES) process.stderr.write(text);
}
