import type { RedisTls } from "../../../controller/redis-address.ts";
import { startContainerRedis, VALKEY_IMAGE } from "./container-redis.ts";
import { startEmbeddedRedis } from "./embedded-redis.ts";
import type { RedisChoice } from "./resolve-redis.ts";

export interface OpenRedis {
  /** How a client reaches it; the address may hold a password. */
  connection: { url: string; tls?: RedisTls } | { socketPath: string };
  /** Whether it was started here, and so ends here. */
  isOwn: boolean;
  /** What it is and where it comes from, fit to be shown. */
  description: string;
  close(): Promise<void>;
  kill(): void;
}

/** Starts what was chosen. An external server is only described: it is not ours to end. */
export async function openRedis(
  choice: RedisChoice,
  dataDir: string,
  env: NodeJS.ProcessEnv,
  onExit: (message: string) => void,
): Promise<OpenRedis> {
  switch (choice.kind) {
    case "external":
      return {
        connection: { url: choice.redis.url, tls: choice.redis.tls },
        isOwn: false,
        description: `the one in REDIS_URL, ${choice.redis.shown}`,
        close: () => Promise.resolve(),
        kill: () => undefined,
      };
    case "binary": {
      const { binary } = choice;
      const server = await startEmbeddedRedis({ binary, dataDir, onExit });
      return {
        connection: { socketPath: server.socketPath },
        isOwn: true,
        description: `${binary.version}, ${binary.origin}`,
        close: server.close,
        kill: server.kill,
      };
    }
    case "container": {
      const server = await startContainerRedis({ engine: choice.engine, dataDir, env, onExit });
      return {
        connection: { url: server.url },
        isOwn: true,
        description: `${VALKEY_IMAGE} in ${choice.engine.command}`,
        close: server.close,
        kill: server.kill,
      };
    }
  }
}
