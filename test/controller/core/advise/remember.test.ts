import { describe, expect, it } from "vitest";
import {
  bestBefore,
  type Remembered,
  remember,
} from "../../../../controller/core/advise/remember.ts";

const DAY_MS = 86_400_000;

/** What an evaluation is told after others, each as a day and what it found. */
function told(evaluations: readonly (readonly [number, string | null])[], day: number) {
  let kept: Remembered | null = null;
  for (const [own, best] of evaluations) kept = remember(kept, best, own * DAY_MS);
  return bestBefore(kept, day * DAY_MS);
}

describe("controller/core/advise/remember", () => {
  it.each([
    ["nothing before the first", [], 1, { best: null, inARow: 0 }],
    [
      "a day once",
      [
        [1, "a"],
        [1.1, "a"],
        [1.9, "a"],
      ],
      2,
      { best: "a", inARow: 1 },
    ],
    [
      "nothing of its own day",
      [
        [1, "a"],
        [1.1, "a"],
      ],
      1.5,
      { best: "a", inARow: 0 },
    ],
    [
      "each day",
      [
        [1, "a"],
        [2, "a"],
        [3, "a"],
        [3.2, "a"],
      ],
      4,
      { best: "a", inARow: 3 },
    ],
    [
      "days with gaps between",
      [
        [1, "a"],
        [9, "a"],
      ],
      10,
      { best: "a", inARow: 2 },
    ],
    [
      "a new row after another",
      [
        [1, "a"],
        [2, "b"],
      ],
      3,
      { best: "b", inARow: 1 },
    ],
    [
      "a row broken within a day",
      [
        [1, "a"],
        [2, "b"],
        [2.5, "a"],
      ],
      3,
      { best: "a", inARow: 1 },
    ],
    [
      "a row broken by none",
      [
        [1, "a"],
        [2, null],
      ],
      3,
      { best: null, inARow: 0 },
    ],
    [
      "an evaluation of a clock that went back",
      [
        [5, "a"],
        [4, "a"],
      ],
      6,
      { best: "a", inARow: 1 },
    ],
  ] as const)("counts %s", (_what, evaluations, day, expected) => {
    expect(told(evaluations, day)).toEqual(expected);
  });
});
