import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ControllerClient } from "../../probe/deliver/controller-client.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import { ESTATE } from "../helpers/estate.ts";

const VANTAGE = "eu-west-1";
let controller: TestController | null = null;
let client: ControllerClient;
let token: string;

beforeAll(async () => {
  controller = await startTestController();
  await controller.loadEstate(ESTATE);
  token = await controller.issueProbeToken(VANTAGE);
  client = new ControllerClient(controller.url);
});
afterAll(async () => {
  client?.close();
  await controller?.close();
});

async function present(): Promise<string> {
  const fetched = await client.fetchAssignment(VANTAGE, token, null, 0);
  if (fetched.kind !== "assignment" || fetched.etag === null) throw new Error(fetched.kind);
  return fetched.etag;
}

const ask = (etag: string, waitMs: number) => client.fetchAssignment(VANTAGE, token, etag, waitMs);

/** The estate with another cadence of its service. */
const estateAt = (echoIntervalMs: number) => ({
  ...ESTATE,
  services: ESTATE.services.map((service) => ({
    ...service,
    cadence: { ...service.cadence, echoIntervalMs },
  })),
});

describe("controller/api/routes/get-assignment", () => {
  it("answers at once who has another version, and 304 at the end of the time who has this one", async () => {
    const etag = await present();
    expect((await ask('"other"', 60_000)).kind).toBe("assignment");
    expect(await ask(`W/${etag}`, 0)).toEqual({ kind: "unchanged" });
    const askedAtMs = performance.now();
    expect((await ask(etag, 400)).kind).toBe("unchanged");
    expect(performance.now() - askedAtMs).toBeGreaterThan(390);
    expect(await ask(etag, 60_001)).toMatchObject({ kind: "unavailable" });
  });

  it("tells many who wait of a change that is theirs, and lets batches through meanwhile", async () => {
    const etag = await present();
    const held = Array.from({ length: 30 }, () => ask(etag, 60_000));
    const first = Promise.race(held).then(() => "answered");
    await controller?.loadEstate(ESTATE);
    expect(await client.postBatch("{}", token)).toMatchObject({ kind: "refused" });
    const pause = new Promise((resolve) => setTimeout(resolve, 200, "held"));
    expect(await Promise.race([first, pause])).toBe("held");
    await controller?.loadEstate(estateAt(777));
    for (const fetched of await Promise.all(held)) {
      const intervals =
        fetched.kind === "assignment"
          ? fetched.assignment.rounds.map((round) => round.intervalMs)
          : [];
      expect(intervals).toContain(777);
    }
  });

  it("ends the waits when the controller stops", async () => {
    const etag = await present();
    const held = ask(etag, 60_000);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const stoppedAtMs = performance.now();
    await controller?.close();
    controller = null;
    expect(await held).toEqual({ kind: "unchanged" });
    expect(performance.now() - stoppedAtMs).toBeLessThan(10_000);
  });
});
