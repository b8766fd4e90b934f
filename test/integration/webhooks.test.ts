import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Queue } from "bullmq";
import { Redis } from "ioredis";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { AdviceSettings } from "../../controller/contract/advice-settings.ts";
import type { WebhookEvent } from "../../controller/contract/webhook.ts";
import { QUEUE_NAMES, QUEUE_PREFIX } from "../../controller/queue/queue-names.ts";
import { startWorkers, type Workers } from "../../controller/queue/start-workers.ts";
import { webhookJobs } from "../../controller/queue/webhook-jobs.ts";
import { openStore, type Store } from "../../controller/store/store.ts";
import { startWebhooks, type WebhookWork } from "../../controller/webhooks/start-webhooks.ts";
import { tellReceivers } from "../../controller/webhooks/tell-receivers.ts";
import { startTestRedis, type TestRedis } from "../helpers/redis-server.ts";

type Line = { audit?: boolean; action?: string; receiver?: string; reason?: string };

const WITHIN = { timeout: 20_000, interval: 20 };
const event = (id: string, kind: "drift" | "failed_test" = "drift"): WebhookEvent =>
  kind === "drift"
    ? { kind, id, atMs: 1, service: "shop", phase: "begins", sentence: "Drift begins." }
    : { kind, id, atMs: 1, service: "shop", test: "t-1", sentence: "A test failed." };

let server: TestRedis;
let store: Store;
let connection: Redis;
let queue: Queue;
let workers: Workers | null = null;
let work: WebhookWork | null = null;
let lines: Line[] = [];
const closers: (() => void)[] = [];

beforeAll(async () => {
  server = await startTestRedis();
  store = await openStore(server, (error) => {
    throw error;
  });
  connection = new Redis({ path: server.socketPath, maxRetriesPerRequest: null });
  queue = new Queue(QUEUE_NAMES.webhooks, { connection, prefix: QUEUE_PREFIX });
});
beforeEach(async () => {
  lines = [];
  await connection.flushall();
});
afterEach(async () => {
  work?.close();
  await workers?.close();
  for (const close of closers.splice(0)) close();
});
afterAll(async () => {
  await queue?.close();
  connection?.disconnect();
  await store?.close();
  await server?.stop();
});

/** A receiver that answers its first requests with these, and all later ones with 200; null is silence. */
async function receiver(...first: (number | null)[]) {
  const heard: string[] = [];
  const http = createServer((request, response) => {
    heard.push(String(request.headers["x-isochrone-event"]));
    const status = first.shift();
    if (status !== null) response.writeHead(status ?? 200).end();
    request.resume();
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    http.closeAllConnections();
    http.close();
  });
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/t0ken`, heard };
}

/** Begins to deliver to receivers; answers what puts events on their way. */
async function deliverTo(...webhooks: object[]) {
  const log = pino({ level: "debug" }, { write: (line) => lines.push(JSON.parse(line) as Line) });
  const settings = AdviceSettings.parse({ webhooks });
  work = await startWebhooks(store, settings.webhooks, log);
  const nothing = () => Promise.resolve();
  workers = startWorkers(
    { socketPath: server.socketPath },
    { foldBatch: nothing, maintain: nothing, advise: nothing, checkDrift: nothing },
    { error: (error) => log.error(error), failed: (job, err) => log.debug({ job, err }, "failed") },
  );
  workers.serveWebhooks(work.deliver);
  return tellReceivers(store, webhookJobs(queue, 10));
}

describe("controller/webhooks", () => {
  it("tells each receiver what it wants, once, however often it is put on its way", async () => {
    const [all, tests] = [await receiver(), await receiver()];
    const tell = await deliverTo({ url: all.url }, { url: tests.url, on: ["failed_test"] });
    await Promise.all([tell(event("one")), tell(event("one")), tell(event("two", "failed_test"))]);
    await vi.waitFor(() => expect(all.heard).toHaveLength(2), WITHIN);
    await vi.waitFor(() => expect(tests.heard).toEqual(["two"]), WITHIN);
    await tell(event("one"));
    await tell(event("three"));
    await vi.waitFor(() => expect(all.heard).toContain("three"), WITHIN);
    expect([...all.heard].sort()).toEqual(["one", "three", "two"]);
  });

  it("tries again until the receiver is well", async () => {
    const { url, heard } = await receiver(503, 500, 429);
    const tell = await deliverTo({ url });
    await tell(event("one"));
    await vi.waitFor(() => expect(heard).toHaveLength(4), WITHIN);
    expect(lines.filter(({ audit }) => audit)).toEqual([]);
  });

  it("gives up with a line in the audit that names neither address nor secret", async () => {
    const secret = "a secret of many letters";
    const { url, heard } = await receiver(410);
    const tell = await deliverTo({ url, secret });
    await tell(event("one"));
    await vi.waitFor(
      () =>
        expect(lines.find(({ audit }) => audit)).toMatchObject({
          action: "webhook.given-up",
          event: "one",
          reason: "it answered 410",
        }),
      WITHIN,
    );
    expect(heard).toEqual(["one"]);
    const { data } = (await queue.getJobs()).find(Boolean) ?? { data: null };
    expect(`${JSON.stringify(lines)} ${JSON.stringify(data)}`).not.toMatch(/t0ken|a secret/);
  });

  it("gives up on a receiver that fails every time", async () => {
    const { url, heard } = await receiver(...Array.from({ length: 20 }, () => 500));
    const tell = await deliverTo({ url });
    await tell(event("one"));
    await vi.waitFor(() => expect(lines.some(({ audit }) => audit)).toBe(true), WITHIN);
    expect(heard).toHaveLength(10);
  });

  it("is not kept from one receiver by the silence of another", async () => {
    const [dead, well] = [await receiver(null, null, null, null), await receiver()];
    const tell = await deliverTo({ url: dead.url }, { url: well.url });
    for (const id of ["one", "two", "three"]) await tell(event(id));
    await vi.waitFor(() => expect(well.heard).toHaveLength(3), WITHIN);
  });

  it("puts nothing on its way where nobody delivers", async () => {
    const tell = tellReceivers(store, webhookJobs(queue));
    await tell(event("one"));
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 0, delayed: 0 });
  });
});
