import { afterEach, describe, expect, it } from "vitest";
import { placementLines } from "../../../controller/cli/render/placement-lines.ts";
import { recoveryLines } from "../../../controller/cli/render/recovery-lines.ts";
import { describeGolden } from "./describe-golden.ts";
import { type FakeController, fakeController } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { SAMPLE_PLACEMENT, SAMPLE_RECOVERY } from "./sample-plans.ts";

let controller: FakeController | undefined;

afterEach(async () => {
  await controller?.close();
});

async function run(words: readonly string[], body: unknown) {
  controller = await fakeController(() => ({ body }));
  return runCli([...words, "--url", controller.url], { env: { ISOCHRONE_TOKEN: "t" } });
}

describe("isochrone place", () => {
  it.each([
    ["found", 0],
    ["unmeasured", 3],
  ] as const)("ends with a status of its own where sites are %s", async (kind, status) => {
    expect((await run(["place", "shop"], SAMPLE_PLACEMENT[kind])).status).toBe(status);
    expect(controller?.seen[0]?.url).toBe(
      "/v1/services/shop/placement?add=1&kinds=region&policy=latency",
    );
  });

  it("asks as told, and tells programs all of it", async () => {
    const words = ["--add", "2", "--kinds", "region,local-zone", "--policy", "geoproximity"];
    const { out } = await run(["place", "shop", ...words, "--json"], SAMPLE_PLACEMENT.found);
    expect(controller?.seen[0]?.url).toBe(
      "/v1/services/shop/placement?add=2&kinds=region%2Clocal-zone&policy=geoproximity",
    );
    expect(JSON.parse(out)).toMatchObject({ ok: true, placement: SAMPLE_PLACEMENT.found });
  });

  it.each([
    ["--add", "0"],
    ["--add", "many"],
    ["--kinds", "moon"],
    ["--policy", "simple"],
  ])("refuses %s %s", async (flag, value) => {
    expect((await run(["place", "shop", flag, value], {})).status).toBe(64);
    expect(controller?.seen).toEqual([]);
  });
});

describe("isochrone recovery", () => {
  it.each([
    ["keep", 0],
    ["test", 3],
    ["none", 2],
  ] as const)("ends with a status of its own for %s", async (kind, status) => {
    const { status: ended, out } = await run(["recovery", "shop"], SAMPLE_RECOVERY[kind]);
    expect(ended).toBe(status);
    expect(out).toContain(SAMPLE_RECOVERY[kind].sentence);
    expect(controller?.seen[0]?.url).toBe("/v1/services/shop/recovery");
  });
});

describeGolden({
  "placement-found": (page) => placementLines(SAMPLE_PLACEMENT.found, page),
  "placement-none": (page) => placementLines(SAMPLE_PLACEMENT.none, page),
  "recovery-keep": (page) => recoveryLines(SAMPLE_RECOVERY.keep, page),
  "recovery-none": (page) => recoveryLines(SAMPLE_RECOVERY.none, page),
});
