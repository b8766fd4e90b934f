import { setTimeout as delay } from "node:timers/promises";
import { describe, it, type TestContext } from "vitest";
import { Estate } from "../../../controller/contract/estate.ts";
import { type ControllerOptions, startController } from "../../../controller/main.ts";
import { openQueues } from "../../../controller/queue/open-queues.ts";
import { openStore } from "../../../controller/store/store.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";
import { ESTATE } from "../../helpers/estate.ts";
import {
  startTestCluster,
  type TestCluster,
  type TestNode,
  untilCaughtUp,
  untilPromoted,
} from "../../helpers/redis-cluster.ts";

const MINUTE_MS = 60_000;
const WITHIN = { timeout: 60_000, interval: 200 };
const VANTAGES = Array.from({ length: 18 }, (_, at) => `office-${at}`);
const FINISH_WITHIN_MS = 40_000;
const SLOTS_OF_FIRST = 5_461;
const ESTATE_OF_OFFICES: Estate = Estate.parse({
  ...ESTATE,
  vantages: VANTAGES.map((id) => ({
    id,
    kind: "custom",
    label: id,
    latitude: 50,
    longitude: 7,
  })),
});

type Sender = {
  /** What is measured is of this minute. */
  readonly minuteMs: number;
  /** Answers that were acknowledged, by vantage. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** Codes of refusals. */
  readonly refusals: ReadonlySet<string>;
  /** Takes no new batches; resolves when what was begun is acknowledged. */
  finish(): Promise<void>;
};

/** A probe in each office: a batch is sent until it is acknowledged, then the next. */
function sendAll(url: string, tokens: ReadonlyMap<string, string>): Sender {
  const acknowledged = new Map(VANTAGES.map((vantage) => [vantage, 0]));
  const refusals = new Set<string>();
  const minuteMs = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  /** What each is told that is not acknowledged, or that it hears nothing. */
  const last = new Map<string, string>();
  let isFinishing = false;
  const send = async (vantage: string, body: string) => {
    const headers = {
      authorization: `Bearer ${tokens.get(vantage)}`,
      "content-type": "application/json",
    };
    last.set(vantage, "no answer");
    for (;;) {
      const response = await fetch(`${url}/v1/batches`, { method: "POST", headers, body });
      const answer = (await response.json()) as { code?: string };
      if (response.status === 202) return void last.delete(vantage);
      const isAskedToWait = Number(response.headers.get("retry-after") ?? 0) >= 1;
      last.set(vantage, `${response.status} ${JSON.stringify(answer)}`);
      refusals.add(`${response.status} ${answer.code}${isAskedToWait ? ", later" : ""}`);
      // Sooner than it is told to, so that the test is over sooner.
      await delay(200);
    }
  };
  const office = async (vantage: string) => {
    for (let seq = 1; !isFinishing; seq += 1) {
      const count = 1 + (seq % 7);
      await send(
        vantage,
        JSON.stringify(batchOf([answers(minuteMs, 500, count)], { vantage, seq })),
      );
      acknowledged.set(vantage, (acknowledged.get(vantage) ?? 0) + count);
      await delay(50);
    }
  };
  const done = Promise.all(VANTAGES.map(office));
  return {
    minuteMs,
    acknowledged,
    refusals,
    async finish() {
      isFinishing = true;
      const given = new AbortController();
      const late = delay(FINISH_WITHIN_MS, undefined, { signal: given.signal }).then(() => {
        throw new Error(`not acknowledged: ${JSON.stringify([...last])}`);
      });
      await Promise.race([done, late]).finally(() => given.abort());
    },
  };
}

/** Replication stops, as where the way between two machines breaks; the bus of the cluster does not. */
async function cutOff(
  primary: TestNode,
  replica: TestNode,
  { expect }: Pick<TestContext, "expect">,
): Promise<void> {
  await replica.direct.config("SET", "masterauth", "wrong");
  await primary.direct.client("KILL", "TYPE", "REPLICA");
  await expect.poll(() => replica.direct.info("replication"), WITHIN).toContain("status:down");
  await expect.poll(() => primary.direct.info("replication"), WITHIN).toContain("slaves:0");
}

/**
 * Offices measure; replication of the first primary stops, later the primary is killed and its replica takes
 * its place, and at last the killed one comes back as a replica. Answers what was acknowledged, and how to
 * learn what is counted.
 */
