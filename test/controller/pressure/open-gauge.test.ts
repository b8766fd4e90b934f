import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openLog } from "../../../controller/controller-log.ts";
import { PRESSURE_LIMITS, type StoreLook } from "../../../controller/core/pressure/store-look.ts";
import { type Gauge, openGauge } from "../../../controller/pressure/open-gauge.ts";
import { look, MIB, NO_ANSWER } from "../core/pressure/looks.ts";

const LOOK_MS = 2_000;

let lines: { level: number; msg: string; trouble: string | null }[];
let next: () => Promise<StoreLook>;
let workersRun: boolean | null;
let gauge: Gauge;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  workersRun = true;
  next = () => Promise.resolve(look());
  gauge = openGauge({
    look: () => next(),
    lateReason: () => null,
    workersRun: () => workersRun,
    limits: PRESSURE_LIMITS,
    log: openLog("info", { write: (line) => lines.push(JSON.parse(line)) }),
    now: Date.now,
    random: () => 0.5,
  });
});

afterEach(() => {
  gauge.close();
  vi.useRealTimers();
});

const looks = (count: number) => vi.advanceTimersByTimeAsync(count * LOOK_MS + 10);

describe("controller/pressure/open-gauge", () => {
  it("logs the beginning and the end of a trouble once each", async () => {
    await looks(1);
    next = () => Promise.resolve(look({ usedBytes: 95 * MIB }));
    await looks(10);
    expect(gauge.trouble()?.code).toBe("store_full");
    next = () => Promise.resolve(look());
    await looks(10);
    expect(gauge.trouble()).toBeNull();
    expect(lines.map(({ level, trouble }) => [level, trouble])).toEqual([
      [50, "store_full"],
      [40, null],
    ]);
    expect(lines[1]?.msg).toMatch(/^All is well again, after \d+ s\.$/);
  });

  it("takes a look that never ends for no answer", async () => {
    await looks(1);
    next = () => new Promise(() => undefined);
    await looks(4);
    expect(gauge.trouble()).toMatchObject({
      code: "store_unavailable",
      sentence: "Redis cannot be used: no answer within 1.5 s.",
    });
  });

  it("tells when Redis has answered for the first time", async () => {
    next = () => Promise.resolve(NO_ANSWER);
    await looks(0);
    const second = openGauge({
      look: () => next(),
      lateReason: () => null,
      workersRun: () => null,
      limits: PRESSURE_LIMITS,
      log: openLog("silent"),
      now: Date.now,
      random: () => 0.5,
    });
    let answered: boolean | null = null;
    void second.answered().then((value) => {
      answered = value;
    });
    await looks(3);
    expect([answered, second.trouble()?.code]).toEqual([null, "store_unavailable"]);
    next = () => Promise.resolve(look());
    await looks(2);
    expect([answered, second.trouble()]).toEqual([true, null]);
    second.close();
  });

  it("asks for more patience the longer it lasts", async () => {
    next = () => Promise.resolve(look({ usedBytes: 90 * MIB }));
    await looks(1);
    const early = gauge.retryAfterS();
    await looks(60);
    expect(gauge.retryAfterS()).toBeGreaterThan(early);
  });

  it("tells of workers that stand still, and not where there are none", async () => {
    await looks(1);
    workersRun = false;
    expect(gauge.trouble()?.code).toBe("workers_stopped");
    workersRun = null;
    expect(gauge.trouble()).toBeNull();
  });
});
