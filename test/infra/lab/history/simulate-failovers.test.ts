import { describe, expect, it } from "vitest";
import { simulateFailovers } from "../../../../infra/lab/history/simulate-failovers.ts";
import { SMALL_WORLD, worldOf } from "../small-world.ts";
import { beginningTruth, shopHistory } from "./shop-history.ts";

const { history } = shopHistory();
const runsOf = (entry: string) => history.failoverRuns.filter((run) => run.entry === entry);
const times = (entry: string) =>
  runsOf(entry).flatMap(({ recoveryS }) => Object.values(recoveryS).map(Number));

describe("infra/lab/history/simulate-failovers", () => {
  it("has 60 runs of each way in, with the lab's settings, on the days of the history", () => {
    expect(runsOf("dns")).toHaveLength(60);
    expect(runsOf("accelerator")).toHaveLength(60);
    expect(new Set(history.failoverRuns.map(({ id }) => id)).size).toBe(120);
    for (const run of history.failoverRuns) {
      const ttlS = run.entry === "dns" ? 60 : null;
      expect(run).toMatchObject({ ttlS, intervalS: 10, failureThreshold: 3 });
      expect(run.atMs).toBeGreaterThanOrEqual(Date.UTC(2026, 10, 16));
      expect(run.atMs).toBeLessThan(Date.UTC(2026, 10, 30));
    }
  });

  it("hits the groups that the endpoint serves, and lets every endpoint fail", () => {
    const sydney = runsOf("dns").find(({ endpoint }) => endpoint === "shop-apse2");
    expect(Object.keys(sydney?.recoveryS ?? {})).toContain("australia");
    expect(Object.keys(sydney?.recoveryS ?? {})).not.toContain("germany");
    for (const entry of ["dns", "accelerator"]) {
      expect(new Set(runsOf(entry).map(({ endpoint }) => endpoint)).size).toBe(3);
    }
  });

  it.each([
    // Three bad calls in a row 20 s after the failure at the soonest and, of a black hole, 42 s at the
    // latest; 5 s until it is published, 60 s in a cache, 7 s until a probe has seen it.
    ["dns", 27, 114],
    // 20 s for three calls in a row to 35 s; a load balancer tells of it within 30 s.
    ["accelerator", 21, 72],
  ] as const)("takes by %s what checks, publication, TTL and cadence take together", (...row) => {
    const [entry, leastS, mostS] = row;
    expect(Math.min(...times(entry))).toBeGreaterThan(leastS);
    expect(Math.max(...times(entry))).toBeLessThanOrEqual(mostS);
  });

  it("never ends where no other endpoint is there", () => {
    const alone = worldOf(SMALL_WORLD.replace("    - { id: shop-euw1, place: eu-west-1 }\n", ""));
    const runs = simulateFailovers(alone, beginningTruth(alone), { firstDay: 20_000, days: 14 });
    expect(runs).toHaveLength(120);
    for (const { recoveryS } of runs) expect(recoveryS).toEqual({ everybody: null });
  });
});
