import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { Status } from "../../../../controller/contract/status.ts";
import { composeStatus } from "../../../../controller/core/verdict/compose-status.ts";
import { NOW_MS, scene } from "./status-scene.ts";

const FIVE = ["af-south-1", "ap-south-1", "eu-west-2", "sa-east-1", "us-west-2"];
const NO_BASELINE = "No baseline yet: slower answers are not judged.";
const LOST = { n: 60, lost: 30, servedBy: { "us-east-1": 60 } };

const CASES: readonly [string, Parameters<typeof scene>, string, string][] = [
  [
    "nobody heard yet",
    [{ vantages: FIVE, heardMs: Object.fromEntries(FIVE.map((id) => [id, null])) }],
    "starting",
    "Starting. None of 5 probes has reported yet. Next: start a probe, or wait.",
  ],
  [
    "less than a minute of measurements",
    [{ vantages: FIVE }, { firstMeasuredAtMs: NOW_MS - 40_000 }],
    "starting",
    "Starting. 5 of 5 probes measuring; the first minute is not complete. Next: wait a minute.",
  ],
  [
    "all well",
    [{ vantages: FIVE }],
    "healthy",
    `Healthy. All 5 vantages reach all 2 endpoints of shop: 0 % lost in the last 3 min. High confidence (n = 1 800). ${NO_BASELINE}`,
  ],
  [
    "one of five silent is told, yet does not hide the rest",
    [{ vantages: FIVE, heardMs: { "sa-east-1": 240_000 } }],
    "healthy",
    `Healthy. 4 of 5 vantages reach all 2 endpoints of shop: 0 % lost in the last 3 min. High confidence (n = 1 440). Cannot tell for 1 of 5 vantages (sa-east-1): probe silent for 4 min. ${NO_BASELINE}`,
  ],
  [
    "two of five silent",
    [{ vantages: FIVE, heardMs: { "sa-east-1": 240_000, "af-south-1": null } }],
    "cannot-tell",
    `Cannot tell for 2 of 5 vantages (sa-east-1 and af-south-1): probes silent for 4 min or not heard yet. 3 of 5 vantages reach all 2 endpoints of shop: 0 % lost in the last 3 min. ${NO_BASELINE} Next: see why those probes are silent.`,
  ],
  [
    "everything silent",
    [{ vantages: FIVE, heardMs: Object.fromEntries(FIVE.map((id) => [id, 300_000])) }],
    "cannot-tell",
    "Cannot tell. The newest measurement is 5 min old. Next: see whether the probes run.",
  ],
  [
    "too few of the assigned series",
    [{ vantages: FIVE }, { seriesAssigned: 40 }],
    "cannot-tell",
    `Cannot tell. 20 of 40 assigned series have measurements. All 5 vantages reach all 2 endpoints of shop: 0 % lost in the last 3 min. ${NO_BASELINE} Next: see what the probes refuse to measure.`,
  ],
  [
    "one endpoint reached by nobody",
    [{ vantages: FIVE, troubles: { "*/shop/direct/eu-west-1": { refused: 90 } } }],
    "outage",
    "Outage. eu-west-1 of shop is unreachable from all 5 vantages by every way that leads there in the last 3 min. Route 53 and Global Accelerator unaffected. High confidence (n = 450). Next: look at the matrix of shop, entry direct.",
  ],
  [
    "two vantages that reach nothing",
    [{ vantages: FIVE, troubles: { "sa-east-1/": { lost: 90 }, "af-south-1/": { lost: 90 } } }],
    "outage",
    "Outage. 2 of 5 vantages (af-south-1 and sa-east-1) reach no endpoint of shop in the last 3 min. High confidence (n = 720). Next: look at the matrix of shop.",
  ],
  [
    "nothing answers anybody",
    [{ vantages: FIVE, troubles: { "*/": { lost: 90 } } }],
    "outage",
    "Outage. Nothing of shop answers any of 5 vantages in the last 3 min. High confidence (n = 1 800). Next: look at the matrix of shop.",
  ],
  [
    "one vantage that reaches nothing may be its own trouble",
    [{ vantages: FIVE, troubles: { "sa-east-1/": { lost: 90 } } }],
    "degraded",
    `Degraded. 1 of 5 vantages (sa-east-1), 4 of 20 paths: 100 % lost in the last 3 min. High confidence (n = 360). ${NO_BASELINE} Next: look at the matrix of shop.`,
  ],
  [
    "loss to one endpoint from some vantages",
    [
      {
        vantages: FIVE,
        troubles: {
          "sa-east-1/shop/direct/eu-west-1": LOST,
          "af-south-1/shop/direct/eu-west-1": LOST,
          "us-west-2/shop/direct/eu-west-1": LOST,
        },
      },
    ],
    "degraded",
    `Degraded. 3 of 5 vantages (af-south-1, sa-east-1 and us-west-2) → endpoint eu-west-1 reached directly: 33 % lost in the last 3 min. Route 53 and Global Accelerator unaffected. Moderate confidence (n = 270). ${NO_BASELINE} Next: look at the matrix of shop, entry direct.`,
  ],
  [
    "failures by one way in",
    [{ vantages: FIVE, troubles: { "*/shop/accelerator": { n: 45, refused: 45 } } }],
    "degraded",
    `Degraded. 5 of 5 vantages (af-south-1, ap-south-1, eu-west-2 and 2 more) via Global Accelerator: 0 % lost, 50 % failed (refused) in the last 3 min. Route 53 unaffected. High confidence (n = 450). ${NO_BASELINE} Next: look at the matrix of shop, entry accelerator.`,
  ],
  [
    "one bad path",
    [{ vantages: FIVE, troubles: { "sa-east-1/shop/dns": LOST } }],
    "degraded",
    `Degraded. 1 of 5 vantages, 1 path: sa-east-1 → us-east-1 via Route 53: 33 % lost in the last 3 min. Global Accelerator unaffected. Moderate confidence (n = 90). ${NO_BASELINE} Next: look at the matrix of shop, entry dns.`,
  ],
  [
    "scattered losses",
    [
      {
        vantages: FIVE,
        troubles: {
          "sa-east-1/shop/dns": LOST,
          "af-south-1/shop/accelerator": LOST,
          "us-west-2/shop/direct/eu-west-1": LOST,
        },
      },
    ],
    "degraded",
    `Degraded. 3 of 5 vantages (af-south-1, sa-east-1 and us-west-2), 3 of 20 paths, no common factor: 33 % lost in the last 3 min. Moderate confidence (n = 270). ${NO_BASELINE} Next: look at the matrix of shop.`,
  ],
  [
    "two losses in ninety attempts are chance",
    [{ vantages: FIVE, troubles: { "sa-east-1/shop/dns": { n: 30, lost: 2, servedBy: {} } } }],
    "healthy",
    `Healthy. All 5 vantages reach all 2 endpoints of shop: 0.1 % lost in the last 3 min. High confidence (n = 1 742). ${NO_BASELINE}`,
  ],
];

