import { describe, expect, it } from "vitest";
import { AdviceMemory } from "../../../../controller/contract/scenario.ts";
import { advise } from "../../../../controller/core/advise/advise.ts";
import { examplePrices, ROWS, SERVICE } from "../predict/worked-example.ts";
import { FIRST_DAY, sampleHistory } from "./sample-histories.ts";

const DAYS = 14;
const PLACES = { us: [39, -98], de: [51, 10], sg: [1.35, 103.8], au: [-33.9, 151.2] } as const;

/** The worked example as it would be measured: two weeks of each way in, at each group. */
const advice = advise(
  {
    ...{ atMs: (FIRST_DAY + DAYS) * 86_400_000, service: SERVICE, source: "measured" },
    vantages: ROWS.map(({ id }) => {
      const [latitude, longitude] = PLACES[id];
      return { id, label: id, kind: "custom", latitude, longitude };
    }),
    histories: ROWS.flatMap(({ id, ms: [directMs, acceleratorMs] }, at) => {
      const path = { vantage: id, scatterMs: 0.1, servedBy: "virginia", days: DAYS };
      const straight = { ...path, ms: directMs, seed: 10 + at };
      return [
        sampleHistory({ ...straight, entry: "direct", endpoint: "virginia" }),
        sampleHistory({ ...straight, entry: "dns", endpoint: null }),
        sampleHistory({
          ...{ ...path, entry: "accelerator", endpoint: null },
          ...{ ms: acceleratorMs, seed: 20 + at },
        }),
      ];
    }),
    ...{ failoverRuns: [], prices: examplePrices(), live: null, thresholds: {} },
    memory: AdviceMemory.parse({}),
  },
  { everyDesign: true },
);

const designOf = (prefix: string) => {
  const found = advice.designs.find(({ name }) => name.startsWith(prefix));
  if (found?.score?.usdPerMonth == null) throw new Error(`no score of ${prefix}`);
  return { ...found, usd: found.score.usdPerMonth, groups: found.groups };
};

describe("controller/core/advise: the worked example", () => {
  const plain = designOf("simple");

  it.each([
    ["sg", 111.55],
    ["au", 183.05],
    ["sg,au", 269.05],
  ])("costs %s by the accelerator %d USD more than names alone", (groups, more) => {
    // Two decimals of each.
    expect(designOf(`hybrid ${groups} over simple`).usd - plain.usd).toBeCloseTo(more, 1);
  });

  it("lets those go by the accelerator who are the tail of all, and finds everybody by it too dear", () => {
    // That of Singapore is neither the median nor the tail; with it, a millisecond saved costs more.
    const chosen = designOf("hybrid au over simple");
    const everybody = designOf("accelerator");
    expect(advice.best).toBe(chosen.name);
    expect(everybody.usd - chosen.usd).toBeGreaterThan(90);
    expect(everybody.reasons[0]).toMatchObject({ text: expect.stringMatching(/^dearer/) });
  });

  it("keeps those near where they are: for them the accelerator is no better", () => {
    const verdicts = Object.fromEntries(advice.groups.map((each) => [each.group, each.verdict]));
    expect(verdicts).toEqual({ us: "equivalent", de: "equivalent", sg: "better", au: "better" });
  });
});
