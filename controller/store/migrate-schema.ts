import { DEFAULT_KEEP } from "../core/fold/keep.ts";
import { BackupProblem } from "./backup/backup-problem.ts";
import type { BackupClient } from "./backup/client.ts";
import type { RedisClient } from "./connect.ts";
import { migrateFrom1 } from "./migrate-from-1.ts";

/** Names the layout of the keys; a store without it has the first one. */
const SCHEMA_KEY = "iso:schema";

/** Takes a store from one layout to the next. May be interrupted and begun again. */
export type MigrationStep = (client: BackupClient) => Promise<void>;

/** The first step leads from layout 1 to 2, the next from 2 to 3. */
const STEPS: readonly MigrationStep[] = [
  (client) => migrateFrom1(client as RedisClient, DEFAULT_KEEP, () => Promise.resolve()),
  // Minutes have a shorter form more; those of layout 2 are read as they are.
  () => Promise.resolve(),
];

/** How this release lays out its keys, and how an older layout becomes that. */
export type StoreSchema = {
  readonly version: number;
  /** @throws BackupProblem when the store was written by a later release. */
  migrate(client: BackupClient): Promise<void>;
};

export function storeSchema(steps: readonly MigrationStep[] = STEPS): StoreSchema {
  const version = 1 + steps.length;
  return {
    version,
    async migrate(client) {
      const stored = await storedSchema(client);
      if (stored > version) throw newerSchema("The store", stored, version);
      for (let at = stored; at < version; at += 1) {
        await steps[at - 1]?.(client);
        await client.set(SCHEMA_KEY, String(at + 1));
      }
    },
  };
}

export async function storedSchema(client: Pick<BackupClient, "get">): Promise<number> {
  return Number((await client.get(SCHEMA_KEY)) ?? 1);
}

export function newerSchema(what: string, stored: number, known: number): BackupProblem {
  return new BackupProblem({
    code: "newer_schema",
    message: `${what} has data of schema ${stored}; this release knows up to schema ${known}`,
    mend: "Use the release of Isochrone that wrote it, or a newer one.",
  });
}