describe("controller/core/verdict/compose-status", () => {
  it.each(CASES)("says: %s", (_name, told, verdict, sentence) => {
    const status = composeStatus(scene(...told));
    expect(status.verdict).toBe(verdict);
    expect(status.sentence.replaceAll("\u2009", " ")).toBe(sentence);
    expect(Status.parse(status)).toEqual(status);
  });

  const troubles = fc.dictionary(
    fc.constantFrom(
      ...FIVE.flatMap((id) =>
        ["dns", "direct/eu", "direct/us", "acc"].map((to) => `${id}/shop/${to}`),
      ),
    ),
    fc.record({ n: fc.nat(90), lost: fc.nat(90), refused: fc.nat(90) }),
  );
  const heardMs = fc.dictionary(
    fc.constantFrom(...FIVE),
    fc.option(fc.integer({ min: 0, max: 300_000 })),
  );

  test.prop([troubles, heardMs])(
    "never calls healthy what has a bad path or is mostly silent",
    (bad, heard) => {
      const input = scene({ vantages: FIVE, troubles: bad, heardMs: heard });
      const { verdict, vantages, sentence } = composeStatus(input);
      const quiet = vantages.filter((vantage) => vantage.probe !== "measuring");
      if (verdict === "healthy") {
        expect(quiet.length).toBeLessThanOrEqual(1);
        const audible = new Set(vantages.filter((v) => v.probe === "measuring").map((v) => v.id));
        for (const { series, summary } of input.series) {
          if (!audible.has(series.vantage) || summary.lost + summary.failed < 3) continue;
          expect((summary.lost + summary.failed) / summary.sent).toBeLessThanOrEqual(0.05);
        }
      }
      if (verdict !== "starting" && quiet.length > 0) expect(sentence).toContain("Cannot tell");
    },
  );

  test.prop([troubles, heardMs, fc.shuffledSubarray(FIVE, { minLength: 5 })])(
    "does not depend on the order of the vantages",
    (bad, heard, order) => {
      const one = composeStatus(scene({ vantages: FIVE, troubles: bad, heardMs: heard }));
      const other = composeStatus(scene({ vantages: order, troubles: bad, heardMs: heard }));
      expect(other.verdict).toBe(one.verdict);
      expect([other.sent, other.lost, other.failed]).toEqual([one.sent, one.lost, one.failed]);
    },
  );
});
