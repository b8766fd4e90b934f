import { describe, expect, it } from "vitest";
import type { GroupAdvice } from "../../../../controller/contract/recommendation.ts";
import { adviceSentence } from "../../../../controller/core/advise/advice-sentence.ts";
import { soFar } from "../../../../controller/core/advise/so-far.ts";

function group(id: string, verdict: GroupAdvice["verdict"], ms = 0): GroupAdvice {
  return {
    group: id,
    label: id,
    share: 0.25,
    vantages: [id],
    dns: null,
    accelerator: null,
    bestDirect: null,
    verdict,
    difference: { us: 1_000 * ms, lowUs: 0, highUs: 0 },
    thresholdUs: 5_000,
    sentence: "",
  };
}

const COST = "Cost not judged: no traffic volume declared.";

describe("controller/core/advise/so-far", () => {
  it("says nothing while no group can be told", () => {
    expect(soFar([])).toBeNull();
    expect(soFar([group("a", "inconclusive")])).toBeNull();
  });

  it("names the groups of a hybrid with the least and the most gain", () => {
    const groups = [group("a", "better", -31), group("b", "worse"), group("c", "better", -84)];
    expect(soFar([...groups, group("d", "inconclusive")])).toEqual({
      design: "hybrid",
      acceleratorGroups: ["a", "c"],
      sentence: `If this held: Global Accelerator for 2 of 4 client groups (a and c), p50 faster by 31 ms to 84 ms, Route 53 for the rest. 1 client group cannot be told yet. ${COST}`,
    });
  });

  it("stays with Route 53 for groups without a clear difference", () => {
    expect(soFar([group("a", "equivalent"), group("b", "worse")])?.design).toBe("route53");
  });

  it("calls it the accelerator only when every group is better off", () => {
    const told = [group("a", "better", -31), group("b", "better", -31)];
    expect(soFar(told)).toMatchObject({
      design: "accelerator",
      sentence: `If this held: Global Accelerator for both client groups, p50 faster by 31 ms. ${COST}`,
    });
    expect(soFar([...told, group("c", "inconclusive")])?.design).toBe("hybrid");
  });
});

describe("controller/core/advise/advice-sentence", () => {
  const evidence = { missing: [], fullDays: 0.04, samples: 100 };

  it("counts the verdicts and names the worst choice of Route 53", () => {
    const regret = { group: "a", sentTo: "us-east-1", soonest: "eu-west-1", us: 20_000 };
    const regrets = [regret, { ...regret, group: "b", us: 67_000 }, { ...regret, group: "c" }];
    const groups = [
      group("a", "better", -31),
      group("b", "equivalent"),
      group("c", "inconclusive"),
    ];
    expect(adviceSentence({ ...evidence, groups, regrets })).toBe(
      "Not enough evidence for a change: 0.04 of 7 full days. So far: Global Accelerator faster for 1, ≈ for 1, not told for 1 of 3 client groups. Route 53 sends b to us-east-1 although eu-west-1 answers 67 ms sooner. 2 more groups have a sooner endpoint than the one they are sent to.",
    );
  });

  it("says when nothing has answered", () => {
    const silent = { ...evidence, samples: 0, groups: [group("a", "inconclusive")], regrets: [] };
    expect(adviceSentence(silent)).toBe("Not enough evidence: nothing has answered yet.");
  });
});
