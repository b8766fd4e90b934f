import { fc, it as property } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { looksUntil, restoreBy } from "../../../../controller/failover/inject/acts.ts";
import { InjectProblem } from "../../../../controller/failover/inject/inject-problem.ts";
import { scriptedActs } from "./scripted-acts.ts";

const noPause = () => Promise.resolve();
const states = fc.constantFrom("in_force" as const, "restored" as const, "other" as const);

describe("putting back", () => {
  property.prop([
    states,
    fc.array(fc.boolean(), { maxLength: 30 }),
    fc.integer({ min: 0, max: 3 }),
  ])(
    "succeeds in the end, whichever answers are lost, and then writes nothing more",
    async (state, lost, delayLooks) => {
      const acts = scriptedActs(state, () => lost.shift() ?? false, delayLooks);
      let seen = null;
      for (let tries = 0; tries < 40 && seen?.state !== "restored"; tries += 1) {
        seen = await restoreBy(acts, noPause).catch((error: unknown) => {
          if (error instanceof InjectProblem) return null;
          throw error;
        });
      }
      expect(seen?.state).toBe("restored");
      if (state === "restored") expect(acts.writes).toBe(0);
      const { writes } = acts;
      expect(await restoreBy(acts, noPause)).toMatchObject({ state: "restored" });
      expect(acts.writes).toBe(writes);
    },
  );

  it("waits no longer than patience lasts, and tells what is there then", async () => {
    const acts = scriptedActs("in_force", undefined, 100);
    let pauses = 0;
    const seen = await restoreBy(acts, () => {
      pauses += 1;
      return Promise.resolve();
    });
    expect(seen).toEqual({ state: "in_force", reason: "it is in_force" });
    expect(pauses).toBe(4);
  });

  it("does not wait for what is gone for good", async () => {
    const acts = { ...scriptedActs("other"), putBack: () => Promise.resolve(false) };
    const pause = () => Promise.reject(new Error("waited"));
    expect(await restoreBy(acts, pause)).toMatchObject({ state: "other" });
  });
});

describe("looking until", () => {
  it("forgives lost answers but the last one", async () => {
    const lost = [true, true, true, true];
    const acts = scriptedActs("in_force", () => lost.shift() ?? false);
    expect(await looksUntil(acts, "restored", noPause)).toMatchObject({ state: "in_force" });
    lost.push(true, true, true, true, true);
    await expect(looksUntil(acts, "restored", noPause)).rejects.toThrow("The answer was lost.");
  });

  it("forgives no error of the program", async () => {
    const acts = { ...scriptedActs("restored"), look: () => Promise.reject(new Error("a bug")) };
    await expect(looksUntil(acts, "restored", noPause)).rejects.toThrow("a bug");
    await expect(restoreBy(acts, noPause)).rejects.toThrow("a bug");
  });
});
