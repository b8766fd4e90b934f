import { describe, expect, it } from "vitest";
import { createEnding, Ended } from "../../../../infra/local/start/ending.ts";

describe("infra/local/start/ending", () => {
  it("keeps the first reason", async () => {
    const ending = createEnding();
    ending.end({ kind: "asked" });
    ending.end({ kind: "time-is-up" });
    expect(await ending.reason).toEqual({ kind: "asked" });
  });

  it("gives the step's result or the step's failure while nobody asks to end", async () => {
    const ending = createEnding();
    expect(await ending.orEnd(Promise.resolve(5))).toBe(5);
    await expect(ending.orEnd(Promise.reject(new Error("step")))).rejects.toThrow("step");
  });

  it("lets go of a step that is not done when the end comes", async () => {
    const ending = createEnding();
    const waiting = ending.orEnd(new Promise(() => undefined));
    ending.end({ kind: "asked" });
    await expect(waiting).rejects.toBeInstanceOf(Ended);
    await expect(ending.orEnd(Promise.resolve(1))).rejects.toBeInstanceOf(Ended);
  });
});
