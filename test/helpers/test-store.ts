import { Redis } from "ioredis";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { openStore, type Store } from "../../controller/store/store.ts";
import { startTestRedis, type TestRedis } from "./redis-server.ts";

/** A store on a Redis of its own; `redis` is a second connection, to look behind it. */
export type TestStore = { readonly store: Store; readonly redis: Redis };

/** Opens a store for the tests of this file, empty before each of them, and hands it over. */
export function withTestStore(take: (opened: TestStore) => void): void {
  let server: TestRedis;
  let opened: TestStore;
  beforeAll(async () => {
    server = await startTestRedis();
    const store = await openStore(server, (error) => {
      throw error;
    });
    opened = { store, redis: new Redis({ path: server.socketPath }) };
    take(opened);
  });
  beforeEach(async () => {
    await opened.redis.flushall();
  });
  afterAll(async () => {
    opened?.redis.disconnect();
    await opened?.store.close();
    await server?.stop();
  });
}
