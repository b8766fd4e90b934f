import { describe, expect, it } from "vitest";
import { evidenceGrade } from "../../../../controller/core/advise/evidence-grade.ts";

describe("controller/core/advise/evidence-grade", () => {
  it.each([
    [14, 0.9, 20, "A"],
    [13.9, 0.9, 20, "B"],
    [14, 0.89, 20, "B"],
    [14, 0.9, 19, "B"],
    [7, 0.8, 5, "B"],
    [6.99, 0.8, 5, "C"],
    [7, 0.79, 5, "C"],
    [7, 0.8, 4, "C"],
  ])(
    "gives %f days, %f of the traffic and %i failover runs grade %s",
    (fullDays, coverage, failoverRuns, grade) => {
      expect(evidenceGrade({ fullDays, coverage, failoverRuns })).toBe(grade);
    },
  );
});
