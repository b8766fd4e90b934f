import { describe, expect, it } from "vitest";
import { HistoryImport } from "../../../../controller/contract/history-import.ts";
import {
  dayDifferences,
  groupDays,
  hourDifferences,
} from "../../../../controller/core/evidence/day-differences.ts";
import { judgeGroups } from "../../../../controller/core/evidence/judge-groups.ts";
import { middleOfBin } from "../../../../controller/core/histogram/latency-histogram.ts";
import { simulateHistory } from "../../../../infra/lab/history/simulate-history.ts";
import { countInBins } from "../../../../probe/contract/histogram.ts";
import { atlas } from "../small-world.ts";
import { NOON, shopHistory } from "./shop-history.ts";

const DAY_MS = 86_400_000;

const { world, truth, history } = shopHistory();

const pathOf = (vantage: string, entry: string, endpoint: string | null) => {
  const found = history.paths.find(
    (path) => path.vantage === vantage && path.entry === entry && path.endpoint === endpoint,
  );
  if (found === undefined) throw new Error(`no ${vantage} ${entry} ${endpoint}`);
  return found;
};

/** What lies at a share of all that was counted. */
function quantile(bins: readonly number[], share: number): number {
  let left = share * countInBins(bins);
  let bin = 0;
  for (let at = 0; at < bins.length && left > 0; at += 2) {
    bin += bins[at] as number;
    left -= bins[at + 1] as number;
  }
  return middleOfBin(bin);
}

/** Accelerator minus Route 53, day by day. */
function daysOf(vantage: string) {
  const { medians: dns } = pathOf(vantage, "dns", null);
  const { medians: accelerator } = pathOf(vantage, "accelerator", null);
  const pairs = accelerator.map(([atMs, us, n], at) => {
    const [, otherUs, otherN] = dns[at] as [number, number, number];
    return { atMs, one: { us, n }, other: { us: otherUs, n: otherN } };
  });
  return dayDifferences(hourDifferences(pairs));
}

describe("infra/lab/history/simulate-history", () => {
  it("is an import that says of itself that it is simulated, and is not large", () => {
    expect(HistoryImport.parse(JSON.parse(JSON.stringify(history)))).toEqual(history);
    expect(history).toMatchObject({ source: "simulated", origin: "lab lab, seed 20250717" });
    expect(JSON.stringify(history).length).toBeLessThan(2_200_000);
  });

  it("covers every path of the truth on the 14 full days before, each hour once", () => {
    expect(history.paths).toHaveLength(truth.length);
    for (const { medians, days } of history.paths) {
      expect(days.map(({ day }) => day * DAY_MS)).toEqual(
        Array.from({ length: 14 }, (_, at) => Date.UTC(2026, 10, 16 + at)),
      );
      expect(medians).toHaveLength(14 * 24);
      expect(medians.at(-1)?.[0]).toBe(Date.UTC(2026, 10, 29, 23));
      const counted = days.map(({ bins, bad }) => countInBins(bins) + bad);
      expect(counted).toEqual(days.map(({ sent }) => sent));
    }
  });

  it("lies around the true medians, and names who answered where the entry chose", () => {
    for (const row of truth) {
      const { medians, days } = pathOf(row.vantage, row.entry, row.endpoint);
      const sorted = medians.map(([, us]) => us).sort((one, other) => one - other);
      const offUs = Math.abs((sorted[sorted.length / 2] as number) - row.echoRttUs);
      expect(offUs, `${row.vantage} ${row.entry}`).toBeLessThan(500 + 0.02 * row.echoRttUs);
      const served = row.endpoint === null ? { [row.servedBy]: 3_600 } : {};
      expect(days.map(({ servedBy }) => servedBy)).toEqual(days.map(() => served));
    }
  });

  it("has a day's histogram agree with its medians, and lost packets in its tail", () => {
    const { medians, days } = pathOf("af-south-1", "direct", "shop-apse2");
    const own = medians.slice(0, 24).map(([, us]) => us);
    const bins = days[0]?.bins ?? [];
    expect(quantile(bins, 0.5)).toBeGreaterThan(Math.min(...own) * 0.98);
    expect(quantile(bins, 0.5)).toBeLessThan(Math.max(...own) * 1.02);
    // One packet in a hundred is lost each way.
    expect(quantile(bins, 0.99)).toBeGreaterThan(200_000 + Math.min(...own));
  });

  it("has entries that share a stretch of network drift together", () => {
    const own = (entry: string) =>
      pathOf("ap-northeast-1", entry, "shop-use1").medians.map(([, us]) => us);
    const spread = (values: number[]) => Math.max(...values) - Math.min(...values);
    const direct = own("direct");
    const apart = own("dns").map((us, at) => us - (direct[at] as number));
    expect(spread(direct)).toBeGreaterThan(5 * spread(apart));
  });

  it("gives every client group of the shop a verdict", () => {
    const judged = judgeGroups(
      world.service.clientGroups.map(({ id, vantages }) => ({
        group: id,
        days: groupDays(vantages.map(daysOf)),
        thresholdUs: 5_000,
      })),
    );
    const verdicts = Object.fromEntries(judged.map(({ group, verdict }) => [group, verdict]));
    expect(verdicts).toMatchObject({
      "south-africa": "better",
      india: "better",
      ireland: "equivalent",
    });
    const firm = ["better", "equivalent", "worse"];
    expect(judged.filter(({ verdict }) => !firm.includes(verdict))).toEqual([]);
  });

  it("is the same for the same seed and day, and another for another seed", () => {
    expect(simulateHistory(world, atlas, truth, NOON + 3_600_000)).toEqual(history);
    const other = simulateHistory({ ...world, seed: 7 }, atlas, truth, NOON);
    expect(other.paths[0]?.medians).not.toEqual(history.paths[0]?.medians);
  });
});
