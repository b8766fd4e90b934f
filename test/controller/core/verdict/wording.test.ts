import { describe, expect, it } from "vitest";
import {
  affectedScope,
  unaffectedText,
} from "../../../../controller/core/verdict/affected-scope.ts";
import {
  confidenceText,
  sizeText,
  spanText,
} from "../../../../controller/core/verdict/evidence-text.ts";
import { drawPicture } from "../../../../controller/core/verdict/picture.ts";
import { statusSentence } from "../../../../controller/core/verdict/status-sentence.ts";
import { scene } from "./status-scene.ts";

const path = (sent: number, lost: number, failed: number, failure: string | null) => ({
  vantage: "a",
  service: "shop",
  entry: "dns" as const,
  endpoint: null,
  chosen: true,
  sent,
  lost,
  failed,
  failure,
  state: "good" as const,
});

describe("controller/core/verdict/evidence-text", () => {
  it("gives losses and failures apart, with the failure of the worst path", () => {
    const paths = [path(100, 12, 1, "dns"), path(100, 0, 5, "refused")];
    expect(sizeText(paths)).toBe("6.0 % lost, 3.0 % failed (refused)");
    expect(sizeText([path(60, 0, 0, null)])).toBe("0 % lost");
    expect(sizeText([])).toBe("no attempts");
  });

  it("puts confidence by the number of attempts", () => {
    const words = [300, 299, 60, 59].map((sent) => confidenceText([path(sent, 0, 0, null)]));
    expect(words.map((word) => word.split(" ")[0])).toEqual([
      "High",
      "Moderate",
      "Moderate",
      "Low",
    ]);
    expect(spanText({ windowMs: 180_000 })).toBe(" in the last 3 min");
  });
});

describe("controller/core/verdict/affected-scope", () => {
  const FIVE = ["a", "b", "c", "d", "e"];
  const LOST = { n: 60, lost: 30 };

  it("says which vantage most of the trouble comes from", () => {
    const troubles = { "a/shop/": LOST, "b/shop/dns": LOST };
    const scope = affectedScope(drawPicture(scene({ vantages: FIVE, troubles })));
    expect(scope).toBe("2 of 5 vantages (a and b), 5 of 20 paths, most of them from a");
  });

  it("calls no way in unaffected that only others use well", () => {
    const troubles = { "a/shop/dns": LOST, "a/shop/accelerator": LOST };
    expect(unaffectedText(drawPicture(scene({ vantages: FIVE, troubles })))).toBe("");
  });
});

describe("controller/core/verdict/status-sentence", () => {
  it("does not claim that all endpoints are reached where some are not measured", () => {
    const input = scene({ vantages: ["a", "b"] });
    const series = input.series.filter(({ series }) => series.endpoint !== "eu-west-1");
    const picture = drawPicture({ ...input, series });
    expect(statusSentence("healthy", picture)).toMatch(
      /^Healthy\. All 2 vantages reach 2 of 4 pairs of vantage and endpoint of shop: /,
    );
  });
});
