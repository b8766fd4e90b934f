import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ClockFile } from "../../../probe/deliver/clock-file.ts";
import { sharedNowMs } from "../../../probe/failover/run-clock.ts";

let dir: string;
let path: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-clock-"));
  path = join(dir, "clock.json");
});
afterEach(() => rm(dir, { recursive: true }));

const estimate = (aheadMs: number) => ({
  controllerMinusMonotonicMs: Date.now() - sharedNowMs() + aheadMs,
  errorMs: 3,
  atMs: sharedNowMs() - 1_000,
});

describe("probe/deliver/clock-file", () => {
  it("knows the controller's clock after a restart, a little less surely", async () => {
    const saved = estimate(5_000);
    await new ClockFile(path).save(saved);
    const loaded = await new ClockFile(path).load();
    const offMs = (loaded?.controllerMinusMonotonicMs ?? 0) - saved.controllerMinusMonotonicMs;
    expect(Math.abs(offMs)).toBeLessThanOrEqual(2);
    expect(loaded?.errorMs).toBe(5);
    expect(loaded?.atMs).toBeLessThan(sharedNowMs() - 990);
  });

  it("writes once a minute at most", async () => {
    const file = new ClockFile(path);
    await file.save(estimate(5_000));
    await file.save(estimate(9_000));
    const loaded = await file.load();
    const aheadMs = (loaded?.controllerMinusMonotonicMs ?? 0) - (Date.now() - sharedNowMs());
    expect(Math.round(aheadMs / 1_000)).toBe(5);
  });

  it("knows nothing without a file, or by one that is spoilt", async () => {
    expect(await new ClockFile(path).load()).toBeNull();
    await writeFile(path, '{"controllerMinusWallMs":"soon"}');
    expect(await new ClockFile(path).load()).toBeNull();
  });
});
