import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { BatchReceipt } from "../../../probe/contract/batch.ts";
import { BatchSender } from "../../../probe/deliver/batch-sender.ts";
import { ControllerClient } from "../../../probe/deliver/controller-client.ts";
import { Spool } from "../../../probe/deliver/spool.ts";
import { readBody, startHttpServer, type TestServer } from "../helpers/http-server.ts";

const BOOT = "bootboot";
let dir = "";
let server: TestServer;
let client: ControllerClient;
let running: { sender: BatchSender; done: Promise<void> } | null = null;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-sender-"));
});
afterEach(async () => {
  running?.sender.stop();
  await server.close();
  client.close();
  await running?.done;
  running = null;
  await rm(dir, { recursive: true, force: true });
});

type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/** A controller that keeps what it was sent and answers as told; `null` breaks the connection. */
async function startController(answer: (seq: number, attempt: number) => Reply | null) {
  const received: number[] = [];
  server = await startHttpServer((request, response) => {
    void readBody(request).then((body) => {
      const { seq } = JSON.parse(body.toString("utf8")) as { seq: number };
      received.push(seq);
      const reply = answer(seq, received.filter((other) => other === seq).length);
      if (reply === null) response.destroy();
      else response.writeHead(reply.status, reply.headers).end(JSON.stringify(reply.body ?? {}));
    });
  });
  client = new ControllerClient(server.url);
  return received;
}

const receiptOf = (seq: number): Reply => ({
  status: 202,
  body: { vantage: "office", boot: BOOT, seq, assignmentVersion: "v7" },
});

async function spoolWith(count: number): Promise<Spool> {
  const spool = await Spool.open(dir, 1_000_000);
  for (let seq = 1; seq <= count; seq += 1) {
    await spool.putAll(
      [{ boot: BOOT, seq, closedAtMs: 1_000, content: JSON.stringify({ seq }) }],
      1_000,
    );
  }
  return spool;
}

function start(spool: Spool) {
  const receipts: BatchReceipt[] = [];
  const lines: string[] = [];
  const sender = new BatchSender(
    {
      vantage: "office",
      token: "0123456789abcdef",
      spool,
      client,
      log: (level, message) => lines.push(`${level}: ${message}`),
      onReceipt: (receipt) => receipts.push(receipt),
    },
    () => 0,
  );
  running = { sender, done: sender.run() };
  return { sender, receipts, lines };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 1) {
    if (waited > 1_000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("probe/deliver/batch-sender", () => {
  it("sends what waits in order and forgets it only after its receipt", async () => {
    const received = await startController(receiptOf);
    const spool = await spoolWith(3);
    const { receipts } = start(spool);
    await until(() => receipts.length === 3);
    expect(spool.length).toBe(0);
    expect(received).toEqual([1, 2, 3]);
    expect(receipts.map(({ assignmentVersion }) => assignmentVersion)).toEqual(["v7", "v7", "v7"]);
  });

  it("sends a new batch as soon as it is told of it", async () => {
    const received = await startController(receiptOf);
    const spool = await spoolWith(0);
    const { sender } = start(spool);
    await spool.putAll([{ boot: BOOT, seq: 9, closedAtMs: 1_000, content: '{"seq":9}' }], 1_000);
    sender.wake();
    await until(() => spool.length === 0);
    expect(received).toEqual([9]);
  });

  it("sends again what was not acknowledged: a crash, a broken answer, another's receipt", async () => {
    const replies = [null, { status: 500 }, receiptOf(99)];
    const received = await startController((seq, attempt) =>
      attempt <= replies.length ? (replies[attempt - 1] ?? null) : receiptOf(seq),
    );
    const spool = await spoolWith(1);
    const { lines } = start(spool);
    await until(() => spool.length === 0);
    expect(received).toEqual([1, 1, 1, 1]);
    expect(lines).toEqual([
      "warn: the controller cannot be reached; batches wait on disk",
      "info: the controller takes batches again",
    ]);
  });

  it("leaves the controller alone as long as it asks for", async () => {
    const times: number[] = [];
    await startController((seq) => {
      times.push(performance.now());
      return times.length === 1 ? { status: 503, headers: { "retry-after": "1" } } : receiptOf(seq);
    });
    const spool = await spoolWith(1);
    const { sender } = start(spool);
    await until(() => times.length === 1);
    sender.wake();
    await until(() => spool.length === 0);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it("puts a refused batch aside and goes on with the next", async () => {
    const received = await startController((seq) =>
      seq === 1 ? { status: 422, body: { message: "no" } } : receiptOf(seq),
    );
    const spool = await spoolWith(2);
    const { lines } = start(spool);
    await until(() => spool.length === 0);
    expect(received).toEqual([1, 2]);
    expect(await readdir(join(dir, "refused"))).toHaveLength(1);
    expect(lines).toEqual(["error: the controller refuses a batch for good"]);
  });

  it("keeps everything while the token is not accepted", async () => {
    const received = await startController(() => ({ status: 401 }));
    const spool = await spoolWith(2);
    const { lines } = start(spool);
    await until(() => received.length === 1 && lines.length === 1);
    expect(spool.length).toBe(2);
    expect(lines).toEqual(["error: the controller does not accept the token"]);
  });

  it("sends what a process spooled that died before sending it", async () => {
    const received = await startController(receiptOf);
    await spoolWith(2);
    const reopened = await Spool.open(dir, 1_000_000);
    start(reopened);
    await until(() => reopened.length === 0);
    expect(received).toEqual([1, 2]);
  });

  it("gives what waits one more try when it is stopped, then returns", async () => {
    let isUp = false;
    const received = await startController((seq) => (isUp ? receiptOf(seq) : { status: 500 }));
    const spool = await spoolWith(2);
    const { sender } = start(spool);
    await until(() => received.length === 1);
    isUp = true;
    sender.stop();
    await running?.done;
    expect(spool.length).toBe(0);
  });

  describe("while an answer is under way", () => {
    let answers: ((reply: Reply) => void)[] = [];

    /** A controller whose answers are given by `answers`, each to the request of that number. */
    async function startSlowController(): Promise<void> {
      answers = [];
      server = await startHttpServer((_request, response) => {
        answers.push(({ status, headers, body }) =>
          response.writeHead(status, headers).end(JSON.stringify(body ?? {})),
        );
      });
      client = new ControllerClient(server.url);
    }

    it("leaves the controller alone all the same when a batch is spooled", async () => {
      await startSlowController();
      const { sender, lines } = start(await spoolWith(1));
      await until(() => answers.length === 1);
      sender.wake();
      answers[0]?.({ status: 503, headers: { "retry-after": "60" } });
      await until(() => lines.length === 1);
      await delay(50);
      expect(answers).toHaveLength(1);
      sender.stop();
      await until(() => answers.length === 2);
      answers[1]?.({ status: 503 });
    });

    it("tries once more when it is stopped and the answer is a failure", async () => {
      await startSlowController();
      const spool = await spoolWith(1);
      const { sender } = start(spool);
      await until(() => answers.length === 1);
      sender.stop();
      answers[0]?.({ status: 500 });
      await until(() => answers.length === 2);
      answers[1]?.(receiptOf(1));
      await running?.done;
      expect(spool.length).toBe(0);
    });
  });
});
