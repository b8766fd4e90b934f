import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import type { LedTo } from "../../../../controller/contract/answers.ts";
import { agree } from "../../../../controller/core/answers/agree.ts";

/** Shares by endpoint; `?` is not known. */
function said(shares: Record<string, number>, answers: number | null = null) {
  const ledTo = Object.entries(shares).map(([endpoint, share]): LedTo[number] => ({
    share,
    server: endpoint === "?" ? { kind: "unknown", reason: "far" } : { kind: "endpoint", endpoint },
  }));
  return { ledTo, answers };
}

describe("controller/core/answers/agree", () => {
  it.each([
    ["one and the same", said({ eu: 1 }), said({ eu: 1 }), true],
    ["another", said({ eu: 1 }), said({ us: 1 }), false],
    ["what nobody knows", said({ "?": 1 }), said({ us: 1 }), null],
    ["few answers of what is possible", said({ eu: 0.5, us: 0.5 }), said({ eu: 1 }, 3), true],
    ["an answer that is not possible", said({ eu: 1 }), said({ eu: 0.5, us: 0.5 }, 2), false],
    ["few answers with one in common", said({ eu: 1 }, 1), said({ eu: 0.9, us: 0.1 }, 40), true],
    ["few answers with none in common", said({ eu: 1 }, 1), said({ us: 1 }, 40), false],
    [
      "many answers by the weights",
      said({ eu: 0.7, us: 0.3 }),
      said({ eu: 0.68, us: 0.32 }, 900),
      true,
    ],
    [
      "many answers against the weights",
      said({ eu: 0.7, us: 0.3 }),
      said({ eu: 0.2, us: 0.8 }, 900),
      false,
    ],
    ["what may be in a part not known", said({ eu: 0.6, "?": 0.4 }), said({ us: 1 }, 3), null],
    ["what may be all in common", said({ eu: 0.5, "?": 0.5 }, 2), said({ us: 1 }, 3), null],
    [
      "one in common beside what is not known",
      said({ eu: 0.5, "?": 0.5 }, 2),
      said({ eu: 1 }, 3),
      true,
    ],
    ["what was seen and is not known", said({ eu: 1 }), said({ eu: 0.5, "?": 0.5 }, 2), null],
    [
      "shares that the part not known may fill",
      said({ eu: 0.6, "?": 0.4 }),
      said({ eu: 0.6, us: 0.4 }, 900),
      null,
    ],
    [
      "shares that no part not known can fill",
      said({ eu: 0.6, "?": 0.4 }),
      said({ us: 1 }, 900),
      false,
    ],
    ["two models of other weights", said({ eu: 0.7, us: 0.3 }), said({ eu: 0.3, us: 0.7 }), false],
  ])("%s", (_what, one, other, expected) => {
    expect(agree(one, other)).toBe(expected);
  });

  const shares = fc
    .record({ eu: fc.nat(9), us: fc.nat(9), ap: fc.nat(9) })
    .filter(({ eu, us, ap }) => eu + us + ap > 0)
    .map((weights) => {
      const total = weights.eu + weights.us + weights.ap;
      const entries = Object.entries(weights).filter(([, weight]) => weight > 0);
      return Object.fromEntries(entries.map(([name, weight]) => [name, weight / total]));
    });
  const count = fc.option(fc.integer({ min: 1, max: 2_000 }));

  test.prop([shares, count, shares, count])("is the same both ways", (one, n, other, m) => {
    expect(agree(said(one, n), said(other, m))).toBe(agree(said(other, m), said(one, n)));
  });

  test.prop([shares, count, count])("a source agrees with itself", (one, n, m) => {
    expect(agree(said(one, n), said(one, m))).toBe(true);
  });
});
