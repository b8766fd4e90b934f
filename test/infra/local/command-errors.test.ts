import { CommanderError } from "commander";
import { describe, expect, it } from "vitest";
import { describeCommandError } from "../../../infra/local/command-errors.ts";
import { LocalProblem } from "../../../infra/local/local-problem.ts";

describe("infra/local/command-errors", () => {
  it("prints one sentence and the mend, and no stack", () => {
    expect(
      describeCommandError(new LocalProblem("It is so.", "Do this.\nOr that."), false),
    ).toEqual({
      status: 1,
      text: "isochrone: It is so.\n  Do this.\n  Or that.",
    });
  });

  it("takes the mend of any error that has one, and points to --verbose for others", () => {
    const foreign = Object.assign(new Error("It is so."), { mend: "Do this." });
    expect(describeCommandError(foreign, false).text).toContain("Do this.");
    expect(describeCommandError(new Error("odd"), false).text).toContain("--verbose");
    expect(describeCommandError("thrown text", false).text).toBe("isochrone: thrown text");
  });

  it("shows the stack and the causes when asked to", () => {
    const { text } = describeCommandError(
      new Error("outer", { cause: new LocalProblem("inner", "mend") }),
      true,
    );
    expect(text).toMatch(/outer[\s\S]*at [\s\S]*caused by[\s\S]*inner/);
  });

  it("ends with 64 after a usage error and with 0 after help", () => {
    const usage = new CommanderError(1, "commander.unknownOption", "said already");
    expect(describeCommandError(usage, false)).toEqual({ status: 64, text: "" });
    const help = new CommanderError(0, "commander.helpDisplayed", "help");
    expect(describeCommandError(help, false)).toEqual({ status: 0, text: "" });
  });
});
