import { Queue, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { describe, expect, it } from "vitest";
import { awsJobs } from "../../controller/queue/aws-jobs.ts";
import type { Store } from "../../controller/store/store.ts";
import { runOf } from "../controller/core/answers/sample-answers.ts";
import { withTestStore } from "../helpers/test-store.ts";

let store: Store;
let redis: Redis;
withTestStore((opened) => {
  ({ store, redis } = opened);
});

describe("controller/store/answer-runs", () => {
  it("keeps apart that what stands is asked about and that a design is", async () => {
    await store.answers.tellAsking("shop", "proposed", 5);
    expect(await store.answers.askingSinceMs("shop", "live")).toBeNull();
    await store.answers.tellAsking("shop", "live", 7);
    await store.answers.endAsking("shop", "live", 7);
    expect(await store.answers.askingSinceMs("shop", "live")).toBeNull();
    expect(await store.answers.askingSinceMs("shop", "proposed")).toBe(5);
  });

  it("goes on asking after a round where another one was asked for meanwhile", async () => {
    await store.answers.tellAsking("shop", "live", 5);
    const knownMs = await store.answers.askingSinceMs("shop", "live");
    await store.answers.tellAsking("shop", "live", 9);
    await store.answers.write(runOf({}));
    await store.answers.endAsking("shop", "live", knownMs);
    expect(await store.answers.askingSinceMs("shop", "live")).toBe(9);
  });

  it("forgets what was said of a service that is no more, and of no other", async () => {
    for (const service of ["shop", "other"]) {
      await store.answers.write({ ...runOf({}), service });
      await store.answers.tellAsking(service, "proposed", 5);
    }
    await store.answers.forget("shop");
    expect(await store.answers.read("shop", "live")).toBeNull();
    expect(await store.answers.askingSinceMs("shop", "proposed")).toBeNull();
    expect(await store.answers.read("other", "live")).not.toBeNull();
    expect(await store.answers.askingSinceMs("other", "proposed")).toBe(5);
  });
});

describe("controller/queue/aws-jobs", () => {
  it("asks once more after a round that goes on, and once for all that wait", async () => {
    const connection = { path: redis.options.path ?? "" };
    const queue = new Queue("rounds", { connection });
    const jobs = awsJobs(queue);
    const ends: (() => void)[] = [];
    const worker = new Worker(
      "rounds",
      () =>
        new Promise<void>((resolve) => {
          ends.push(resolve);
        }),
      { connection },
    );
    try {
      await jobs.askAnswers({ service: "shop" });
      await expect.poll(() => ends.length).toBe(1);
      for (let times = 0; times < 3; times += 1) await jobs.askAnswers({ service: "shop" });
      ends[0]?.();
      await expect.poll(() => ends.length).toBe(2);
      ends[1]?.();
      await expect
        .poll(() => queue.getJobCounts("active", "waiting", "delayed"))
        .toEqual({
          active: 0,
          waiting: 0,
          delayed: 0,
        });
      expect(ends).toHaveLength(2);
    } finally {
      await worker.close();
      await queue.close();
    }
  });
});
