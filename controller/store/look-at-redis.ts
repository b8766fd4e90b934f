import { Cluster, type Redis } from "ioredis";
import { KEYS } from "./keys.ts";
import { type StoreTrouble, storeTroubleOf } from "./store-trouble.ts";

/** Memory and willingness of Redis at one moment; of several primaries the fullest counts. */
export type RedisLook = {
  readonly usedBytes: number;
  /** `maxmemory`; null without a limit. */
  readonly limitBytes: number | null;
  /** What Redis says to a small write, or of its append-only file; null when all is well. */
  readonly refusal: StoreTrouble | null;
  /** Primaries, and those of them that no replica follows closely. */
  readonly replication: { readonly primaries: number; readonly alone: number };
};

/** A replica acknowledges each second; one that is frozen or cut off is let go after a minute only. */
const LONGEST_LAG_S = 5;
/** Long enough to be seen in Redis after a pause, short enough to leave nothing behind. */
const PULSE_LIFETIME_MS = 60_000;

/**
 * Looks at Redis with three commands for each primary and one small write. The write is the truth of the
 * matter: a server that is full, read-only or cannot save refuses it.
 *
 * @throws when Redis does not answer.
 */
export async function lookAtRedis(redis: Redis | Cluster, nowMs: number): Promise<RedisLook> {
  const servers = redis instanceof Cluster ? redis.nodes("master") : [redis];
  const [refusal, infos] = await Promise.all([
    takesWrites(redis, nowMs),
    Promise.all(servers.map(readInfo)),
  ]);
  const [first, ...others] = infos;
  // A cluster client that was cut off from all nodes knows none.
  if (first === undefined) throw new Error("Connection is closed.");
  const { usedBytes, limitBytes } = others.reduce(
    (one, other) => (ratioOf(other) > ratioOf(one) ? other : one),
    first,
  );
  const alone = infos.filter(({ isFollowed }) => !isFollowed).length;
  const replication = { primaries: infos.length, alone };
  return { usedBytes, limitBytes, refusal: refusal ?? diskTrouble(infos), replication };
}

type Info = Pick<RedisLook, "usedBytes" | "limitBytes"> & {
  readonly aofWritten: boolean;
  /** Whether a replica keeps up with it. */
  readonly isFollowed: boolean;
};

async function readInfo(server: Redis): Promise<Info> {
  const [memory, persistence, replication] = await Promise.all([
    server.info("memory"),
    server.info("persistence"),
    server.info("replication"),
  ]);
  const limit = Number(fieldOf(memory, "maxmemory") ?? 0);
  return {
    usedBytes: Number(fieldOf(memory, "used_memory") ?? 0),
    limitBytes: limit > 0 ? limit : null,
    isFollowed: hasReplica(replication),
    aofWritten: fieldOf(persistence, "aof_last_write_status") !== "err",
  };
}

async function takesWrites(redis: Redis | Cluster, nowMs: number): Promise<StoreTrouble | null> {
  try {
    await redis.set(KEYS.pulse, nowMs, "PX", PULSE_LIFETIME_MS);
    return null;
  } catch (error) {
    const trouble = storeTroubleOf(error);
    if (trouble === null || !(error instanceof Error) || error.name !== "ReplyError") throw error;
    return trouble;
  }
}

function diskTrouble(infos: readonly Info[]): StoreTrouble | null {
  if (infos.every(({ aofWritten }) => aofWritten)) return null;
  return { code: "store_disk_full", reason: "its last write to the append-only file failed" };
}

function ratioOf({ usedBytes, limitBytes }: Pick<RedisLook, "usedBytes" | "limitBytes">): number {
  return limitBytes === null ? 0 : usedBytes / limitBytes;
}

/** Whether INFO replication tells of a replica such as `slave0:ip=…,state=online,offset=…,lag=0`. */
function hasReplica(info: string): boolean {
  const lags = [...info.matchAll(/^slave\d+:.*\bstate=online\b.*\blag=(\d+)/gm)];
  return lags.some(([, lag]) => Number(lag) <= LONGEST_LAG_S);
}

/** A line `name:value` of the INFO command. */
function fieldOf(info: string, name: string): string | undefined {
  return new RegExp(`^${name}:(.*?)\\r?$`, "m").exec(info)?.[1];
}
