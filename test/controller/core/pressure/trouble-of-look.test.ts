import { describe, expect, it } from "vitest";
import { TroubleCode } from "../../../../controller/contract/trouble.ts";
import { PRESSURE_LIMITS } from "../../../../controller/core/pressure/store-look.ts";
import {
  describeTrouble,
  troubleOfLook,
} from "../../../../controller/core/pressure/trouble-of-look.ts";
import { look, MIB, NO_ANSWER } from "./looks.ts";

const found = (each: Parameters<typeof troubleOfLook>[0]) =>
  troubleOfLook(each, PRESSURE_LIMITS, null);

describe("controller/core/pressure/trouble-of-look", () => {
  it("finds nothing wrong with a calm Redis, whether or not its memory is limited", () => {
    expect(found(look())).toBeNull();
    expect(found(look({ usedBytes: 900 * MIB, limitBytes: null }))).toBeNull();
  });

  it("names the reason that it is told, and the worst thing first", () => {
    expect(found(NO_ANSWER)?.trouble).toMatchObject({
      code: "store_unavailable",
      sentence: "Redis cannot be used: no answer within 1.5 s.",
    });
    const refusal = { code: "store_disk_full", reason: "No space left on device" } as const;
    const full = look({ refusal, usedBytes: 99 * MIB }, { waiting: 1_000_000 });
    expect(found(full)?.trouble.code).toBe("store_disk_full");
    expect(found(look({ usedBytes: 99 * MIB }, { waiting: 1_000_000 }))?.trouble).toMatchObject({
      code: "store_full",
      sentence: "Redis is full: 99 % of its 105 MB are in use.",
    });
  });

  it("tells of primaries that no replica follows where batches need one", () => {
    const alone = (primaries: number, count: number) =>
      found(look({ replication: { primaries, alone: count } }))?.trouble;
    expect(alone(3, 0)).toBeUndefined();
    expect(alone(3, 1)).toMatchObject({
      code: "no_replica",
      sentence:
        "What is acknowledged has to be on a replica: 1 of 3 primaries has none that keeps up.",
    });
    expect(alone(3, 2)?.sentence).toContain("2 of 3 primaries have none");
    expect(alone(1, 1)?.sentence).toContain("the primary has none");
    const behind = look({ replication: { primaries: 1, alone: 1 } }, { waiting: 1_000_000 });
    expect(found(behind)?.trouble.code).toBe("queue_behind");
  });

  it("tells how far a figure is above its limit", () => {
    const { batches, oldestWaitingMs } = PRESSURE_LIMITS;
    expect(found(look({}, { waiting: 3 * batches }))?.excess).toBeCloseTo(3);
    expect(found(look({}, { oldestWaitingMs: 2 * oldestWaitingMs }))?.excess).toBeCloseTo(2);
  });

  it("ends a trouble only where its figure has fallen well below the limit", () => {
    const queue = look({}, { waiting: 0.6 * PRESSURE_LIMITS.batches });
    expect(found(queue)).toBeNull();
    expect(troubleOfLook(queue, PRESSURE_LIMITS, "queue_behind")?.trouble.code).toBe(
      "queue_behind",
    );
  });

  it.each(TroubleCode.options)("says of %s what is wrong and what to do", (code) => {
    const { sentence, mend } = describeTrouble(code, "for a reason");
    expect(sentence).toContain("for a reason.");
    expect(mend).toMatch(/^[A-Z].*\.$/);
  });
});
