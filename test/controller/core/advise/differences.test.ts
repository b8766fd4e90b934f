import { describe, expect, it } from "vitest";
import { AdvisedDesign } from "../../../../controller/contract/advised-design.ts";
import { type Compared, differences } from "../../../../controller/core/advise/differences.ts";

const group = (id: string, verdict: Compared["groups"][number]["verdict"]) => ({
  group: id,
  label: id.toUpperCase(),
  share: 0.5,
  vantages: [],
  dns: null,
  accelerator: null,
  bestDirect: null,
  verdict,
  difference: null,
  thresholdUs: null,
  sentence: "",
});
const design = (name: string, usdPerMonth: number | null, attainment: number | null) =>
  AdvisedDesign.parse({
    name,
    kind: "route53",
    label: `Design ${name}`,
    acceleratorGroups: [],
    settings: null,
    isIncumbent: false,
    standing: "chosen",
    reasons: [],
    score: {
      p50: null,
      p95: null,
      coverage: 1,
      latencyBasis: "measured",
      failover: { p50S: 40, p95S: 90, attainment, attainmentLow: null, basis: "modelled", runs: 0 },
      usdPerMonth,
      isCostWhole: true,
      costMissing: [],
      components: 2,
    },
    groups: [],
  });
const BEFORE: Compared = {
  outcome: "keep",
  best: "a",
  groups: [group("eu", "inconclusive"), group("us", "better")],
  designs: [design("a", 100, 0.95), design("b", 90, 0.9)],
  evidence: { source: "simulated" },
};

describe("controller/core/advise/differences", () => {
  it.each<[string, Partial<Compared>, string[]]>([
    ["nothing where nothing is", {}, []],
    [
      "the source and the outcome first",
      { evidence: { source: "measured" }, outcome: "insufficient_evidence" },
      [
        "It stands on what was measured, no longer on a simulated history.",
        "The answer is that too little is known; it was to keep what stands.",
      ],
    ],
    ["another best design", { best: "b" }, ["Design b comes out best; it was Design a."]],
    ["no best design", { best: null }, ["No design comes out best; it was Design a."]],
    [
      "what the best design does and costs otherwise",
      { designs: [design("a", 120.5, 0.951)] },
      [
        "Design a: cost a month 120.50 USD, was 100.00 USD.",
        "Design a: users back within the RTO 95.1 %, was 95 %.",
      ],
    ],
    [
      "a cost that is not known any more",
      { designs: [design("a", null, 0.95)] },
      ["Design a: cost a month unknown, was 100.00 USD."],
    ],
    [
      "verdicts, new groups and those that are gone",
      { groups: [group("eu", "non_stationary"), group("ap", "worse")] },
      ["EU: non stationary, was inconclusive.", "AP is new: worse.", "US is gone."],
    ],
  ])("tells %s", (_what, change, sentences) => {
    expect(differences(BEFORE, { ...BEFORE, ...change })).toEqual(sentences);
  });

  it("tells of the first design that comes out best", () => {
    expect(differences({ ...BEFORE, best: null }, BEFORE)).toEqual([
      "Design a comes out best; none did before.",
    ]);
  });
});
