import { describe, expect, it } from "vitest";
import { rowsJson, rowsText } from "./report/print-rows.ts";
import { atLeast, atMost, isHeld, type Row } from "./report/row.ts";
import { EXPERIMENTS } from "./simulate.ts";

const row = (figure: number, goal: Row["goal"]): Row => ({
  ...{ experiment: "e", what: "w", figure, unit: "%", goal, trials: 5 },
});

describe("test/simulate", () => {
  it("tells a goal that was missed, and takes what could not be worked out for none", () => {
    const rows = [row(0.5, atMost(0.4)), row(Number.NaN, atLeast(0)), row(3, null)];
    expect(rows.map(isHeld)).toEqual([false, false, true]);
    expect(rowsText(rows)).toMatch(/50 % │ +≤ 40 % │ NOT HELD │ +5 │\n[\s\S]*0 of 2 goals held/);
    expect(JSON.parse(rowsJson(rows)).map(({ held }: { held: boolean | null }) => held)).toEqual([
      false,
      false,
      null,
    ]);
  });

  /** Seeds where six are too few to tell, or take too long. */
  const SEEDS: Readonly<Record<string, number>> = {
    ...{ recommendation: 10, prediction: 10, regret: 10, steadiness: 2 },
  };

  // Few worlds, always the same, held against the goals of many: for `npm run simulate` not to rot.
  it.each(Object.entries(EXPERIMENTS))(
    "%s: figures of few worlds",
    { timeout: 60_000 },
    (name, experiment) => {
      const rows = experiment(SEEDS[name] ?? 6);
      expect(rows.length).toBeGreaterThan(0);
      for (const { figure, goal, trials } of rows) {
        expect(trials).toBeGreaterThan(0);
        // One case more or less is within chance.
        const slack = 1.5 / trials;
        if (goal?.atLeast != null) {
          expect(figure).toBeGreaterThanOrEqual(0.8 * goal.atLeast - slack);
        }
        if (goal?.atMost != null) expect(figure).toBeLessThanOrEqual(1.5 * goal.atMost + slack);
      }
    },
  );
});
