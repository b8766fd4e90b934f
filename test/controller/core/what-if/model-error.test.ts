import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../../../controller/contract/model-error.ts";
import { binOf } from "../../../../controller/core/histogram/latency-histogram.ts";
import { modelError } from "../../../../controller/core/what-if/model-error.ts";
import { advisedDesign, servedGroup } from "./sample-designs.ts";
import { historyOf } from "./sample-scenario.ts";

const DAY_MS = 86_400_000;

const RECOMMENDATION = {
  id: "REC-0007",
  service: "shop",
  madeAtMs: 19_999 * DAY_MS,
  designs: [
    advisedDesign("latency", [
      servedGroup("asia", "singapore", 40_000),
      servedGroup("europe", "ireland", 30_000),
    ]),
  ],
};

const GROUPS = [
  { id: "asia", vantages: ["tokyo", "mumbai"] },
  { id: "europe", vantages: ["lisbon"] },
];

const check = (histories: ReturnType<typeof historyOf>[], more: object = {}) =>
  modelError({
    recommendation: RECOMMENDATION,
    design: "latency",
    clientGroups: GROUPS,
    histories,
    ...more,
  });

describe("controller/core/what-if/model-error", () => {
  it("tells how far times and endpoints were from what was said", () => {
    const error = check([
      historyOf("tokyo", "dns", null, 41_000, { singapore: 60, ireland: 20 }),
      historyOf("mumbai", "dns", null, 41_000, { singapore: 80 }),
      historyOf("lisbon", "dns", null, 50_000, { ireland: 9 }),
    ]);
    expect(ModelError.parse(error)).toEqual(error);
    expect(error?.groups).toMatchObject([
      { group: "asia", isWithin: true, servedAsPredicted: 0.875 },
      { group: "europe", isWithin: false, servedAsPredicted: 1 },
    ]);
    expect(error?.p50).toMatchObject({ groups: 2, withinRatio: 0.5 });
    expect(error?.endpoint).toEqual({ groups: 2, sameRatio: 0.9375 });
    expect(error?.measured).toEqual({ fromMs: 20_000 * DAY_MS, toMs: 20_001 * DAY_MS });
    expect(error?.sentence).toBe(
      "REC-0007: its p50 was within 5 % or 2 ms for 50 % of the users measured since (2 groups), off by 20 ms at most; 94 % were served by whom it said.",
    );
  });

  it.each([
    ["nothing was measured", []],
    [
      "all of it is older",
      [
        {
          ...historyOf("lisbon", "dns", null, 30_000, { ireland: 1 }),
          days: [{ day: 19_998, bins: [binOf(30_000), 9], sent: 9, bad: 0, servedBy: {} }],
        },
      ],
    ],
    ["it is another way", [historyOf("lisbon", "direct", "ireland", 30_000)]],
    [
      "it is a model itself",
      [{ ...historyOf("lisbon", "dns", null, 30_000), basis: "modelled" as const }],
    ],
  ])("knows no error where %s", (_, histories) => {
    const error = check(histories);
    expect(error).toMatchObject({ p50: null, endpoint: null });
    expect(error?.sentence).toBe(
      "REC-0007: no time of it was measured since; nobody told who served.",
    );
  });

  it("has nothing to say of a design that the recommendation does not tell of", () => {
    expect(check([], { design: "geo" })).toBeNull();
  });

  test.prop([fc.integer({ min: 1_000, max: 900_000 }), fc.integer({ min: 1_000, max: 900_000 })])(
    "tells the difference with its sign, whatever was said",
    (said, found) => {
      const recommendation = {
        ...RECOMMENDATION,
        designs: [advisedDesign("latency", [servedGroup("europe", "ireland", said)])],
      };
      const error = check([historyOf("lisbon", "dns", null, found)], { recommendation });
      const [group] = error?.groups ?? [];
      // Bins are 1 % wide at most.
      expect(Math.abs((group?.measuredP50Us ?? 0) - found)).toBeLessThanOrEqual(found / 100 + 1);
      expect(group?.differenceUs).toBe((group?.measuredP50Us ?? 0) - said);
    },
  );
});
