import { describe, expect, it } from "vitest";
import { SessionCounter } from "../../../probe/reflect/session-counter.ts";

describe("probe/reflect/session-counter", () => {
  it("numbers the replies to each sender by itself, from 0", () => {
    const counter = new SessionCounter();
    const senders = ["a", "a", "b", "a", "b"];
    expect(senders.map((sender) => counter.next(sender, 0))).toEqual([0, 1, 0, 2, 1]);
  });

  it("forgets a sender after a quarter of an hour of silence", () => {
    const counter = new SessionCounter();
    counter.next("a", 0);
    expect(counter.next("a", 899_999)).toBe(1);
    expect(counter.next("a", 899_999 + 900_000)).toBe(0);
  });

  it("forgets whoever was silent longest when there are too many", () => {
    const counter = new SessionCounter();
    counter.next("old", 0);
    counter.next("busy", 0);
    for (let sender = 0; sender < 16_383; sender += 1) {
      if (sender === 10) counter.next("busy", 0);
      counter.next(`stranger ${sender}`, 0);
    }
    expect(counter.next("busy", 0)).toBe(2);
    expect(counter.next("old", 0)).toBe(0);
  });
});
