import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { OutageFinder, type OutageSample } from "../../../probe/cli/outage-finder.ts";

const RTT_MS = 40;

/** Open-loop attempts every `periodMs` over a path that is cut from `cutMs` to `healMs`. */
function attempts(periodMs: number, count: number, cutMs: number, healMs: number): OutageSample[] {
  return Array.from({ length: count }, (_, index) => {
    const atMs = index * periodMs;
    // The server is what dies: a request fails if it arrives while it is down.
    const arrivesMs = atMs + RTT_MS / 2;
    const isCut = arrivesMs >= cutMs && arrivesMs < healMs;
    return { seq: index + 1, atMs, rttMs: isCut ? null : RTT_MS };
  });
}

function find(samples: readonly OutageSample[]) {
  const finder = new OutageFinder();
  for (const sample of samples) finder.add(sample);
  return finder.finish();
}

describe("probe/cli/outage-finder", () => {
  it("finds none where everything is answered", () => {
    expect(find(attempts(20, 50, 1e9, 1e9))).toEqual([]);
  });

  test.prop([
    fc.integer({ min: 5, max: 200 }),
    fc.double({ min: 0.05, max: 0.5, noNaN: true }),
    fc.double({ min: 0.05, max: 0.4, noNaN: true }),
    fc.infiniteStream(fc.nat(5)),
  ])(
    "is off by no more than a period, whatever order answers come in",
    (periodMs, from, share, swaps) => {
      const spanMs = 200 * periodMs;
      const cutMs = from * spanMs + RTT_MS;
      const lengthMs = share * spanMs;
      const samples = attempts(periodMs, 200, cutMs, cutMs + lengthMs);
      for (let at = 0; at + 6 < samples.length; at += 1) {
        const other = at + (swaps.next().value as number);
        [samples[at], samples[other]] = [
          samples[other] as OutageSample,
          samples[at] as OutageSample,
        ];
      }
      const [outage, ...more] = find(samples);
      expect(more).toEqual([]);
      expect(Math.abs((outage?.lengthMs ?? 0) - lengthMs)).toBeLessThanOrEqual(periodMs + 1);
      expect(outage?.uncertaintyMs).toBeLessThanOrEqual(periodMs + RTT_MS + 1);
    },
  );

  it("reads the end from the earliest answer, not from the start of an attempt answered late", () => {
    // TCP repeated the third request until the path came back at 950.
    const samples: OutageSample[] = [
      { seq: 1, atMs: 0, rttMs: 40 },
      { seq: 2, atMs: 100, rttMs: null },
      { seq: 3, atMs: 200, rttMs: 900 },
      { seq: 4, atMs: 300, rttMs: 800 },
      { seq: 5, atMs: 1_000, rttMs: 40 },
    ];
    const arrival = [0, 4, 3, 2, 1].map((index) => samples[index] as OutageSample);
    expect(find(arrival)).toMatchObject([
      { fromSeq: 2, firstFailureAtMs: 100, firstSuccessAfterAtMs: 1_000, lengthMs: 900 },
    ]);
  });

  it("keeps two outages apart and says of the last that it goes on", () => {
    const rtts = [40, null, 40, 40, null, null];
    const found = find(rtts.map((rttMs, index) => ({ seq: index + 1, atMs: index * 100, rttMs })));
    expect(found.map(({ fromSeq }) => fromSeq)).toEqual([2, 5]);
    expect(found[1]).toMatchObject({
      firstSuccessAfterAtMs: null,
      lengthMs: 100,
      uncertaintyMs: null,
    });
  });

  it("does not know how long an outage lasted that it did not see begin", () => {
    const found = find([
      { seq: 1, atMs: 0, rttMs: null },
      { seq: 2, atMs: 100, rttMs: 40 },
    ]);
    expect(found).toMatchObject([{ lengthMs: 100, uncertaintyMs: null }]);
  });
});
