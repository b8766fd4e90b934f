import { afterEach, describe, expect, it } from "vitest";
import { type FakeController, fakeController, type Reply } from "./fake-controller.ts";
import { runCli } from "./run-cli.ts";
import { SAMPLE_DRIFT } from "./sample-drift.ts";

let controller: FakeController | undefined;

afterEach(async () => {
  await controller?.close();
});

/** Runs `isochrone drift` against a controller that answers as told. */
async function drift(words: readonly string[], reply: Reply = { body: SAMPLE_DRIFT.found }) {
  controller = await fakeController(() => reply);
  return runCli(["drift", ...words, "--url", controller.url], { env: { ISOCHRONE_TOKEN: "t" } });
}

const ACCEPTED = {
  service: "shop",
  acceptedAtMs: 1,
  design: "live",
  records: 4,
  healthChecks: 3,
  accelerators: 1,
  levels: 6,
};

describe("isochrone drift", () => {
  it.each([
    ["found", 2],
    ["none", 0],
    ["inconclusive", 3],
  ] as const)("ends with a status of its own where drift is %s", async (kind, status) => {
    expect((await drift([], { body: SAMPLE_DRIFT[kind] })).status).toBe(status);
  });

  it("never ends well where something was not checked, or there is nothing", async () => {
    const waiting = { reports: SAMPLE_DRIFT.none.reports, notChecked: ["checkout"] };
    expect((await drift([], { body: waiting })).status).toBe(3);
    await controller?.close();
    const empty = await drift([], { body: { reports: [], notChecked: [] } });
    expect(empty).toMatchObject({ status: 3, out: "There is no service to check.\n" });
  });

  it("asks for one service in one sense, and tells programs all of it", async () => {
    const words = ["shop", "--sense", "configuration", "--against", "recommended", "--json"];
    const { status, out } = await drift(words);
    expect(controller?.seen[0]?.url).toBe(
      "/v1/services/shop/drift?against=recommended&sense=configuration",
    );
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      exitStatus: status,
      drift: { reports: [{ service: "shop", verdict: "drift" }], notChecked: ["checkout"] },
    });
  });

  it("accepts what stands, and says what that was", async () => {
    const { status, out } = await drift(["shop", "--accept", "--note", "agreed"], {
      body: ACCEPTED,
    });
    expect(status).toBe(0);
    expect(controller?.seen[0]).toMatchObject({
      method: "POST",
      url: "/v1/services/shop/baseline",
    });
    expect(controller?.bodies).toEqual([{ note: "agreed" }]);
    expect(out).toBe(
      "shop: 4 record sets, 3 health checks, 1 accelerator are declared from now on; 6 latency levels and today's prices and traffic are what it rests on.\n",
    );
  });

  it("says that a file goes on to declare the design", async () => {
    const { out } = await drift(["shop", "--accept"], {
      body: { ...ACCEPTED, design: "service-file" },
    });
    expect(out).toContain("its file goes on to declare the design");
  });

  it.each([
    [["--accept"], "--accept needs the service"],
    [["shop", "--note", "x"], "--note goes with --accept"],
    [["--sense", "smell"], "configuration, prediction, assumptions"],
  ])("refuses %s", async (words, message) => {
    const { status, err } = await drift(words);
    expect(status).toBe(64);
    expect(err).toContain(message);
  });

  it("ends with 1 where the controller refuses", async () => {
    const problem = {
      code: "baseline_not_read",
      message: "shop: AWS was never read.",
      mend: "Read it.",
      requestId: "r",
      fields: [],
    };
    const { status, err } = await drift(["shop", "--accept"], { status: 409, body: problem });
    expect(status).toBe(1);
    expect(err).toContain("AWS was never read");
  });
});
