import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ListResourceRecordSetsCommand, Route53Client } from "@aws-sdk/client-route-53";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AnswersAnswer } from "../../controller/contract/answers.ts";
import { API } from "../../controller/contract/api.ts";
import { RoutingDesign } from "../../controller/contract/aws/routing-design.ts";
import { InventoryAnswer } from "../../controller/contract/inventory.ts";
import { Problem } from "../../controller/contract/problem.ts";
import { ShadowLease, ShadowPlan } from "../../controller/contract/shadow.ts";
import { KEYS } from "../../controller/store/keys.ts";
import { type Lab, openLab } from "../../infra/lab/lab.ts";
import { runCli } from "../controller/cli/run-cli.ts";
import { startTestController, type TestController } from "../helpers/controller.ts";
import {
  buildControllerProgram,
  type ControllerProcess,
  type ControllerProgram,
} from "../helpers/controller-process.ts";
import { atlas, endpointOf, smallWorld } from "../infra/lab/small-world.ts";

const SHADOW = `${API.services}/shop/answers/shadow`;

const world = { ...smallWorld("127.97"), clockFactor: 20 };

let lab: Lab;
let program: ControllerProgram;
/** Serves; what is done in AWS is done by workers, which can be killed. */
let controller: TestController;
let worker: ControllerProcess;
let operator: string;
let route53: Route53Client;
let design: RoutingDesign;

beforeAll(async () => {
  lab = await openLab(world, atlas, { httpPort: 0, dnsPort: 0, awsPort: 0 });
  program = await buildControllerProgram();
  const { endpoint, region, credentials } = awsOfLab();
  route53 = new Route53Client({ endpoint, region, credentials });
  controller = await startTestController({ roles: { api: true, worker: false } });
  await controller.loadEstate(lab.ready.estate);
  operator = await controller.issueApiToken("operator", "operator");
  worker = await startWorker();
  await vi.waitUntil(wasRead, { timeout: 60_000, interval: 100 });
  design = await everybodyToIreland();
}, 120_000);
afterAll(async () => {
  route53?.destroy();
  await program?.remove();
  await controller?.close();
  await lab?.close();
});

async function startWorker(): Promise<ControllerProcess> {
  const started = program.process({
    redis: { socketPath: controller.redis.socketPath },
    host: "127.0.0.1",
    port: 0,
    logLevel: "silent",
    aws: awsOfLab(),
  });
  await started.start();
  return started;
}

function awsOfLab() {
  const { endpoint, region, accounts, ...credentials } = lab.ready.aws;
  const [{ id } = { id: "" }] = accounts;
  return { endpoint, region, accounts: [{ id, apply: {} }], credentials, mostHealthStatuses: 0 };
}

