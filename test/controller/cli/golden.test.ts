import { describe, expect, it } from "vitest";
import { answersLines } from "../../../controller/cli/render/answers-lines.ts";
import { costLines } from "../../../controller/cli/render/cost-lines.ts";
import {
  deadLetterLines,
  deadLettersLines,
} from "../../../controller/cli/render/dead-letter-lines.ts";
import { driftLines } from "../../../controller/cli/render/drift-lines.ts";
import { inventoryLines } from "../../../controller/cli/render/inventory-lines.ts";
import { matrixLines } from "../../../controller/cli/render/matrix-lines.ts";
import type { Page } from "../../../controller/cli/render/page.ts";
import { priceChangeLines } from "../../../controller/cli/render/price-change-lines.ts";
import { pricesLines } from "../../../controller/cli/render/price-lines.ts";
import { pricePartLines } from "../../../controller/cli/render/price-reading-lines.ts";
import { proposalLines } from "../../../controller/cli/render/proposal-lines.ts";
import { recommendationLines } from "../../../controller/cli/render/recommendation-lines.ts";
import { shadowLines } from "../../../controller/cli/render/shadow-lines.ts";
import { statusLines } from "../../../controller/cli/render/status-lines.ts";
import { whatIfLines } from "../../../controller/cli/render/what-if-lines.ts";
import { composeAnswers } from "../../../controller/core/answers/compose-answers.ts";
import { describeTrouble } from "../../../controller/core/pressure/trouble-of-look.ts";
import { inputOf, runOf } from "../core/answers/sample-answers.ts";
import { ADDRESS } from "../core/routing/shop-design.ts";
import { describeGolden, pageOf } from "./describe-golden.ts";
import {
  SAMPLE_STATUS,
  sampleDeadLetter,
  sampleDeadLetters,
  sampleMatrix,
  sampleRecommendation,
} from "./sample-answers.ts";
import { sampleInventory, sampleProposals } from "./sample-aws.ts";
import { sampleDesignsRecommendation } from "./sample-designs.ts";
import { SAMPLE_DRIFT } from "./sample-drift.ts";
import { sampleChanges, sampleCost, samplePrices, sampleRefresh } from "./sample-prices.ts";
import { SHADOW_PLAN } from "./sample-shadow.ts";
import { SAMPLE_WHAT_IF } from "./sample-what-if.ts";

const ANSWERS = {
  agreed: composeAnswers(inputOf()),
  disagreed: composeAnswers(
    inputOf({
      run: runOf({ "eu-central-1": [ADDRESS["ap-southeast-2"]] }),
      unread: ["record sets of Z1 in 111122223333: 300 of 912 were read"],
    }),
  ),
};

const TROUBLE = describeTrouble("store_full", "93 % of its 512 MB are in use");

const RENDERINGS: Readonly<Record<string, (page: Page) => string[]>> = {
  "status-healthy": (page) => statusLines(SAMPLE_STATUS.healthy, page),
  "status-degraded": (page) => statusLines(SAMPLE_STATUS.degraded, page),
  "status-starting": (page) => statusLines(SAMPLE_STATUS.starting, page),
  "status-trouble": (page) => statusLines({ ...SAMPLE_STATUS.healthy, trouble: TROUBLE }, page),
  "answers-agreed": (page) => answersLines(ANSWERS.agreed, null, page),
  "answers-disagreed": (page) => answersLines(ANSWERS.disagreed, null, page),
  "answers-shadow-plan": (page) => shadowLines(SHADOW_PLAN, page),
  "answers-model": (page) => answersLines(ANSWERS.agreed, "model", page),
  "dead-letters": (page) => deadLettersLines(sampleDeadLetters(), page),
  "dead-letter": (page) => deadLetterLines(sampleDeadLetter(), page),
  "drift-found": (page) => driftLines(SAMPLE_DRIFT.found, page),
  "drift-none": (page) => driftLines(SAMPLE_DRIFT.none, page),
  "drift-inconclusive": (page) => driftLines(SAMPLE_DRIFT.inconclusive, page),
  "matrix-direct": (page) => matrixLines(sampleMatrix("direct"), "p50", page),
  "matrix-dns": (page) => matrixLines(sampleMatrix("dns"), "p99", page),
  inventory: (page) => inventoryLines(sampleInventory(), null, page),
  "inventory-part": (page) => inventoryLines(sampleInventory(), "record-sets", page),
  proposals: (page) => proposalLines(sampleProposals(), page),
  recommendation: (page) => recommendationLines(sampleRecommendation(), { by: "group" }, page),
  "recommendation-designs": (page) =>
    recommendationLines(sampleDesignsRecommendation(), { by: "group" }, page),
  "recommendation-explained": (page) =>
    recommendationLines(
      sampleDesignsRecommendation({ flips: [], groups: [], explanation: [], since: null }),
      { by: "group", isExplained: true },
      page,
    ),
  "what-if": (page) => whatIfLines(SAMPLE_WHAT_IF, { source: "simulated" }, page),
  prices: (page) => pricesLines(samplePrices(), page),
  "prices-refresh": (page) => pricePartLines(sampleRefresh(), page),
  "prices-changes": (page) => priceChangeLines(sampleChanges(), page),
  "cost-range": (page) => costLines(sampleCost({ gb: 4_000, gbIn: 90, requests: 3e9 }), page),
  "cost-undeclared": (page) => costLines(sampleCost({}, false), page),
  "recommendation-vantages": (page) =>
    recommendationLines(sampleRecommendation(), { by: "vantage" }, page),
};

describe("controller/cli/render", () => {
  describeGolden(RENDERINGS);

  it("shows which share of its attempts a probe starts that falls behind", () => {
    const [first, ...others] = SAMPLE_STATUS.healthy.vantages;
    if (first === undefined) throw new Error("the sample has no vantage");
    const status = {
      ...SAMPLE_STATUS.healthy,
      vantages: [{ ...first, runRatio: 0.8239 }, ...others],
    };
    const lines = statusLines(status, pageOf(80)).filter((line) => line.includes("measuring 8"));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${first.id} .* measuring 82 %  `));
  });

  it("cuts a long list and says how much is left", () => {
    const lines = statusLines(SAMPLE_STATUS.healthy, pageOf(80, false, 10));
    expect(lines.at(-1)).toBe("… 4 more, --all");
    expect(lines.filter((line) => line.includes("measuring  "))).toHaveLength(10);
  });
});
