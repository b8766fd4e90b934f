import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { platform, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunQueue } from "../../../probe/measure/run-queue.ts";

let folder = "";
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-run-queue-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("probe/measure/run-queue", () => {
  it("reads the time without a processor, each time anew", async () => {
    const path = join(folder, "schedstat");
    await writeFile(path, "710172029 4534682 55\n");
    const queuedMs = openRunQueue(path);
    expect(queuedMs()).toBe(4.534682);
    await writeFile(path, "18446744073709551615 18446744073709551615 99999999\n");
    expect(queuedMs()).toBeCloseTo(18_446_744_073_709.55, 1);
  });

  it("says nothing where the system says nothing", async () => {
    expect(openRunQueue(join(folder, "none"))()).toBe(0);
    for (const text of ["", "0 0 0\n", "what is this\n"]) {
      const path = join(folder, "odd");
      await writeFile(path, text);
      expect(openRunQueue(path)()).toBe(0);
    }
    expect(openRunQueue(folder)()).toBe(0);
  });

  it.skipIf(platform() !== "linux")("follows the calling thread", () => {
    const queuedMs = openRunQueue();
    const before = queuedMs();
    const untilMs = performance.now() + 20;
    while (performance.now() < untilMs);
    expect(before).toBeGreaterThanOrEqual(0);
    expect(queuedMs()).toBeGreaterThanOrEqual(before);
  });
});
