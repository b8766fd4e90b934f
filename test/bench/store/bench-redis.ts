import { connectRedis } from "../../../controller/store/connect.ts";
import { startTestRedis } from "../../helpers/redis-server.ts";

/** As Isochrone sets its own Redis. */
export const PACKED = ["--hash-max-listpack-value", "4096", "--hash-max-listpack-entries", "512"];

/** A Redis of one's own for the time of a measurement, and a connection as the store has one. */
export async function openBenchRedis(settings: readonly string[] = PACKED) {
  const server = await startTestRedis(...settings);
  const redis = connectRedis(server, (error) => {
    throw error;
  });
  return {
    server,
    redis,
    async usedBytes(): Promise<number> {
      return Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1]);
    },
    /** Microseconds that Redis has spent on scripts and on noting vantages since the last call. */
    async busyUs(): Promise<number> {
      const lines = await redis.info("commandstats");
      await redis.config("RESETSTAT");
      // What a script calls is counted a second time, under its own name.
      const spent = lines.matchAll(/cmdstat_(?:evalsha|eval|sadd):[^\n]*?usec=(\d+)/g);
      return [...spent].reduce((sum, [, us]) => sum + Number(us), 0);
    },
    async close() {
      redis.disconnect();
      await server.stop();
    },
  };
}
