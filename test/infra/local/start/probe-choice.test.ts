import { describe, expect, it } from "vitest";
import { chooseVantages, parseProbeChoice } from "../../../../infra/local/start/probe-choice.ts";

const VANTAGES = ["eu-west-1", "us-east-1", "office"];

describe("infra/local/start/probe-choice", () => {
  it("reads none, all, and names without repetition", () => {
    expect(parseProbeChoice("none")).toEqual({ ok: true, choice: { kind: "none" } });
    expect(parseProbeChoice(" all ")).toEqual({ ok: true, choice: { kind: "all" } });
    expect(parseProbeChoice("office, eu-west-1,office")).toEqual({
      ok: true,
      choice: { kind: "named", vantages: ["office", "eu-west-1"] },
    });
  });

  it.each(["", "a,,b", "Paris"])("refuses %j", (text) => {
    expect(parseProbeChoice(text)).toMatchObject({ ok: false });
  });

  it("chooses in the estate's order and names what is not there", () => {
    expect(chooseVantages({ kind: "all" }, VANTAGES)).toEqual({ ok: true, vantages: VANTAGES });
    expect(chooseVantages({ kind: "none" }, VANTAGES)).toEqual({ ok: true, vantages: [] });
    const named = { kind: "named" as const, vantages: ["office", "eu-west-1"] };
    expect(chooseVantages(named, VANTAGES)).toEqual({
      ok: true,
      vantages: ["eu-west-1", "office"],
    });
    const unknown = { kind: "named" as const, vantages: ["office", "mars"] };
    expect(chooseVantages(unknown, VANTAGES)).toEqual({ ok: false, unknown: ["mars"] });
  });
});
