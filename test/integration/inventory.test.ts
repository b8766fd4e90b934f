import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { API } from "../../controller/contract/api.ts";
import { InventoryAnswer, InventoryRefresh } from "../../controller/contract/inventory.ts";
import { Problem } from "../../controller/contract/problem.ts";
import {
  ACCOUNT,
  addShop,
  KEY,
  openRecordedAws,
  type RecordedAws,
} from "../controller/aws/recorded-aws.ts";
import { unauthorized } from "../controller/aws/recorded-service.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";

/** Requests of somebody with a role. */
async function caller(controller: TestController, role: "viewer" | "operator") {
  const token = await controller.issueApiToken(role, role);
  return async (path: string, method = "GET") =>
    fetch(new URL(path, controller.url), { method, headers: { authorization: `Bearer ${token}` } });
}

/** The answer as soon as a reading has ended after the given moment. */
async function readAfter(ask: Awaited<ReturnType<typeof caller>>, afterMs: number) {
  for (;;) {
    const answer = InventoryAnswer.parse(await (await ask(API.inventory)).json());
    if ((answer.refresh.lastFinishedAtMs ?? 0) > afterMs && answer.refresh.state === "idle") {
      return answer;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("a controller that was told nothing of AWS", () => {
  let controller: TestController;
  beforeAll(async () => {
    controller = await startTestController();
  });
  afterAll(() => controller.close());

  it("says so, with what to do, and asks AWS for nothing", async () => {
    const ask = await caller(controller, "operator");
    const answer = InventoryAnswer.parse(await (await ask(API.inventory)).json());
    expect(answer).toMatchObject({
      inventory: null,
      refresh: { state: "not-set-up", mend: expect.stringContaining("--aws-accounts") },
    });
    const refused = await ask(API.inventoryRefresh, "POST");
    expect(refused.status).toBe(409);
    expect(Problem.parse(await refused.json())).toMatchObject({
      code: "aws_not_set_up",
      mend: expect.stringContaining("--aws-accounts"),
    });
  });
});

describe("a controller that is told of AWS while it runs", () => {
  const lines: string[] = [];
  let first: RecordedAws;
  let second: RecordedAws;
  let controller: TestController;
  let ask: Awaited<ReturnType<typeof caller>>;
  beforeAll(async () => {
    [first, second] = await Promise.all([openRecordedAws(), openRecordedAws()]);
    await addShop(second.route53);
    const logTo = { write: (text: string) => void lines.push(text) };
    controller = await startTestController({ logLevel: "debug", logTo });
    ask = await caller(controller, "operator");
  });
  afterAll(async () => {
    await controller.close();
    await Promise.all([first.close(), second.close()]);
  });

  const told = ({ server }: RecordedAws) => ({
    endpoint: server.endpoint,
    region: "us-east-1",
    credentials: KEY,
  });

  it("reads it at once, and what takes its place in its place", async () => {
    await controller.readAws(told(first));
    const before = await readAfter(ask, 0);
    expect(before.inventory?.hostedZones).toEqual([]);
    await controller.readAws(told(second));
    const after = await readAfter(ask, before.refresh.lastFinishedAtMs ?? 0);
    expect(after.inventory?.hostedZones.map(({ spec }) => spec.name)).toEqual(["shop.lab.test."]);
    expect(after.inventory?.parts.every(({ state }) => state === "complete")).toBe(true);
  });

  it("reads what takes the place of another in the middle of its reading", async () => {
    const { refresh } = await readAfter(ask, 0);
    await controller.readAws(told(first));
    await controller.readAws(told(second));
    const { inventory } = await readAfter(ask, refresh.lastFinishedAtMs ?? 0);
    expect(inventory?.hostedZones.map(({ spec }) => spec.name)).toEqual(["shop.lab.test."]);
  });

  it("keeps the key to itself: neither Redis, nor the log, nor the environment has it", async () => {
    const redis = new Redis(controller.redis.socketPath);
    const dumped = await Promise.all((await redis.keys("*")).map((key) => redis.dumpBuffer(key)));
    redis.disconnect();
    const places = [dumped.join(), lines.join(), JSON.stringify(process.env)];
    expect(dumped.length).toBeGreaterThan(0);
    for (const place of places) expect(place).not.toContain(KEY.secretAccessKey);
  });

  it("shows the key to nobody but an endpoint on this machine", async () => {
    const elsewhere = { ...told(second), endpoint: "https://route53.amazonaws.com" };
    await expect(controller.readAws(elsewhere)).rejects.toMatchObject({
      mend: expect.stringContaining("leave the key out"),
    });
  });
});

describe("a controller without workers", () => {
  it("says that it cannot read AWS", async () => {
    const controller = await startTestController({ roles: { api: true, worker: false } });
    const refused = controller.readAws({ region: "eu-west-1" });
    await expect(refused).rejects.toMatchObject({ mend: expect.stringContaining("role worker") });
    await controller.close();
  });
});

describe("a controller that was told of AWS", () => {
  const lines: string[] = [];
  let aws: RecordedAws;
  let controller: TestController;
  let viewer: Awaited<ReturnType<typeof caller>>;
  let operator: Awaited<ReturnType<typeof caller>>;
  beforeAll(async () => {
    aws = await openRecordedAws();
    await addShop(aws.route53);
    controller = await startTestController({
      aws: { endpoint: aws.server.endpoint, region: "us-east-1", credentials: KEY },
      logLevel: "info",
      logTo: { write: (text) => void lines.push(text) },
    });
    viewer = await caller(controller, "viewer");
    operator = await caller(controller, "operator");
  });
  afterAll(async () => {
    await controller.close();
    await aws.close();
  });

  it("reads it by itself, and answers what it found", async () => {
    const { inventory, refresh } = await readAfter(viewer, 0);
    expect(refresh).toMatchObject({ refreshEveryMs: 900_000, mend: null });
    expect(inventory?.parts.every(({ state }) => state === "complete")).toBe(true);
    expect(inventory?.hostedZones.map(({ spec }) => spec.name)).toEqual(["shop.lab.test."]);
  });

  it("reads it again when an operator asks, tells its progress, and writes down who asked", async () => {
    const { refresh } = await readAfter(viewer, 0);
    const reading = listen(controller);
    const asked = await operator(API.inventoryRefresh, "POST");
    expect(asked.status).toBe(202);
    expect(InventoryRefresh.parse(await asked.json()).state).not.toBe("not-set-up");
    await readAfter(viewer, refresh.lastFinishedAtMs ?? 0);
    expect((await reading).kind).toBe("inventory");
    expect(lines.join("")).toMatch(
      /"audit":true.*"action":"inventory\.refresh".*"name":"operator"/,
    );
    expect((await viewer(API.inventoryRefresh, "POST")).status).toBe(403);
  });

  it("shows what it read before in place of what it cannot read now", async () => {
    const { refresh } = await readAfter(viewer, 0);
    const problem = unauthorized("ec2:DescribeInstances");
    aws.server.faultsOf(ACCOUNT, "ec2").set("DescribeInstances", { kind: "error", problem });
    await operator(API.inventoryRefresh, "POST");
    const { inventory } = await readAfter(viewer, refresh.lastFinishedAtMs ?? 0);
    aws.server.faultsOf(ACCOUNT, "ec2").mend("DescribeInstances");
    expect(inventory?.instances.map(({ id }) => id)).toEqual(["i-web"]);
    const part = inventory?.parts.find(
      ({ subject, scope }) => subject === "instances" && scope === "us-east-1",
    );
    expect(part).toMatchObject({ state: "failed", error: { kind: "denied" }, stale: { items: 1 } });
    expect(lines.join("")).toContain("AWS was read in part");
  });

  /** The first event of the feed from now on. */
  async function listen({ url, issueApiToken }: TestController): Promise<{ kind: string }> {
    const token = await issueApiToken("listener", "viewer");
    const { body } = await fetch(new URL(API.events, url), {
      headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
    });
    let text = "";
    for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      const [, data] = /^data: (\{.*\})$/m.exec(text) ?? [];
      // Leaving the loop closes the connection.
      if (data !== undefined) return JSON.parse(data) as { kind: string };
    }
    throw new Error("the feed ended");
  }
});
