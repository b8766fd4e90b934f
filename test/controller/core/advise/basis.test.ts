import { describe, expect, it } from "vitest";
import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import { AdviceMemory } from "../../../../controller/contract/scenario.ts";
import { advise } from "../../../../controller/core/advise/advise.ts";
import { sampleInput } from "./sample-input.ts";

const memory = AdviceMemory.parse({ best: "hybrid brazil over latency ttl60-30x3", inARow: 2 });
const INPUT = sampleInput({}, { memory });

function adviseWith(
  basis: NonNullable<PathHistory["basis"]>,
  isSo: (path: PathHistory) => boolean,
): ReturnType<typeof advise> {
  const histories = INPUT.histories.map((path) => (isSo(path) ? { ...path, basis } : path));
  return advise({ ...INPUT, histories });
}

const chosen = ({ designs }: ReturnType<typeof advise>) =>
  designs.find(({ standing }) => standing === "chosen");

describe("controller/core/advise: how times came about", () => {
  it.each(["measured_elsewhere", "modelled", "assumed"] as const)(
    "changes nothing where all is %s: that is no evidence of its own",
    (basis) => {
      const advice = adviseWith(basis, () => true);
      expect(advice).toMatchObject({
        outcome: "insufficient_evidence",
        evidence: { samples: 0, fullDays: 0, coverage: 0, grade: "C" },
      });
      expect(advice.evidence.fromMs).toBe(advice.evidence.toMs);
    },
  );

  it("counts only groups with times of their own as covered", () => {
    const advice = adviseWith("modelled", ({ vantage }) => vantage !== "vantage-portugal");
    expect(advice).toMatchObject({
      outcome: "insufficient_evidence",
      evidence: { coverage: 0.4 },
    });
  });

  it.each([
    ["measured_elsewhere", "times in part of other paths"],
    ["modelled", "times in part by a model"],
    ["assumed", "times in part taken for granted"],
  ] as const)("says of a design that stands on one path that is %s so", (basis, words) => {
    const advice = adviseWith(
      basis,
      ({ vantage, entry }) => vantage === "vantage-brazil" && entry === "accelerator",
    );
    expect(chosen(advice)?.score?.latencyBasis).toBe(basis);
    expect(chosen(advice)?.groups.map((group) => [group.group, group.basis])).toEqual([
      ["portugal", "measured"],
      ["mexico-city", "measured"],
      ["california", "measured"],
      ["brazil", basis],
    ]);
    expect(advice.sentence).toContain(words);
  });

  it("says nothing of it where all was measured", () => {
    const advice = adviseWith("measured", () => true);
    expect(chosen(advice)?.score?.latencyBasis).toBe("measured");
    expect(advice.sentence).not.toContain("in part");
  });
});
