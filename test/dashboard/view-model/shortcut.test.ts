import { describe, expect, it } from "vitest";
import {
  type Pressed,
  pressShortcut,
  type Waiting,
} from "../../../dashboard/view-model/shortcut.ts";

function press(keys: string[], change: Partial<Pressed> = {}, stepMs = 200) {
  let waiting: Waiting = null;
  let action: ReturnType<typeof pressShortcut>["action"] = null;
  keys.forEach((key, at) => {
    const pressed = {
      key,
      atMs: at * stepMs,
      modified: false,
      target: "page",
      enabled: true,
    } as const;
    ({ action, waiting } = pressShortcut(waiting, { ...pressed, ...change }));
  });
  return action;
}

describe("dashboard/view-model/shortcut", () => {
  it.each([
    [["g", "o"], "overview"],
    [["g", "m"], "matrix"],
    [["?"], "help"],
    [["t"], "theme"],
    [[" "], "pause"],
    [["Escape"], "close"],
    [["m"], null],
    [["g", "x"], null],
  ])("understands %j", (keys, action) => {
    expect(press(keys)).toBe(action);
  });

  it("forgets a leader after a while", () => {
    expect(press(["g", "m"], {}, 2_000)).toBeNull();
  });

  it("leaves typing, the browser's keys and a button's Space alone", () => {
    expect(press(["t"], { target: "field" })).toBeNull();
    expect(press(["t"], { modified: true })).toBeNull();
    expect(press([" "], { target: "button" })).toBeNull();
  });

  it("keeps Esc when single-letter keys are off", () => {
    expect(press(["?"], { enabled: false })).toBeNull();
    expect(press(["Escape"], { enabled: false })).toBe("close");
  });
});
