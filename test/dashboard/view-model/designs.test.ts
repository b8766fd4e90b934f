import { describe, expect, it } from "vitest";
import type { AdvisedDesign } from "../../../controller/contract/advised-design.ts";
import { designLines, recoveryHeading } from "../../../dashboard/view-model/designs.ts";
import { firmRecommendation } from "../../helpers/firm-recommendation.ts";

const recommendation = firmRecommendation(1_740_924_000_000);
const { first, others } = designLines(recommendation);
const named = (name: string) => [...first, ...others].find((line) => line.name === name);

/** The line of what stands, with another score. */
function lineWith(change: Partial<NonNullable<AdvisedDesign["score"]>>) {
  const [design] = recommendation.designs.filter(({ isIncumbent }) => isIncumbent);
  if (design?.score == null) throw new Error("nothing stands");
  return designLines({ designs: [{ ...design, score: { ...design.score, ...change } }] }).first[0];
}

describe("dashboard/view-model/designs", () => {
  it("shows at once what is best, then what is in use, then what nothing else beats", () => {
    expect(first.map(({ name }) => name)).toEqual([
      "hybrid sa over latency ttl60-10x3",
      "as it stands",
      "accelerator ttl60-10x3",
    ]);
    expect(first.map(({ isChosen, isIncumbent }) => [isChosen, isIncumbent])).toEqual([
      [true, false],
      [false, true],
      [false, false],
    ]);
    expect(others.map(({ standing }) => standing)).toEqual([
      "cannot be judged",
      "breaks a constraint",
    ]);
  });

  it("shows five at once, whatever there is", () => {
    const many = Array.from({ length: 9 }, (_, at) => ({
      ...(recommendation.designs[2] as AdvisedDesign),
      name: `accelerator ${at}`,
    }));
    const lines = designLines({ designs: [...recommendation.designs, ...many] });
    expect([lines.first.length, lines.others.length]).toEqual([5, 9]);
  });

  it("gives every number its unit, its interval and what it stands on", () => {
    expect(named("as it stands")).toMatchObject({
      settings: null,
      p95: { text: "206\u202fms", note: "205 to 208" },
      recovery: { text: "98\u202f%", note: "at least 95\u202f%, 60 runs" },
      usdPerMonth: { text: "12.40", note: null },
      reason: "its p95 is 38 ms longer, beyond the tolerance of 8 ms",
    });
    expect(named("accelerator ttl60-10x3")).toMatchObject({
      settings: "TTL 60\u202fs, checks 10\u202fs × 3",
      usdPerMonth: { text: "1\u202f635" },
    });
  });

  it("shows a dash for a design that cannot be judged", () => {
    const dash = { text: "—", note: null };
    expect(named("geoproximity ttl60-10x3")).toMatchObject({
      p50: dash,
      p95: dash,
      recovery: dash,
      usdPerMonth: dash,
      tone: "unknown",
      reason: "nobody measured api-sae1 by Route 53",
    });
  });

  it("never takes what is not known for zero", () => {
    expect(lineWith({ p50: null })?.p50).toEqual({ text: "—", note: "not measured" });
    const lacks = { isCostWhole: false, costMissing: ["traffic of Asia"] };
    expect(lineWith({ ...lacks, usdPerMonth: null })?.usdPerMonth).toEqual({
      text: "unknown",
      note: "without traffic of Asia",
    });
    expect(lineWith({ ...lacks, usdPerMonth: 7 })?.usdPerMonth).toEqual({
      text: "> 7.00",
      note: "without traffic of Asia",
    });
  });

  it.each([
    [120, "Back within 120\u202fs"],
    [undefined, "Back within the RTO"],
  ])("heads the column of recovery with an RTO of %s s", (rtoS, heading) => {
    expect(recoveryHeading(recommendation, rtoS)).toBe(heading);
    expect(recoveryHeading({ designs: [] }, rtoS)).toBe("Without service");
  });

  it("says of times without an RTO how long, and of a model that it is one", () => {
    const failover = { p50S: 60, p95S: 92.4, attainment: null, attainmentLow: null, runs: 0 };
    expect(lineWith({ failover: { ...failover, basis: "modelled" } })?.recovery).toEqual({
      text: "92\u202fs",
      note: "95 % of users, modelled",
    });
    const never = { ...failover, p95S: null, basis: "measured" as const, runs: 5 };
    expect(lineWith({ failover: never })?.recovery).toEqual({
      text: "never",
      note: "95 % of users, 5 runs",
    });
    expect(lineWith({ latencyBasis: "measured_elsewhere" })?.p50.note).toContain(
      "measured elsewhere",
    );
  });
});
