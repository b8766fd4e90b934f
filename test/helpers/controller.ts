import {
  type ControllerOptions,
  type RunningController,
  startController,
} from "../../controller/main.ts";
import { startTestRedis, type TestRedis } from "./redis-server.ts";

/** A controller on a free port with a Redis of its own. */
export type TestController = RunningController & { readonly redis: TestRedis };

export async function startTestController(
  options: Partial<ControllerOptions> = {},
): Promise<TestController> {
  const redis = await startTestRedis();
  try {
    const controller = await startController({
      redis: { socketPath: redis.socketPath },
      host: "127.0.0.1",
      port: 0,
      logLevel: "silent",
      ...options,
    });
    const close = async () => {
      await controller.close();
      await redis.stop();
    };
    return { ...controller, redis, close };
  } catch (error) {
    await redis.stop();
    throw error;
  }
}
