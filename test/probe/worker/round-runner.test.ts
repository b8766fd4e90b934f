import { describe, expect, it } from "vitest";
import { createClock } from "../../../probe/clock.ts";
import type { Round } from "../../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { RateCap } from "../../../probe/schedule/rate-cap.ts";
import { runRound } from "../../../probe/worker/round-runner.ts";
import { addressRecord, startDnsServer } from "../helpers/dns-server.ts";
import { startHttpServer } from "../helpers/http-server.ts";

/** Runs a round and counts what it tells; `stop` ends it. */
function start(
  round: Pick<Round, "targets" | "priority"> & { readonly metric?: "ttfb_new" | "dns" },
  cap: RateCap,
) {
  const guard = createAddressGuard(["127.0.0.0/8"]);
  const told = { recorded: 0, skipped: 0, started: 0, late: 0, capped: 0 };
  const servedBy = new Set<string | null>();
  const stop = runRound(
    {
      id: `shop/ttfb_new/${round.priority ?? "normal"}`,
      metric: "ttfb_new",
      intervalMs: 20,
      spreadMs: 0,
      timeoutMs: 1_000,
      ...round,
    },
    {
      vantage: "office",
      context: { sourceAddress: null, guard, names: new NameCache(null, guard) },
      stalls: () => [],
      recorder: {
        record: (_series, _atMs, outcome) => {
          told.recorded += 1;
          if (outcome.kind === "answer") servedBy.add(outcome.servedBy);
        },
        countSkipped: (_series, _atMs, slots) => {
          told.skipped += slots;
        },
      },
      clock: createClock(),
      cap,
      health: {
        started: () => {
          told.started += 1;
        },
        missed: (attempts, why) => {
          told[why] += attempts;
        },
        ended: () => undefined,
      },
    },
  );
  return { told, servedBy, stop };
}

describe("probe/worker/round-runner", () => {
  it("starts no more than the owner's limits permit, and counts the rest as skipped", async () => {
    let requests = 0;
    const server = await startHttpServer((_request, response) => {
      requests += 1;
      response.end("ok");
    });
    const target = { service: "shop", entry: "direct", endpoint: "eu", url: server.url } as const;
    const { told, stop } = start(
      { targets: [target, { ...target, endpoint: "us" }] },
      new RateCap({ maxPerSecond: null, maxPerTargetPerSecond: 0.01 }),
    );
    await expect.poll(() => [told.skipped > 20, told.recorded]).toEqual([true, 1]);
    stop();
    await server.close();
    expect(requests).toBe(1);
    expect(told.started).toBe(1);
    expect(told.capped + told.late).toBe(told.skipped);
    expect(told.capped).toBeGreaterThan(0);
  });

  it("gives a failover round what the limits permit, and the others nothing until it ends", async () => {
    const server = await startHttpServer((_request, response) => response.end("ok"));
    const target = { service: "shop", entry: "direct", endpoint: "eu", url: server.url } as const;
    const cap = new RateCap({ maxPerSecond: 20, maxPerTargetPerSecond: null });
    // 50 a second are due, so that nothing is left.
    const failover = start({ targets: [target], priority: "failover" }, cap);
    const normal = start({ targets: [target] }, cap);
    await expect.poll(() => failover.told.started, { timeout: 10_000 }).toBeGreaterThan(40);
    expect(normal.told).toMatchObject({ started: 0 });
    expect(normal.told.capped).toBeGreaterThan(0);
    failover.stop();
    await expect.poll(() => normal.told.started).toBeGreaterThan(0);
    normal.stop();
    await server.close();
  });

  it("counts under the first address of the answer what a lookup was answered with", async () => {
    const server = await startDnsServer(() => ({
      answers: [
        addressRecord("app.example", "192.0.2.7", 60),
        addressRecord("app.example", "192.0.2.8", 60),
      ],
    }));
    const target = {
      service: "shop",
      entry: "dns",
      endpoint: null,
      url: "https://app.example/",
      resolver: { address: server.address, port: server.port },
    } as const;
    const { told, servedBy, stop } = start(
      { metric: "dns", targets: [target] },
      new RateCap({ maxPerSecond: null, maxPerTargetPerSecond: null }),
    );
    await expect.poll(() => told.recorded).toBeGreaterThan(0);
    stop();
    await server.close();
    expect([...servedBy]).toEqual(["ip-192-0-2-7"]);
  });
});
