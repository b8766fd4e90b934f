import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { DirectionCounter } from "../../../probe/measure/direction-counter.ts";

type Fate = "answered" | "out" | "back";

function run(fates: readonly Fate[], firstSeq = 1_000): DirectionCounter {
  const counter = new DirectionCounter();
  let reflected = 0;
  for (const [index, fate] of fates.entries()) {
    if (fate === "out") continue;
    if (fate === "answered") counter.answer(firstSeq + index, reflected);
    reflected += 1;
  }
  return counter;
}

describe("probe/measure/direction-counter", () => {
  test.prop([fc.array(fc.constantFrom<Fate>("answered", "out", "back"), { maxLength: 60 })])(
    "tells every loss between two answers apart",
    (middle) => {
      const fates: Fate[] = ["answered", ...middle, "answered"];
      expect(run(fates).losses()).toEqual({
        out: fates.filter((fate) => fate === "out").length,
        back: fates.filter((fate) => fate === "back").length,
      });
    },
  );

  it("leaves open what was lost before the first answer and after the last", () => {
    expect(run(["out", "back", "answered", "back", "out"]).losses()).toEqual({ out: 0, back: 0 });
  });

  it("says nothing of a reflector that does not count, or of none", () => {
    const counter = new DirectionCounter();
    expect(counter.losses()).toBeNull();
    for (const seq of [1_000, 1_001, 1_005]) counter.answer(seq, seq);
    expect(counter.losses()).toBeNull();
  });

  it("is not misled by replies in another order or by a reflector that starts again", () => {
    const counter = new DirectionCounter();
    for (const [seq, reflected] of [
      [10, 0],
      [12, 2],
      [11, 1],
      [15, 4],
    ] as const) {
      counter.answer(seq, reflected);
    }
    expect(counter.losses()).toEqual({ out: 1, back: 1 });
    counter.answer(20, 0);
    counter.answer(22, 1);
    expect(counter.losses()).toEqual({ out: 2, back: 1 });
  });
});
