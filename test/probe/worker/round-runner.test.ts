import { describe, expect, it } from "vitest";
import { createClock } from "../../../probe/clock.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import { runRound } from "../../../probe/worker/round-runner.ts";
import { startHttpServer } from "../helpers/http-server.ts";

describe("probe/worker/round-runner", () => {
  it("starts no more than the owner's limits permit, and counts the rest as skipped", async () => {
    let requests = 0;
    const server = await startHttpServer((_request, response) => {
      requests += 1;
      response.end("ok");
    });
    const guard = createAddressGuard(["127.0.0.0/8"]);
    let recorded = 0;
    let skipped = 0;
    const target = { service: "shop", entry: "direct", endpoint: "eu", url: server.url } as const;
    const stop = runRound(
      {
        id: "shop/ttfb_new",
        metric: "ttfb_new",
        intervalMs: 20,
        spreadMs: 0,
        timeoutMs: 1_000,
        targets: [target, { ...target, endpoint: "us" }],
      },
      {
        vantage: "office",
        context: { sourceAddress: null, guard, names: new NameCache(null, guard) },
        stalls: () => [],
        recorder: {
          record: () => {
            recorded += 1;
          },
          skip: (_series, _atMs, slots) => {
            skipped += slots;
          },
        },
        clock: createClock(),
        cap: new RateCap({ maxPerSecond: null, maxPerTargetPerSecond: 0.01 }),
        onLateness: () => undefined,
      },
    );
    await expect.poll(() => [skipped > 20, recorded]).toEqual([true, 1]);
    stop();
    await server.close();
    expect(requests).toBe(1);
  });
});
