import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { groupOfClient } from "../../../../controller/core/traffic/group-of-client.ts";
import { type LogRow, tallyTraffic } from "../../../../controller/core/traffic/tally-traffic.ts";
import { trafficOfTally } from "../../../../controller/core/traffic/traffic-of-tally.ts";

const DAY_MS = 86_400_000;
const GB = 2 ** 30;

function row(group: string, fields: Partial<LogRow> = {}): LogRow {
  return {
    group,
    address: null,
    country: null,
    requests: 1,
    bytesIn: null,
    bytesOut: null,
    timeMs: null,
    ...fields,
  };
}

function tallyOf(rows: readonly LogRow[], groups: readonly string[]) {
  const tally = tallyTraffic(groupOfClient(groups.map((id) => ({ id }))));
  for (const each of rows) tally.add(each);
  return tally.sum();
}

describe("controller/core/traffic/traffic-of-tally", () => {
  it("scales rows of days to a month, and counts the last day too", () => {
    const rows = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((day) => [
      row("europe", { requests: 300, bytesIn: GB, bytesOut: 10 * GB, timeMs: day * DAY_MS }),
      row("america", { requests: 100, bytesIn: 0, bytesOut: GB, timeMs: day * DAY_MS }),
    ]);
    expect(trafficOfTally(tallyOf(rows, ["europe", "america"]), ["europe", "america"])).toEqual({
      groups: [
        {
          id: "europe",
          share: 0.75,
          trafficPerMonth: { gbIn: 30.4167, gbOut: 304.167, requests: 9_125 },
        },
        {
          id: "america",
          share: 0.25,
          trafficPerMonth: { gbIn: 0, gbOut: 30.4167, requests: 3_042 },
        },
      ],
      groupsWithout: [],
      unmatchedRatio: 0,
      hoursCovered: 240,
    });
  });

  it("knows no volume without a time, and none of a column that is not there", () => {
    const tally = tallyOf([row("europe", { bytesOut: GB })], ["europe"]);
    expect(trafficOfTally(tally, ["europe"]).groups[0]?.trafficPerMonth).toEqual({});
    expect(trafficOfTally(tally, ["europe"], 73).groups[0]?.trafficPerMonth).toEqual({
      gbOut: 10,
      requests: 10,
    });
  });

  it("tells what belongs to nobody, and who has nothing", () => {
    const rows = [row("europe", { requests: 6 }), row("mars", { requests: 2 })];
    const tally = tallyOf(rows, ["europe", "asia"]);
    expect(tally.unmatched.most).toEqual([{ name: "mars", requests: 2 }]);
    expect(trafficOfTally(tally, ["europe", "asia"])).toMatchObject({
      groups: [{ id: "europe", share: 1 }],
      groupsWithout: ["asia"],
      unmatchedRatio: 0.25,
    });
  });

  it("counts names of nobody in memory that ends", () => {
    const tally = tallyTraffic(() => undefined);
    for (let at = 0; at < 5_000; at += 1) tally.add(row(`nobody-${at}`));
    for (let at = 0; at < 40; at += 1) tally.refuse(at);
    const { unmatched, notUnderstood, rows } = tally.sum();
    expect([unmatched.requests, unmatched.most.length, rows]).toEqual([5_000, 5, 5_040]);
    expect(notUnderstood.firstLines).toHaveLength(10);
  });

  test.prop([fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 300 })])(
    "gives shares that add up to 1, none of them zero",
    (requests) => {
      const ids = requests.map((_, at) => `group-${at}`);
      const rows = requests.map((count, at) => row(`group-${at}`, { requests: count }));
      const { groups } = trafficOfTally(tallyOf(rows, ids), ids);
      const sum = groups.reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(1, 9);
      expect(Math.min(...groups.map(({ share }) => share))).toBeGreaterThan(0);
    },
  );
});
