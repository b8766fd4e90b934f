import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { DeadlineHeap } from "../../../../infra/lab/delay/deadline-heap.ts";

describe("infra/lab/delay/deadline-heap", () => {
  it.prop([fc.array(fc.nat(20), { maxLength: 200 })])(
    "gives out by time, and in the order of adding at the same time",
    (times) => {
      const heap = new DeadlineHeap();
      const taken: [number, number][] = [];
      for (const [order, atUs] of times.entries()) heap.add(atUs, () => taken.push([atUs, order]));
      while (heap.first !== undefined) heap.takeFirst()?.run();
      const expected = times
        .map((atUs, order): [number, number] => [atUs, order])
        .sort(([a, m], [b, n]) => a - b || m - n);
      expect(taken).toEqual(expected);
      expect(heap.takeFirst()).toBeUndefined();
    },
  );

  it("forgets everything when cleared", () => {
    const heap = new DeadlineHeap();
    heap.add(1, () => undefined);
    heap.clear();
    expect(heap.first).toBeUndefined();
  });
});
