import type { RedisAddress } from "../redis-address.ts";
import type { BackupHeader, BackupTrailer } from "../store/backup/backup-format.ts";
import { BackupProblem } from "../store/backup/backup-problem.ts";
import { type BackupContents, type BackupFile, openBackup } from "../store/backup/backup-reader.ts";
import type { BackupClient } from "../store/backup/client.ts";
import { OWN_PATTERNS } from "../store/backup/key-selection.ts";
import { withRedis } from "../store/backup/open-client.ts";
import {
  clearRestoreMark,
  controllersOn,
  setRestoreMark,
  unfinishedRestore,
} from "../store/backup/restore-mark.ts";
import { anyKey } from "../store/backup/scan-keys.ts";
import { wipe, writeKeys } from "../store/backup/write-keys.ts";
import { newerSchema, type StoreSchema, storeSchema } from "../store/migrate-schema.ts";

export type RestoreOptions = {
  readonly address: RedisAddress;
  readonly path: string;
  /** Removes what Isochrone has in this Redis, queues included, instead of refusing. */
  readonly replace: boolean;
  readonly now: () => number;
  readonly signal: AbortSignal;
  /** Hears in words what is going on. */
  readonly progress: (text: string) => void;
  /** That of this release where nothing else is said. */
  readonly schema?: StoreSchema;
};

export type Restored = {
  readonly header: BackupHeader;
  readonly trailer: BackupTrailer;
  /** Lines of the file that were left out because their time was over. */
  readonly expired: number;
  /** Whether something was removed first. */
  readonly replaced: boolean;
};

/**
 * Puts a backup into a Redis that no controller uses. The whole file is checked before anything is
 * written. From the first to the last write the store is marked, so that no controller starts on a part
 * of it; a restore that was interrupted is run again with `replace`.
 *
 * @throws BackupProblem when the file is bad or newer than this release, the store is in use or not
 * empty, or Redis fails; the signal's reason when it is aborted.
 */
export async function restore(options: RestoreOptions): Promise<Restored> {
  const file = await openBackup(options.path);
  try {
    options.progress("checking the file");
    const contents = await file.check(options.signal);
    const schema = options.schema ?? storeSchema();
    if (contents.header.schema > schema.version) {
      throw newerSchema(options.path, contents.header.schema, schema.version);
    }
    return await withRedis(options.address, (client) =>
      restoreInto(client, file, contents, { ...options, schema }),
    );
  } finally {
    await file.close();
  }
}

async function restoreInto(
  client: BackupClient,
  file: BackupFile,
  contents: BackupContents,
  options: RestoreOptions & { readonly schema: StoreSchema },
): Promise<Restored> {
  const { replace, now, signal, progress } = options;
  const isTaken = (await anyKey(client, OWN_PATTERNS)) !== null;
  if (isTaken && !replace) throw await notEmpty(client);
  await markUnlessUsed(client, options.path);
  if (isTaken) {
    progress("removing what was there");
    await wipe(client, signal);
  }
  const total = contents.trailer.lines.toLocaleString("en-US");
  const { expired } = await writeKeys(client, file.lines(), {
    now,
    signal,
    progress: (lines) => progress(`${lines.toLocaleString("en-US")} of ${total} keys written`),
  });
  await options.schema.migrate(client);
  await clearRestoreMark(client);
  return { ...contents, expired, replaced: isTaken };
}

/** The mark first: a controller that starts now finds it, one that runs already is found here. */
async function markUnlessUsed(client: BackupClient, path: string): Promise<void> {
  const isFirst = (await unfinishedRestore(client)) === null;
  await setRestoreMark(client, path);
  const controllers = await controllersOn(client);
  if (controllers === 0) return;
  if (isFirst) await clearRestoreMark(client);
  throw new BackupProblem({
    code: "store_in_use",
    message: `${controllers === 1 ? "A controller uses" : `${controllers} controllers use`} this Redis`,
    mend: "Stop every controller, restore, then start them again.",
  });
}

async function notEmpty(client: BackupClient): Promise<BackupProblem> {
  const unfinished = await unfinishedRestore(client);
  if (unfinished !== null) {
    return new BackupProblem({
      code: "restore_unfinished",
      message: `An earlier restore of ${unfinished} into this Redis was interrupted`,
      mend: "Run it again with --replace, which removes what it left first.",
    });
  }
  return new BackupProblem({
    code: "not_empty",
    message: "This Redis holds data of Isochrone's already",
    mend: "Restore into an empty one, or remove that data first with --replace.",
  });
}
