import { describe, expect, it } from "vitest";
import { Recommendation } from "../../../../controller/contract/recommendation.ts";
import { AdviceMemory } from "../../../../controller/contract/scenario.ts";
import { advise } from "../../../../controller/core/advise/advise.ts";
import type { EvidenceInput } from "../../../../controller/core/advise/evidence-input.ts";
import { SAMPLE_GROUPS, type SampleWorld, sampleInput } from "./sample-input.ts";

const HYBRID = "hybrid brazil over latency ttl60-30x3";
const CONFIRMED = AdviceMemory.parse({ best: HYBRID, inARow: 2 });
const codes = ({ reasons }: ReturnType<typeof advise>) => reasons.map(({ code }) => code);

describe("controller/core/advise/advise", () => {
  const confirmed = advise(sampleInput({}, { memory: CONFIRMED }));

  it("leads by the accelerator whom it is better for, once that held for three days", () => {
    expect(confirmed.outcome).toBe("change");
    expect(confirmed.best).toBe(HYBRID);
    expect(confirmed.groups.map(({ group, verdict }) => [group, verdict])).toEqual([
      ["portugal", "equivalent"],
      ["mexico-city", "worse"],
      ["california", "worse"],
      ["brazil", "better"],
    ]);
    const first = advise(sampleInput());
    expect(first).toMatchObject({ outcome: "keep", best: HYBRID });
    expect(codes(first)).toEqual(["not_confirmed_yet"]);
  });

  it("is a recommendation as its readers know it", () => {
    const evidence = { ...confirmed.evidence, hash: "0" };
    const whole = { ...confirmed, id: "REC-0001", evidence };
    expect(Recommendation.parse(structuredClone(whole))).toEqual(whole);
  });

  it("keeps what it recommended when that stands", () => {
    const live = confirmed.design ?? null;
    expect(live).not.toBeNull();
    const kept = advise(sampleInput({}, { live }));
    expect(kept.outcome).toBe("keep");
    expect(kept.designs.find(({ isIncumbent }) => isIncumbent)?.name).toBe("as it stands");
    expect(kept.design).toEqual(live);
  });

  it("finds what it would take to come to another answer, true on both sides", () => {
    expect(confirmed.flips.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["volume", "price", "threshold", "mix"]),
    );
    for (const { at, now, becomes, sentence } of confirmed.flips) {
      expect(becomes).not.toBe(HYBRID);
      expect(at).not.toBe(now);
      expect(sentence).toMatch(/^(From|Down to) .+, .* would come out best\.$/);
    }
    const threshold = confirmed.flips.find(({ kind, at, now }) => kind === "threshold" && at > now);
    const ms = threshold?.at ?? 0;
    const bestAt = (leastDifferenceMs: number) =>
      advise(sampleInput({}, { thresholds: { leastDifferenceMs, leastDifferenceRatio: 0 } })).best;
    expect(bestAt(1.01 * ms)).toBe(threshold?.becomes);
    expect(bestAt(0.98 * ms)).toBe(HYBRID);
  });

  it("says how sure it is of the users' shares", () => {
    expect(confirmed.sensitivity).toMatchObject({ draws: 100, isSameWithEqualShares: true });
    expect(confirmed.sensitivity?.same).toBeGreaterThan(80);
  });

  it("answers the same in whatever order paths are given", () => {
    const input = sampleInput({}, { memory: CONFIRMED });
    const turned = { ...input, histories: [...input.histories].reverse() };
    expect(advise(turned)).toEqual(confirmed);
  });

  const bare = SAMPLE_GROUPS.map(({ trafficPerMonth: _, ...group }) => group);
  it.each<[string, SampleWorld, Partial<EvidenceInput>, string, RegExp]>([
    [
      "nothing measured",
      {},
      { histories: [] },
      "insufficient_evidence",
      /^Not enough evidence: nothing has answered yet\./,
    ],
    [
      "five days",
      { days: 5 },
      {},
      "insufficient_evidence",
      /^Not enough evidence for a change: 5 of 7 full days\./,
    ],
    [
      "no failover runs",
      { runs: 0 },
      { memory: CONFIRMED },
      "insufficient_evidence",
      /missing: failover runs.*grade C/,
    ],
    [
      "no traffic declared",
      { service: { clientGroups: bare } },
      {},
      "insufficient_evidence",
      /What it costs is not known/,
    ],
    [
      "an accelerator in a Region alone that has no price",
      { service: { clientGroups: SAMPLE_GROUPS.map(({ edgeGroup: _, ...group }) => group) } },
      {},
      "keep",
      /^Keep the way in by Route 53/,
    ],
    [
      "a budget for nothing",
      { service: { constraints: { budgetUsdPerMonth: 1 } } },
      {},
      "infeasible",
      /^No design does what must be\. It costs more than the budget: costs .* USD a month, 1\.00 may be spent/,
    ],
    [
      "a recovery time that only the accelerator reaches, and no money for it",
      { service: { objectives: { rtoS: 120 }, constraints: { budgetUsdPerMonth: 500 } } },
      {},
      "conflict",
      /^No design reaches all goals/,
    ],
    [
      "no name to put records at",
      { service: { dns: undefined, incumbent: "accelerator" } },
      {},
      "insufficient_evidence",
      /missing: designs to compare, way in by Route 53/,
    ],
    [
      "no client groups",
      { service: { clientGroups: [] } },
      {},
      "insufficient_evidence",
      /missing: .*shares of the traffic/,
    ],
  ])("has a named outcome for %s", (_, world, more, outcome, sentence) => {
    const advice = advise(sampleInput(world, more));
    expect(advice.sentence).toMatch(sentence);
    expect(advice.outcome).toBe(outcome);
  });

  it("has a named outcome where every attempt failed, nothing has a price, or goals contradict", () => {
    const input = sampleInput();
    const histories = input.histories.map((path) => ({
      ...path,
      medians: [],
      days: path.days.map((day) => ({ ...day, bins: [], bad: day.sent, servedBy: {} })),
    }));
    expect(advise({ ...input, histories })).toMatchObject({
      outcome: "insufficient_evidence",
      evidence: { samples: 0, coverage: 0, grade: "C" },
    });
    const unpriced = advise({ ...input, prices: { ...input.prices, prices: {} } });
    expect(unpriced.outcome).toBe("insufficient_evidence");
    expect(codes(unpriced)).toContain("cost_unknown");
    expect(unpriced.sentence).toContain("cost: the price of route53.hosted-zone");
    const constraints = { staticIps: true, budgetUsdPerMonth: 100 };
    const torn = advise(sampleInput({ service: { objectives: { rtoS: 60 }, constraints } }));
    expect(torn).toMatchObject({ outcome: "conflict", best: null });
    expect(codes(torn)).toEqual(["budget", "rto_and_static_ips"]);
  });

  it("needs more than one vantage of four", () => {
    const input = sampleInput();
    const histories = input.histories.filter(({ vantage }) => vantage === "vantage-portugal");
    expect(advise({ ...input, histories })).toMatchObject({
      outcome: "insufficient_evidence",
      evidence: { coverage: 0.4 },
    });
  });

  it.each([
    [
      "a latency that no way that was measured has",
      { latency: [{ metric: "echo_rtt", statistic: "p95", atMostMs: 1 }] },
      /p95 is 203 ms, at most 1.0 ms is wanted. That is accelerator .*, which comes nearest/,
    ],
    [
      "a recovery time that nothing reaches",
      { rtoS: 1, attainmentRatio: 0.95 },
      /0 % of the users are back within 1 s .* That is accelerator 10x1, which comes nearest/,
    ],
  ])("calls it infeasible, and names what comes nearest: %s", (_, objectives, sentence) => {
    const told = advise(sampleInput({ service: { objectives } }));
    expect(told.outcome).toBe("infeasible");
    expect(told.sentence).toMatch(sentence);
  });

  it("says where evidence comes from", () => {
    expect(advise(sampleInput({}, { source: "simulated" })).evidence.source).toBe("simulated");
  });
});
