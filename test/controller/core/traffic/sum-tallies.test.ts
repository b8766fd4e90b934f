import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { groupOfClient } from "../../../../controller/core/traffic/group-of-client.ts";
import { sumTallies } from "../../../../controller/core/traffic/sum-tallies.ts";
import { type LogRow, tallyTraffic } from "../../../../controller/core/traffic/tally-traffic.ts";

const IDS = ["europe", "america"];

function tallyOf(rows: readonly LogRow[]) {
  const tally = tallyTraffic(groupOfClient(IDS.map((id) => ({ id }))));
  for (const each of rows) tally.add(each);
  return tally.sum();
}

const bytes = fc.option(fc.nat(1_000), { nil: null });
const row = fc.record<LogRow>({
  group: fc.constantFrom(...IDS, "mars", "venus"),
  address: fc.constant(null),
  country: fc.constant(null),
  requests: fc.integer({ min: 1, max: 100 }),
  bytesIn: bytes,
  bytesOut: bytes,
  timeMs: fc.option(fc.nat(1_000_000), { nil: null }),
});

describe("controller/core/traffic/sum-tallies", () => {
  test.prop([fc.array(fc.array(row))])("says of parts what a log of all would", (parts) => {
    const [sum, whole] = [sumTallies(parts.map(tallyOf)), tallyOf(parts.flat())];
    const { times } = sum;
    expect({ ...sum, times: null }).toEqual({ ...whole, times: null });
    expect([times?.fromMs, times?.toMs]).toEqual([whole.times?.fromMs, whole.times?.toMs]);
  });

  it("counts one step beyond the last of logs of days that have a row each", () => {
    const days = [0, 1].map((day) =>
      tallyOf(
        [0, 1].map((half) => ({
          group: "europe",
          address: null,
          country: null,
          requests: 1,
          bytesIn: null,
          bytesOut: null,
          timeMs: day * 100 + half * 50,
        })),
      ),
    );
    expect(sumTallies(days).times).toEqual({ fromMs: 0, toMs: 150, stepMs: 50 });
    expect(sumTallies([]).times).toBeNull();
  });

  it("adds up rows that were not understood", () => {
    const [one, other] = [tallyTraffic(() => undefined), tallyTraffic(() => undefined)];
    one.refuse(3);
    other.refuse(8);
    expect(sumTallies([one.sum(), other.sum()]).notUnderstood).toEqual({
      rows: 2,
      firstLines: [3, 8],
    });
  });
});
