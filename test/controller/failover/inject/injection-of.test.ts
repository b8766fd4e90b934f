import { describe, expect, it } from "vitest";
import type { PreparedInjection } from "../../../../controller/failover/inject/injection.ts";
import { injectionOf } from "../../../../controller/failover/inject/injection-of.ts";
import { MAIN_STEPS } from "./every-injector.ts";
import { type ScriptedActs, scriptedActs } from "./scripted-acts.ts";

const PREPARED: PreparedInjection = {
  preview: [],
  restoreSteps: MAIN_STEPS.slice(0, 1),
  permissions: [],
  optIn: { ok: true, reason: "it has the tag" },
};

/** An injection of a thing, by a clock that shows these milliseconds one after the other. */
const injectionBy = (
  acts: ScriptedActs,
  prepared: PreparedInjection | null,
  ...clockMs: number[]
) =>
  injectionOf({
    prepare: () => Promise.resolve(PREPARED),
    actsOf: () => Promise.resolve(acts),
    prepared,
    nowMs: () => clockMs.shift() ?? 0,
    pause: () => Promise.resolve(),
  });

describe("the moment of a failure", () => {
  it("lies between asking and seeing it, a millisecond that has begun counted whole", async () => {
    const acts = scriptedActs("restored");
    expect(await injectionBy(acts, PREPARED, 5.7, 9.2).inject()).toEqual({
      afterUs: 5_000,
      byUs: 10_000,
    });
    expect(acts.writes).toBe(1);
  });

  it("does not end before it begins where the clock is set back", async () => {
    const injection = injectionBy(scriptedActs("restored"), PREPARED, 500, 3);
    expect(await injection.inject()).toEqual({ afterUs: 500_000, byUs: 500_000 });
  });

  it("is waited for", async () => {
    const acts = scriptedActs("restored", undefined, 3);
    await expect(injectionBy(acts, PREPARED, 1, 2).inject()).resolves.toBeDefined();
  });
});

describe("nothing is written", () => {
  it.each<[string, ScriptedActs, PreparedInjection | null, RegExp]>([
    ["that was not prepared", scriptedActs("restored"), null, /Nothing was prepared/],
    [
      "of which nothing was kept",
      scriptedActs("restored"),
      { ...PREPARED, restoreSteps: [] },
      /Nothing was prepared/,
    ],
    [
      "of which more was kept than one injector makes",
      scriptedActs("restored"),
      { ...PREPARED, restoreSteps: MAIN_STEPS.slice(0, 2) },
      /Nothing was prepared/,
    ],
    [
      "whose owner did not agree",
      scriptedActs("restored"),
      { ...PREPARED, optIn: { ok: false, reason: "it has no tag" } },
      /^Nothing was made to fail: it has no tag/,
    ],
    [
      "that fails already",
      scriptedActs("in_force"),
      PREPARED,
      /not as it was found: it is in_force/,
    ],
    ["that somebody changed", scriptedActs("other"), PREPARED, /not as it was found: it is other/],
    ["that cannot be read", scriptedActs("restored", () => true), PREPARED, /answer was lost/],
  ])("to a thing %s", async (_, acts, prepared, problem) => {
    await expect(injectionBy(acts, prepared).inject()).rejects.toThrow(problem);
    expect(acts.writes).toBe(0);
  });
});

it("a failure that was asked for and does not come is no success", async () => {
  const acts = scriptedActs("restored", undefined, 100);
  await expect(injectionBy(acts, PREPARED).inject()).rejects.toThrow(
    /asked for, and is not in force: it is restored/,
  );
});

it("a write whose answer was lost is no success either, for it may have come about", async () => {
  const lost = [false, true];
  const acts = scriptedActs("restored", () => lost.shift() ?? false);
  const injection = injectionBy(acts, PREPARED);
  await expect(injection.inject()).rejects.toThrow(/answer was lost/);
  expect(await injection.verify()).toMatchObject({ state: "in_force" });
});

it("what is prepared now takes the place of what was kept", async () => {
  const injection = injectionBy(scriptedActs("restored"), { ...PREPARED, restoreSteps: [] });
  await injection.prepare();
  await expect(injection.inject()).resolves.toBeDefined();
});
