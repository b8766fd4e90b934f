import { describe, expect, it } from "vitest";
import { behindText } from "../../../../controller/core/verdict/behind-text.ts";
import { composeStatus } from "../../../../controller/core/verdict/compose-status.ts";
import { drawPicture } from "../../../../controller/core/verdict/picture.ts";
import { scene } from "./status-scene.ts";

describe("controller/core/verdict/behind-text", () => {
  /** The sentence about a healthy world whose probes started these shares of their attempts. */
  function sentenceOf(runRatios: Record<string, number>): string {
    const input = scene({ vantages: ["a", "b", "c"] });
    const vantages = input.vantages.map((each) => ({
      ...each,
      runRatio: runRatios[each.vantage.id],
    }));
    return composeStatus({ ...input, vantages }).sentence;
  }

  it("names the probes that fall behind, in a sentence that is otherwise the same", () => {
    expect(behindText(drawPicture(scene({ vantages: ["a", "b", "c"] })))).toBe("");
    const calm = sentenceOf({ a: 1, b: 0.97 });
    expect(calm).not.toContain("behind");
    const one = "Falls behind: 1 of 3 probes (b) starts only 82 % of the due attempts. ";
    expect(sentenceOf({ a: 1, b: 0.8239 }).replace(one, "")).toBe(calm);
    expect(sentenceOf({ a: 0.9, b: 0.5 })).toContain(
      "Fall behind: 2 of 3 probes (a and b) start too few of the due attempts, the worst 50 %.",
    );
  });
});
