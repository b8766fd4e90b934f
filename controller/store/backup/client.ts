import { Cluster, type Redis, type Result } from "ioredis";
import { READ_SCRIPT } from "./read-script.ts";
import { WRITE_SCRIPT } from "./write-script.ts";

/** A server, or a cluster of them. */
export type BackupClient = Redis | Cluster;

declare module "ioredis" {
  // The library's own way of typing scripts; the parameter must have its name.
  interface RedisCommander<Context> {
    isoReadKeysBuffer(count: number, ...keys: string[]): Result<unknown, Context>;
    isoWriteKey(key: string, ...argv: (string | number | Buffer)[]): Result<number, Context>;
  }
}

/** Teaches a client the scripts of backup and restore. */
export function withBackupScripts(client: BackupClient): BackupClient {
  client.defineCommand("isoReadKeys", { lua: READ_SCRIPT });
  client.defineCommand("isoWriteKey", { lua: WRITE_SCRIPT, numberOfKeys: 1 });
  return client;
}

/** The servers that hold keys, each with its own. */
export function primaries(client: BackupClient): Redis[] {
  return client instanceof Cluster ? client.nodes("master") : [client];
}

/** Every server, replicas as well. */
export function servers(client: BackupClient): Redis[] {
  return client instanceof Cluster ? client.nodes("all") : [client];
}
