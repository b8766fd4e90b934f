import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { checkerPlaces } from "../../../../infra/lab/health/checker-places.ts";
import { type FailingEndpoint, openFailingEndpoint } from "./failing-endpoint.ts";

const S = 1_000;
const PATIENCE = { timeout: 15_000, interval: 20 };

describe("infra/lab/health over real sockets, at ten times the speed", () => {
  let endpoint: FailingEndpoint;
  beforeEach(async () => {
    endpoint = await openFailingEndpoint(10, 11, "127.77.9.4");
  });
  afterEach(() => endpoint.close());

  const reasons = () =>
    new Set(endpoint.health.checkersOf(endpoint.checkId).map(({ last }) => last?.reason));

  it("finds a refusing endpoint unhealthy, and healthy again, and publishes both", async () => {
    const { health, checkId } = endpoint;
    const { failsBetweenMs, detectedAtMs, mendsBetweenMs, recoveredAtMs } = await endpoint.fail(
      "refuse",
      12 * S,
    );
    // 28 s and 22 s by the book; a busy machine is late, and never early by more than a round.
    const detectedMs = detectedAtMs - failsBetweenMs[1];
    const recoveredMs = recoveredAtMs - mendsBetweenMs[1];
    expect(detectedMs).toBeGreaterThan(10 * S);
    expect(detectedMs).toBeLessThan(90 * S);
    expect(recoveredMs).toBeGreaterThan(10 * S);
    expect(recoveredMs).toBeLessThan(90 * S);
    await vi.waitFor(() => {
      expect(health.events.map(({ status, published }) => `${status} ${published}`).sort()).toEqual(
        ["healthy false", "healthy true", "unhealthy false", "unhealthy true"],
      );
    }, PATIENCE);
    expect(health.isHealthy(checkId)).toBe(true);
  }, 60_000);

  it("sees what is there: an answer, an error page, a network that is cut", async () => {
    const { faults } = endpoint;
    const seen = (reason: string) =>
      vi.waitFor(() => expect(reasons()).toContain(reason), PATIENCE);
    await seen("Success: HTTP Status Code 200, OK");
    await faults.set("e1", { kind: "error-page" });
    await seen("Failure: HTTP Status Code 503, Service Unavailable");
    const virginia = checkerPlaces("127.77.6", 2, ["us-east-1"]).map((place) => place.address);
    faults.cutOff("e1", virginia, "refuse");
    const refused = () =>
      endpoint.health
        .checkersOf(endpoint.checkId)
        .filter(({ last }) => last?.reason === "Failure: Connection refused.")
        .map(({ place }) => place.address);
    await vi.waitFor(() => expect(refused()).toEqual(virginia), PATIENCE);
  }, 60_000);
});
