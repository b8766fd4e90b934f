import { describe, expect, it } from "vitest";
import { CliError } from "../../../controller/cli/cli-error.ts";
import { untilRefreshed } from "../../../controller/cli/until-refreshed.ts";
import type { RefreshState } from "../../../controller/contract/refresh-state.ts";

const IDLE: RefreshState = {
  state: "idle",
  lastFinishedAtMs: 1,
  refreshEveryMs: 60_000,
  mend: null,
};
const NOT_SET_UP = { message: "nobody reads", mend: "have somebody read" };
const TOO_LONG = new CliError({ code: "timeout", message: "too long", mend: "ask again" });

/** What the wait ends with, and what stood on the line; each look tells the next state, then the last. */
async function wait(...states: RefreshState[]) {
  const shown: string[] = [];
  let nowMs = 0;
  let looks = 0;
  const ended = await untilRefreshed(
    {
      look: () => {
        looks += 1;
        const state = states[Math.min(looks, states.length) - 1];
        return state === undefined ? Promise.reject(new Error("away")) : Promise.resolve(state);
      },
      lastMs: 1,
      withinMs: 2_000,
      textOf: ({ state }, waitedMs) => `${state} ${waitedMs}`,
      notSetUp: NOT_SET_UP,
      tooLong: TOO_LONG,
    },
    {
      now: () => nowMs,
      sleep: (ms) => {
        nowMs += ms;
        return Promise.resolve();
      },
      redraw: (text) => void shown.push(text),
    },
  ).catch((error: unknown) => error);
  return { ended, shown };
}

describe("controller/cli/until-refreshed", () => {
  it("waits for the end of another reading than the last", async () => {
    const done = { ...IDLE, lastFinishedAtMs: 2 };
    const { ended, shown } = await wait({ ...IDLE, state: "waiting" }, IDLE, done);
    expect(ended).toBe(done);
    expect(shown).toEqual(["waiting 0", "idle 500", ""]);
  });

  it("gives up in time", async () => {
    const { ended, shown } = await wait({ ...IDLE, state: "reading" });
    expect(ended).toBe(TOO_LONG);
    expect(shown.at(-2)).toBe("reading 1500");
    expect(shown.at(-1)).toBe("");
  });

  it("says at once that nobody reads, with the controller's mend where it has one", async () => {
    const nobody = { ...IDLE, state: "not-set-up" as const };
    expect((await wait(nobody)).ended).toMatchObject({ message: "nobody reads" });
    const { ended } = await wait({ ...nobody, mend: "start one" });
    expect(ended).toBeInstanceOf(CliError);
    expect(ended).toMatchObject({ code: "aws_not_set_up", mend: "start one" });
  });

  it("leaves nothing on the line when the controller goes away", async () => {
    const { ended, shown } = await wait();
    expect(ended).toMatchObject({ message: "away" });
    expect(shown).toEqual([""]);
  });
});
