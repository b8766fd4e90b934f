import { describe, expect, it } from "vitest";
import { planFold } from "../../../../controller/core/fold/plan-fold.ts";
import { answers, batchOf } from "../../../helpers/contributions.ts";

const HOUR_MS = 3_600_000;
const START_MS = 500_000 * HOUR_MS;
const KEY = "eu-west-1/shop/direct/eu-west-1/echo_rtt";

describe("controller/core/fold/plan-fold", () => {
  it("sorts contributions by series and hour", () => {
    const late = answers(START_MS + 59 * 60_000, 500, 3);
    const early = answers(START_MS + HOUR_MS, 500, 4);
    const other = { ...early, entry: "dns" as const, endpoint: null };
    const steps = planFold(batchOf([late, early, other, late]), 0);
    expect(steps.map(({ series, hourMs }) => [series, hourMs])).toEqual([
      [KEY, START_MS],
      [KEY, START_MS + HOUR_MS],
      ["eu-west-1/shop/dns/*/echo_rtt", START_MS + HOUR_MS],
    ]);
    expect(steps.map(({ parts }) => parts.map(({ minute }) => minute))).toEqual([
      [59, 59],
      [0],
      [0],
    ]);
  });

  it("leaves out hours that are no longer kept", () => {
    const batch = batchOf([answers(START_MS, 500, 3), answers(START_MS + HOUR_MS, 500, 4)]);
    expect(planFold(batch, START_MS + HOUR_MS).map(({ hourMs }) => hourMs)).toEqual([
      START_MS + HOUR_MS,
    ]);
  });
});
