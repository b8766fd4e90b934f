import { UnrecoverableError } from "bullmq";
import { describe, expect, it } from "vitest";
import { StoredBytesError } from "../../../controller/core/packed/byte-reader.ts";
import {
  ATTEMPTS,
  foldJob,
  isHopeless,
  retryDelayMs,
} from "../../../controller/queue/fold-failure.ts";
import { answers, batchOf } from "../../helpers/contributions.ts";

const job = { batch: batchOf([answers(60_000, 500, 1)]), receivedAtMs: 1 };
const full = Object.assign(new Error("OOM command not allowed"), { name: "ReplyError" });
const unknown = new Error("something else");
const fails = (error: unknown) => () => Promise.reject(error);

describe("controller/queue/fold-failure", () => {
  it("gives up at once on what can never succeed, and keeps where it failed", async () => {
    for (const cause of [
      new StoredBytesError("cut off"),
      new TypeError("x"),
      new RangeError("y"),
    ]) {
      const error = await foldJob(job, fails(cause)).catch((each: unknown) => each);
      expect(error).toBeInstanceOf(UnrecoverableError);
      expect(error).toMatchObject({
        message: `${cause.name}: ${cause.message}`,
        stack: cause.stack,
      });
    }
  });

  it.each([null, undefined, {}, { batch: null, receivedAtMs: 1 }, { batch: job.batch }, "text"])(
    "calls a job without a batch unreadable: %j",
    async (data) => {
      const error = await foldJob(data, fails(unknown)).catch((each: unknown) => each);
      expect(error).toMatchObject({
        name: "UnrecoverableError",
        message: "the job carries no batch",
      });
    },
  );

  it("hands every other failure on as it is", async () => {
    for (const error of [unknown, full]) {
      await expect(foldJob(job, fails(error))).rejects.toBe(error);
      expect(isHopeless(error)).toBe(false);
    }
  });

  it("tries an unknown failure ten times, waiting longer each time", () => {
    const delays = Array.from({ length: ATTEMPTS }, (_, at) => retryDelayMs(at + 1, unknown));
    expect(delays).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 64_000, 120_000, -1]);
  });

  it("never gives a batch up for the trouble of Redis", () => {
    for (const attempts of [1, 9, 10, 11, 1_000, 1e6]) {
      const delayMs = retryDelayMs(attempts, full);
      expect(delayMs).toBeGreaterThan(0);
      expect(delayMs).toBeLessThanOrEqual(10_000);
    }
  });
});