async function call(path: string, method = "GET", body?: unknown) {
  const response = await fetch(new URL(path, controller.url), {
    method,
    headers: {
      authorization: `Bearer ${operator}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as unknown };
}

async function wasRead(): Promise<boolean> {
  const { refresh } = InventoryAnswer.parse((await call(API.inventory)).body);
  return refresh.lastFinishedAtMs !== null;
}

/** A design under which all users are led to one endpoint, over an alias within the zone. */
async function everybodyToIreland(): Promise<RoutingDesign> {
  const { inventory } = InventoryAnswer.parse((await call(API.inventory)).body);
  const zone = inventory?.hostedZones.find(({ spec }) => spec.name.startsWith("shop.lab.test"));
  const id = zone?.spec.id ?? "";
  const alias = { hostedZoneId: id, dnsName: "all.shop.lab.test", evaluateTargetHealth: false };
  const values = [endpointOf(world, "shop-euw1").address];
  return RoutingDesign.parse({
    hostedZones: [
      {
        id,
        name: "shop.lab.test",
        records: [
          { name: "shop.lab.test", type: "A", alias },
          { name: "all.shop.lab.test", type: "A", ttlS: 30, values },
        ],
      },
    ],
  });
}

const planOf = async () => ShadowPlan.parse((await call(SHADOW, "POST", design)).body);
const proposed = async () =>
  AnswersAnswer.parse((await call(`${API.services}/shop/answers?about=proposed`)).body);

async function shadowNames(): Promise<string[]> {
  const [zone] = design.hostedZones;
  const { ResourceRecordSets = [] } = await route53.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone?.id }),
  );
  return ResourceRecordSets.map(({ Name = "" }) => Name).filter((name) => name.includes("_iso"));
}

describe("a design that is tried under a shadow name, on the lab", () => {
  it("is shown first, and nothing is written before somebody confirms it", async () => {
    const plan = await planOf();
    expect(plan.shadowName).toBe(`_isochrone-${plan.id}.shop.lab.test.`);
    expect(plan.records.map(({ name }) => name)).toEqual([
      plan.shadowName,
      `n1.${plan.shadowName}`,
    ]);
    expect(await shadowNames()).toEqual([]);
    const unheard = await call(`${SHADOW}/${"0".repeat(20)}`, "POST");
    expect([unheard.status, Problem.parse(unheard.body).code]).toEqual([404, "unknown_shadow"]);
    const foreign = { hostedZones: [{ id: "Z0FOREIGN", name: "other.test", records: [] }] };
    const refused = await call(SHADOW, "POST", foreign);
    expect([refused.status, Problem.parse(refused.body).code]).toEqual([409, "no_shadow"]);
  });

  it("is confirmed once, written, asked about and deleted; Route 53 and the model agree on it", async () => {
    const { id } = await planOf();
    const confirmed = await Promise.all(
      [1, 2, 3].map(async () => (await call(`${SHADOW}/${id}`, "POST")).status),
    );
    expect(confirmed.sort()).toEqual([202, 404, 404]);
    await expect.poll(shadowNames, { timeout: 30_000, interval: 20 }).toHaveLength(2);
    await expect.poll(async () => (await proposed()).askedAtMs, { timeout: 60_000 }).not.toBeNull();
    await expect.poll(async () => (await proposed()).askingSinceMs).toBeNull();
    const { report } = await proposed();
    expect(report.verdict).toBe("agreed");
    const askers = report.groups.flatMap((group) => group.askers);
    expect(askers.length).toBeGreaterThan(1);
    for (const asker of askers) {
      const ledTo = [{ share: 1, server: { kind: "endpoint", endpoint: "shop-euw1" } }];
      expect(asker).toMatchObject({
        trusted: "shadow",
        answers: [
          { source: "shadow", ledTo },
          { source: "model", ledTo },
        ],
      });
    }
    expect(await shadowNames()).toEqual([]);
    expect((await call(`${SHADOW}/${id}`, "POST")).status).toBe(404);
  }, 90_000);

  it("is tried from the command line, which says what it wrote and what came of it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "isochrone-shadow-"));
    try {
      const file = join(folder, "design.json");
      await writeFile(file, JSON.stringify(design));
      const words = ["answers", "shop", "--shadow", file, "--yes", "--url", controller.url];
      const { status, out, err } = await runCli(words, {
        env: { ISOCHRONE_TOKEN: operator },
        now: Date.now,
        sleep: async (ms) => {
          await delay(ms);
        },
      });
      expect([status, err]).toEqual([0, ""]);
      expect(out).toContain("2 record sets would be created in hosted zone");
      expect(out).toContain("The sources agree on shop.lab.test as it is proposed");
      expect(await shadowNames()).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  }, 90_000);

  it("of a process that is killed half way, another one deletes what it left", async () => {
    const redis = new Redis(controller.redis.socketPath);
    try {
      const { id } = await planOf();
      expect((await call(`${SHADOW}/${id}`, "POST")).status).toBe(202);
      await expect.poll(shadowNames, { timeout: 30_000, interval: 20 }).toHaveLength(2);
      await worker.kill();
      expect(await shadowNames()).toHaveLength(2);
      // Its lease is over once five minutes have gone.
      const text = (await redis.hget(KEYS.shadows, id)) ?? "";
      const lease = ShadowLease.parse(JSON.parse(text));
      expect([lease.state, lease.plan.id]).toEqual(["written", id]);
      await redis.hset(KEYS.shadows, id, JSON.stringify({ ...lease, untilMs: 0 }));
      worker = await startWorker();
      await expect.poll(shadowNames, { timeout: 30_000 }).toEqual([]);
    } finally {
      redis.disconnect();
    }
  }, 90_000);
});
