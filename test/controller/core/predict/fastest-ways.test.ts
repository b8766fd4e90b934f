import { describe, expect, it } from "vitest";
import { evidenceBook } from "../../../../controller/core/predict/evidence-book.ts";
import { fastestWays } from "../../../../controller/core/predict/fastest-ways.ts";
import { history } from "./sample-world.ts";

const path = (vantage: string, entry: "dns" | "accelerator", endpoint: string | null, ms: number) =>
  history({ vantage, entry, endpoint }, () => ms * 1_000, 2);
const audience = (id: string, weight: number, vantages: readonly string[]) => ({
  group: { id, label: id, share: weight, vantages: [...vantages] },
  weight,
  listeners: vantages.map((vantage) => ({ vantage, asker: {} })),
});
const ENDPOINTS = [{ id: "ireland" }, { id: "virginia" }];
const BOOK = evidenceBook([
  path("lisbon", "dns", "ireland", 40),
  path("lisbon", "dns", "virginia", 90),
  path("lisbon", "accelerator", null, 30),
  path("chicago", "dns", "virginia", 20),
]);

describe("controller/core/predict/fastest-ways", () => {
  const fastest = fastestWays(
    [audience("portugal", 0.6, ["lisbon"]), audience("america", 0.4, ["chicago"])],
    ENDPOINTS,
    BOOK,
  );

  it("takes of each group the fastest way, also one by which the accelerator chose", () => {
    expect(fastest("p50", "portugal")).toBeCloseTo(30_000, -3);
    expect(fastest("p50", "america")).toBeCloseTo(20_000, -3);
    expect([fastest("p50", null), fastest("p95", null)]).toEqual([
      fastest("p50", "portugal"),
      fastest("p95", "portugal"),
    ]);
  });

  it("counts whoever was not measured as served in no time, and knows nothing where they are most", () => {
    const some = fastestWays(
      [audience("portugal", 0.3, ["lisbon"]), audience("mars", 0.7, ["olympus"])],
      ENDPOINTS,
      BOOK,
    );
    expect(some("p50", null)).toBeNull();
    expect(some("p95", null)).toBeCloseTo(30_000, -3);
    expect(some("p50", "mars")).toBeNull();
  });
});
