import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ClockDiscipline, parseTracking } from "../../../probe/measure/clock-discipline.ts";
import { createFakePrograms, type FakePrograms } from "../helpers/fake-program.ts";

// In the fields of chronyc 4: reference, its name, stratum, time of reference, system time, last offset,
// RMS offset, frequency, residual frequency, skew, root delay, root dispersion, interval, leap status.
const LINE =
  "A9FEA97B,169.254.169.123,4,1795551199.1,-0.000004000,0.000001,0.000002,-9.150,0.002,0.100,0.000400000,0.000150000,16.2,Normal";

let programs: FakePrograms;
const started: ClockDiscipline[] = [];
beforeEach(async () => {
  programs = await createFakePrograms();
});
afterEach(async () => {
  for (const clock of started.splice(0)) clock.stop();
  await programs.remove();
});

async function start(script: string): Promise<ClockDiscipline> {
  const clock = new ClockDiscipline(await programs.write("chronyc", script));
  started.push(clock);
  await clock.start();
  return clock;
}

describe("probe/measure/clock-discipline", () => {
  it("adds what is being corrected, the root dispersion and half the root delay", () => {
    const bound = parseTracking(`${LINE}\n`);
    expect(bound?.errorMs).toBeCloseTo(0.004 + 0.15 + 0.2, 9);
    expect(bound?.growth).toBeCloseTo(1.1e-6, 12);
    expect(parseTracking(LINE.replace("Normal", "Insert second"))).toEqual(bound);
  });

  it.each([
    LINE.replace("Normal", "Not synchronised"),
    LINE.replace("A9FEA97B,169.254.169.123", "00000000,"),
    LINE.replace("A9FEA97B,169.254.169.123", "7F7F0101,"),
    LINE.replace("0.000150000", "x"),
    LINE.replace("0.000150000", ""),
    "506 Cannot talk to daemon",
    "",
  ])("claims nothing for %j", (text) => {
    expect(parseTracking(text)).toBeNull();
  });

  it("asks chronyc, and lets the bound grow until the answer is stale", async () => {
    const clock = await start(`[ "$*" = "-n -c tracking" ] && echo '${LINE}'`);
    const nowMs = performance.now();
    expect(clock.errorMs(nowMs)).toBeGreaterThanOrEqual(0.354);
    expect(clock.errorMs(nowMs)).toBeLessThan(0.4);
    expect((clock.errorMs(nowMs + 100_000) ?? 0) - (clock.errorMs(nowMs) ?? 0)).toBeCloseTo(
      0.11,
      5,
    );
    expect(clock.errorMs(nowMs + 200_000)).toBeNull();
  });

  it("claims nothing without chronyd, without chronyc, and before the first answer", async () => {
    expect(new ClockDiscipline().errorMs()).toBeNull();
    const silent = await start("echo '506 Cannot talk to daemon'; exit 1");
    expect(silent.errorMs()).toBeNull();
    const missing = new ClockDiscipline(join(programs.dir, "none"));
    started.push(missing);
    await missing.start();
    expect(missing.errorMs()).toBeNull();
  });
});
