import { countWaiting } from "../queue/count-waiting.ts";
import type { RedisAddress } from "../redis-address.ts";
import {
  type BackupHeader,
  type BackupTrailer,
  FORMAT_VERSION,
  Section,
} from "../store/backup/backup-format.ts";
import { BackupProblem } from "../store/backup/backup-problem.ts";
import { type BackupWriter, writeBackup } from "../store/backup/backup-writer.ts";
import type { BackupClient } from "../store/backup/client.ts";
import { copySettled } from "../store/backup/copy-settled.ts";
import { LEFT_OUT_WORDS, sectionOf } from "../store/backup/key-selection.ts";
import { withRedis } from "../store/backup/open-client.ts";
import { controllersOn, refuseUnfinishedRestore } from "../store/backup/restore-mark.ts";
import { linesOf } from "../store/backup/stored-key.ts";
import { KEYS } from "../store/keys.ts";
import { newerSchema, storedSchema, storeSchema } from "../store/migrate-schema.ts";

export type BackUpOptions = {
  readonly address: RedisAddress;
  /** The file; one of that name is replaced once the new one is whole. */
  readonly path: string;
  /** Version of this program. */
  readonly release: string;
  /** How long controllers are given to fold the batches that wait. */
  readonly waitMs: number;
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  readonly signal: AbortSignal;
  /** Hears in words what is going on. */
  readonly progress: (text: string) => void;
};

export type BackedUp = {
  readonly header: BackupHeader;
  readonly trailer: BackupTrailer;
  readonly bytes: number;
};

const LOOK_EVERY_MS = 100;

/**
 * Copies configuration, evidence and recommendations into a file. Only reads; controllers may go on
 * working meanwhile.
 *
 * @throws BackupProblem when there is nothing to copy, Redis fails or the file cannot be written; the
 * signal's reason when it is aborted. Nothing is left of the file then.
 */
export async function backUp(options: BackUpOptions): Promise<BackedUp> {
  return await withRedis(options.address, async (client) => {
    await refuseUnfinishedRestore(client);
    const schema = await storedSchema(client);
    const known = storeSchema().version;
    if (schema > known) throw newerSchema("The store", schema, known);
    const header: BackupHeader = {
      isochroneBackup: FORMAT_VERSION,
      schema,
      release: options.release,
      environment: await environmentOf(client),
      contents: [...Section.options],
      leftOut: [...LEFT_OUT_WORDS],
      waitingBatches: await awaitFolding(client, options),
      createdAtMs: options.now(),
    };
    const writer = await writeBackup(options.path, header);
    try {
      const sections = await copyInto(writer, client, options);
      if ((await storedSchema(client)) !== schema) throw migratedMeanwhile();
      return { header, ...(await writer.finish(sections)) };
    } catch (error) {
      await writer.discard();
      throw error;
    }
  });
}

async function copyInto(
  writer: BackupWriter,
  client: BackupClient,
  { now, signal, progress }: BackUpOptions,
): Promise<Record<Section, number>> {
  const sections: Record<Section, number> = { configuration: 0, evidence: 0, recommendations: 0 };
  const count = await copySettled(client, {
    now,
    signal,
    async take(stored, isNew) {
      if (isNew) sections[sectionOf(stored.key)] += 1;
      for (const line of linesOf(stored)) await writer.line(line);
    },
    progress: (keys, round) =>
      progress(`${keys.toLocaleString("en-US")} keys read${round === 0 ? "" : ", comparing"}`),
  });
  if (count > 0) return sections;
  throw new BackupProblem({
    code: "nothing_stored",
    message: "There is nothing to back up: this Redis holds nothing of Isochrone's",
    mend: "Name the right one with REDIS_URL or --data-dir.",
  });
}

/** Gives controllers time to fold what they have acknowledged; answers how many batches still wait. */
async function awaitFolding(client: BackupClient, options: BackUpOptions): Promise<number> {
  const untilMs = options.now() + options.waitMs;
  for (;;) {
    options.signal.throwIfAborted();
    const waiting = await countWaiting(client);
    // Without a controller nobody folds them.
    if (waiting === 0 || options.now() >= untilMs || (await controllersOn(client)) === 0) {
      return waiting;
    }
    options.progress(`${waiting} batches are being folded`);
    await options.sleep(LOOK_EVERY_MS);
  }
}

/** Null where no estate is declared, or one that this release cannot read: it is copied all the same. */
async function environmentOf(client: BackupClient): Promise<string | null> {
  try {
    const estate = JSON.parse((await client.get(KEYS.estate)) ?? "null") as {
      environment?: { name?: unknown };
    } | null;
    const name = estate?.environment?.name;
    return typeof name === "string" ? name : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function migratedMeanwhile(): BackupProblem {
  return new BackupProblem({
    code: "migrated_meanwhile",
    message: "The store was brought to another schema while it was read",
    mend: "Run it once more.",
  });
}
