import { describe, expect, it } from "vitest";
import {
  calmPressure,
  judgePressure,
  type Pressure,
} from "../../../../controller/core/pressure/judge-pressure.ts";
import {
  PRESSURE_LIMITS,
  type StoreLook,
} from "../../../../controller/core/pressure/store-look.ts";
import { look, MIB, NO_ANSWER } from "./looks.ts";

/** Judges looks two seconds apart, and answers the code after each. */
function codes(looks: readonly StoreLook[], before = calmPressure(0)): (string | null)[] {
  let pressure: Pressure = before;
  return looks.map((each, at) => {
    pressure = judgePressure(pressure, each, PRESSURE_LIMITS, at * 2_000);
    return pressure.trouble?.code ?? null;
  });
}

const memory = (mebibytes: number) => look({ usedBytes: mebibytes * MIB });

describe("controller/core/pressure/judge-pressure", () => {
  it("turns batches away above 90 % of the memory and takes them again well below", () => {
    expect(codes([memory(89), memory(90), memory(88), memory(85), memory(85)])).toEqual([
      null,
      "store_full",
      "store_full",
      "store_full",
      null,
    ]);
  });

  it("does not flutter around the limit", () => {
    const looks = Array.from({ length: 20 }, (_, at) => memory(at % 2 === 0 ? 91 : 89));
    expect(new Set(codes(looks))).toEqual(new Set(["store_full"]));
  });

  it("needs two good looks in a row to call it over", () => {
    const away = [look(), NO_ANSWER, NO_ANSWER, look(), NO_ANSWER, NO_ANSWER, look(), look()];
    const gone = "store_unavailable";
    expect(codes(away)).toEqual([null, null, gone, gone, gone, gone, gone, null]);
  });

  it("forgives one slow answer, but not the first one at a start", () => {
    expect(codes([look(), NO_ANSWER, look(), NO_ANSWER])).toEqual([null, null, null, null]);
    expect(codes([NO_ANSWER, look()])).toEqual(["store_unavailable", null]);
  });

  it("believes what Redis says to a write more than its figures", () => {
    const refusal = { code: "store_disk_full", reason: "MISCONF" } as const;
    expect(codes([look({ refusal, usedBytes: 99 * MIB })])).toEqual(["store_disk_full"]);
  });

  it("turns batches away when the queue is deep or old, until it is half as much", () => {
    const { batches, oldestWaitingMs } = PRESSURE_LIMITS;
    const deep = (waiting: number) => look({}, { waiting });
    const old = (ms: number) => look({}, { oldestWaitingMs: ms });
    expect(codes([deep(batches - 1), deep(batches), deep(batches / 2), deep(9), deep(9)])).toEqual([
      null,
      "queue_behind",
      "queue_behind",
      "queue_behind",
      null,
    ]);
    expect(codes([old(oldestWaitingMs - 1), old(oldestWaitingMs)])).toEqual([null, "queue_behind"]);
  });

  it("knows no memory trouble without a limit", () => {
    expect(codes([look({ limitBytes: null, usedBytes: 1e12 })])).toEqual([null]);
  });

  it("keeps the beginning of a trouble, and how far it goes", () => {
    const first = judgePressure(calmPressure(0), memory(90), PRESSURE_LIMITS, 1_000);
    const later = judgePressure(first, memory(99), PRESSURE_LIMITS, 9_000);
    expect([first.sinceMs, later.sinceMs]).toEqual([1_000, 1_000]);
    expect(later.excess).toBeCloseTo(1.1);
    expect(later.trouble?.sentence).toBe("Redis is full: 99 % of its 105 MB are in use.");
  });
});
