import { type LabClock, startLabClock } from "../../../../infra/lab/clock.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import type { EndpointFault } from "../../../../infra/lab/faults/endpoint-fault.ts";
import { EndpointFaults } from "../../../../infra/lab/faults/endpoint-faults.ts";
import { createHealthService } from "../../../../infra/lab/health/create-health-service.ts";
import type { HealthService } from "../../../../infra/lab/health/health-service.ts";
import { openEndpointServer } from "../../../../infra/lab/http/endpoint-server.ts";

/** One failure as it happened, in lab ms from when the check was made. */
interface Witnessed {
  /** Between these two the endpoint failed. */
  readonly failsBetweenMs: readonly [number, number];
  readonly mendsBetweenMs: readonly [number, number];
  readonly detectedAtMs: number;
  readonly recoveredAtMs: number;
}

/** A real endpoint and its health check of 10 s × 3, watched by sixteen real checkers. */
export interface FailingEndpoint {
  readonly clock: LabClock;
  readonly faults: EndpointFaults;
  readonly health: HealthService;
  readonly checkId: string;
  readonly port: number;
  /** Lets the endpoint fail at a time since the check was made, and mends it a while after that was noticed. */
  fail(kind: EndpointFault["kind"] & ("refuse" | "black-hole"), atMs: number): Promise<Witnessed>;
  close(): Promise<void>;
}

/** How long an endpoint that was found unhealthy stays so. */
export const STAYS_DOWN_MS = 5_000;

export async function openFailingEndpoint(
  factor: number,
  seed: number,
  address: string,
): Promise<FailingEndpoint> {
  const clock = startLabClock(factor);
  const faults = new EndpointFaults([{ id: "e1", addresses: [address] }], clock);
  const server = await openEndpointServer({ id: "e1", label: "E" }, address, seededRandom(7));
  faults.attach("e1", server);
  const health = createHealthService({
    clock,
    random: seededRandom(seed),
    network: address.replace(/\.\d+$/, "").replace(/\d+$/, "6"),
    faults,
    lookup: () => Promise.reject(new Error("NXDOMAIN")),
  });
  const checkId = "check";
  const beganMs = clock.nowMs();
  health.put(checkId, {
    Type: "HTTP",
    IPAddress: address,
    Port: server.port,
    ResourcePath: "/healthz",
    RequestInterval: 10,
    FailureThreshold: 3,
  });
  const sinceMs = (labMs: number) => labMs - beganMs;
  const turned = (status: "healthy" | "unhealthy") =>
    new Promise<number>((done) => {
      const end = health.onEvent((event) => {
        if (event.published || event.status !== status) return;
        end();
        done(sinceMs(event.atLabMs));
      });
    });
  const until = (atMs: number) =>
    new Promise<void>((done) => clock.after(atMs - sinceMs(clock.nowMs()), done));
  return {
    clock,
    faults,
    health,
    checkId,
    port: server.port,
    fail: async (kind, atMs) => {
      await until(atMs);
      const unhealthy = turned("unhealthy");
      const down = await faults.set("e1", { kind });
      const detectedAtMs = await unhealthy;
      await until(detectedAtMs + STAYS_DOWN_MS);
      const healthy = turned("healthy");
      const up = await faults.clear("e1");
      return {
        failsBetweenMs: [sinceMs(down.askedAt.labMs), sinceMs(down.inForceAt.labMs)],
        mendsBetweenMs: [sinceMs(up.askedAt.labMs), sinceMs(up.inForceAt.labMs)],
        detectedAtMs,
        recoveredAtMs: await healthy,
      };
    },
    close: async () => {
      health.close();
      clock.close();
      await server.close();
    },
  };
}
