import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import {
  HealthService,
  type HealthServiceOptions,
} from "../../../../infra/lab/health/health-service.ts";
import { simulatedClock } from "./simulated-clock.ts";

/** A health service whose time stands still, so that nothing is ever called. */
export function quietHealth(options: Partial<HealthServiceOptions> = {}): HealthService {
  return new HealthService({
    clock: simulatedClock(),
    random: seededRandom(1),
    network: "127.77.6",
    checkersPerRegion: 2,
    probe: () => Promise.reject(new Error("nobody calls")),
    wallNowMs: () => 0,
    longestPublishDelayMs: 0,
    ...options,
  });
}