async function loseFirstPrimary(
  durability: NonNullable<ControllerOptions["durability"]>,
  { expect, onTestFinished }: Pick<TestContext, "expect" | "onTestFinished">,
) {
  const cluster: TestCluster = await startTestCluster({ withReplicas: true });
  onTestFinished(() => cluster.stop());
  const [primary, replica] = [cluster.primaries[0], cluster.replicas[0]];
  if (primary === undefined || replica === undefined) throw new Error("no nodes");
  const controller = await startController({
    ...{
      redis: cluster,
      durability,
      host: "127.0.0.1",
      port: 0,
      logLevel: "silent",
    },
  });
  onTestFinished(() => controller.close());
  await controller.loadEstate(ESTATE_OF_OFFICES);
  const tokens = new Map<string, string>();
  const onFirst: string[] = [];
  for (const vantage of VANTAGES) {
    tokens.set(vantage, await controller.issueProbeToken(vantage));
    const slot = Number(await primary.direct.cluster("KEYSLOT", `{${vantage}}`));
    if (slot < SLOTS_OF_FIRST) onFirst.push(vantage);
  }
  // Else they are what is lost, and with them everybody's right to send.
  await untilCaughtUp(replica, primary);
  const sender = sendAll(controller.url, tokens);
  const sum = (vantages: readonly string[]) =>
    vantages.reduce((all, vantage) => all + (sender.acknowledged.get(vantage) ?? 0), 0);
  await expect.poll(() => sum(VANTAGES), WITHIN).toBeGreaterThan(300);
  await cutOff(primary, replica, { expect });
  const atCut = sum(onFirst);
  await expect.poll(() => sum(onFirst), WITHIN).toBeGreaterThan(atCut + 20);
  await primary.server.kill();
  await untilPromoted(replica);
  await replica.direct.config("SET", "masterauth", "");
  await primary.server.startAgain();
  const atReturn = sum(VANTAGES);
  await expect.poll(() => sum(VANTAGES), WITHIN).toBeGreaterThan(atReturn + 100);
  await sender.finish();
  const store = await openStore(cluster, () => undefined);
  onTestFinished(() => store.close());
  const counted = async () => {
    const keys = VANTAGES.map((vantage) => `${vantage}/shop/direct/eu-west-1/echo_rtt`);
    const window = { fromMs: sender.minuteMs, toMs: sender.minuteMs + MINUTE_MS, stepMs: null };
    const { bySeries } = await store.buckets.sums(keys, window, Date.now());
    return new Map(
      VANTAGES.map((vantage, at) => [vantage, bySeries.get(keys[at] ?? "")?.[0]?.bucket.sent ?? 0]),
    );
  };
  const queues = openQueues(cluster, () => undefined, 4);
  onTestFinished(() => queues.close());
  const waiting = async () => {
    const { shards } = await queues.look(Date.now());
    return shards.reduce(
      (all, { waiting, active, delayed }) => all + waiting + active + delayed,
      0,
    );
  };
  return { sender, counted, waiting, onFirst };
}

// Each has a cluster of its own, and waits for the lock of a job that was in work when its primary died.
describe.concurrent("the loss of a primary whose replica was behind", () => {
  it("loses nothing that was acknowledged with the durability replica, and doubles nothing", async (test) => {
    const { expect } = test;
    const { sender, counted, waiting } = await loseFirstPrimary("replica", test);
    const refusals = ["503 no_replica, later", "503 store_unavailable, later"];
    expect([...sender.refusals].sort()).toEqual(refusals);
    await expect.poll(counted, WITHIN).toEqual(sender.acknowledged);
    await expect.poll(waiting, WITHIN).toBe(0);
    expect(await counted()).toEqual(sender.acknowledged);
  });

  it("loses what the replica did not have with the durability primary, and nothing else", async (test) => {
    const { expect } = test;
    const { sender, counted, waiting, onFirst } = await loseFirstPrimary("primary", test);
    await expect.poll(waiting, WITHIN).toBe(0);
    const counts = await counted();
    const lost = VANTAGES.filter((each) => counts.get(each) !== sender.acknowledged.get(each));
    expect(lost.length).toBeGreaterThan(0);
    for (const vantage of VANTAGES) {
      expect(counts.get(vantage)).toBeLessThanOrEqual(sender.acknowledged.get(vantage) ?? 0);
      expect(counts.get(vantage)).toBeGreaterThan(0);
    }
    expect(onFirst.length).toBeGreaterThan(0);
  });
});
