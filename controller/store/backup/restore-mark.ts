import { KEYS } from "../keys.ts";
import { BackupProblem } from "./backup-problem.ts";
import { type BackupClient, servers } from "./client.ts";
import { RESTORE_MARK } from "./key-selection.ts";

/** Says in the store that a restore is under way, until {@link clearRestoreMark}. */
export async function setRestoreMark(client: BackupClient, path: string): Promise<void> {
  await client.set(RESTORE_MARK, path);
}

export async function clearRestoreMark(client: BackupClient): Promise<void> {
  await client.del(RESTORE_MARK);
}

/** File of the restore that is under way or was interrupted; null where there is none. */
export async function unfinishedRestore(client: Pick<BackupClient, "get">): Promise<string | null> {
  return await client.get(RESTORE_MARK);
}

/**
 * Keeps controllers off a store of which a part is missing.
 *
 * @throws BackupProblem while a restore is under way, and after one that was interrupted.
 */
export async function refuseUnfinishedRestore(client: Pick<BackupClient, "get">): Promise<void> {
  const path = await unfinishedRestore(client);
  if (path === null) return;
  throw new BackupProblem({
    code: "restore_unfinished",
    message: `A restore of ${path} is under way in this store, or was interrupted.`,
    mend: "Wait for its end, or run it again: isochrone restore FILE --replace",
  });
}

/**
 * Controllers that use this store now. Each listens for changes, and does so before it looks for the
 * mark of a restore: of a controller and a restore that begin at once, one sees the other.
 */
export async function controllersOn(client: BackupClient): Promise<number> {
  const counts = await Promise.all(
    servers(client).map((server) => server.pubsub("NUMSUB", KEYS.changes)),
  );
  return counts.reduce((sum, reply) => sum + Number(reply[1] ?? 0), 0);
}
