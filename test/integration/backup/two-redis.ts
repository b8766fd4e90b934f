import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { type BackUpOptions, backUp } from "../../../controller/backup/back-up.ts";
import { type RestoreOptions, restore } from "../../../controller/backup/restore.ts";
import { startTestRedis, type TestRedis } from "../../helpers/redis-server.ts";

/** Two servers, empty before each test, a connection to each, and a file between them. */
export type TwoRedis = {
  readonly from: Redis;
  readonly to: Redis;
  readonly path: string;
  backUp(more?: Partial<BackUpOptions>): ReturnType<typeof backUp>;
  restore(more?: Partial<RestoreOptions>): ReturnType<typeof restore>;
  readonly addresses: { readonly from: TestRedis; readonly to: TestRedis };
};

const COMMON = {
  now: Date.now,
  signal: new AbortController().signal,
  progress: () => undefined,
} as const;

export function withTwoRedis(take: (opened: TwoRedis) => void): void {
  let opened: TwoRedis;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "isochrone-backup-"));
    const [from, to] = await Promise.all([startTestRedis(), startTestRedis()]);
    const path = join(folder, "b.isochrone");
    opened = {
      from: new Redis({ path: from.socketPath }),
      to: new Redis({ path: to.socketPath }),
      path,
      backUp: (more) =>
        backUp({
          ...COMMON,
          address: from,
          path,
          release: "0.1.0",
          waitMs: 2_000,
          sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
          ...more,
        }),
      restore: (more) => restore({ ...COMMON, address: to, path, replace: false, ...more }),
      addresses: { from, to },
    };
    take(opened);
  });
  beforeEach(async () => {
    await Promise.all([opened.from.flushall(), opened.to.flushall()]);
    await rm(opened.path, { force: true });
  });
  afterAll(async () => {
    opened?.from.disconnect();
    opened?.to.disconnect();
    await Promise.all([opened?.addresses.from.stop(), opened?.addresses.to.stop()]);
    await rm(folder, { recursive: true, force: true });
  });
}
