import { afterEach, describe, expect, it, vi } from "vitest";
import type { Metric } from "../../../probe/contract/metric.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { startHttpServer } from "../helpers/http-server.ts";

const STEP_MS = 5_000;
const closers: (() => unknown)[] = [];
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

/** Every look at the wall clock finds it 5 s further away from the true time, ahead and behind in turn. */
function unsettleWallClock(): void {
  const realNow = Date.now;
  let looks = 0;
  vi.spyOn(Date, "now").mockImplementation(() => {
    looks += 1;
    return realNow() + (looks % 2 === 0 ? -1 : 1) * looks * STEP_MS;
  });
}

describe("probe/measure", () => {
  for (const metric of ["echo_rtt", "ttfb_new"] satisfies Metric[]) {
    it(`times ${metric} alike while the wall clock is stepped`, async () => {
      const server = await startHttpServer((_request, response) => {
        setTimeout(() => response.end("ok"), 20);
      });
      closers.push(server.close);
      const guard = createAddressGuard(["127.0.0.0/8"]);
      const measurer = new TargetMeasurer(
        { service: "shop", entry: "direct", endpoint: "eu", url: server.url },
        metric,
        { sourceAddress: null, guard, names: new NameCache(null, guard) },
        () => [],
      );
      closers.push(() => measurer.close());
      unsettleWallClock();
      for (let attempt = 0; attempt < 4; attempt += 1) {
        const outcome = await measurer.attempt(2_000);
        if (outcome.kind !== "answer") throw new Error(`${outcome.kind}: ${outcome.detail}`);
        expect(outcome.rttUs).toBeGreaterThanOrEqual(19_000);
        expect(outcome.rttUs).toBeLessThan(1_000_000);
      }
    });
  }
});
