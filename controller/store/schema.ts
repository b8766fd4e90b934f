import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { ControllerProblem } from "../controller-problem.ts";
import type { Keep } from "../core/fold/keep.ts";
import type { RedisClient } from "./connect.ts";
import { KEYS } from "./keys.ts";
import { migrateFrom1 } from "./migrate-from-1.ts";

/** Version of the layout of keys and values that this release writes. */
export const SCHEMA_VERSION = 3;

/** Somebody who migrates and does not say so for this long is taken for dead. */
const LOCK_MS = 15_000;
const LOOK_AGAIN_MS = 100;

/**
 * Brings what is stored to the version of this release. Of several that start at once one does it and
 * the others wait; if it dies, the next goes on where it stopped.
 *
 * @throws ControllerProblem where a later release has written the data.
 */
export async function prepareSchema(redis: RedisClient, keep: Keep): Promise<void> {
  const holder = randomUUID();
  for (;;) {
    const version = await readVersion(redis);
    if (version === SCHEMA_VERSION) return;
    if ((await redis.set(KEYS.schemaLock, holder, "PX", LOCK_MS, "NX")) !== "OK") {
      await delay(LOOK_AGAIN_MS);
      continue;
    }
    try {
      if (version === 1) {
        await migrateFrom1(redis, keep, async () => {
          // Two at once would do no harm: each step is taken once.
          await redis.set(KEYS.schemaLock, holder, "PX", LOCK_MS);
        });
      }
      // Version 3 only has a shorter form of minutes more; those of version 2 are read as they are.
      await redis.set(KEYS.schema, SCHEMA_VERSION);
    } finally {
      await redis.del(KEYS.schemaLock);
    }
  }
}

/** 1 where none is written: the release with that layout did not write one, nor has an empty store. */
async function readVersion(redis: RedisClient): Promise<number> {
  const text = await redis.get(KEYS.schema);
  const version = text === null ? 1 : Number(text);
  if (Number.isInteger(version) && version >= 1 && version <= SCHEMA_VERSION) return version;
  throw new ControllerProblem(
    `The data in Redis has layout version ${text}; this release reads versions up to ${SCHEMA_VERSION}.`,
    "Start the release that wrote the data, or a later one, or use another Redis.",
  );
}
