import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import type { PathEvidence } from "../../../../controller/core/advise/path-evidence.ts";
import { type FirstDay, firstImpression } from "./first-impression.ts";
import { measuredBucket } from "./measured-bucket.ts";

const ENDPOINTS = ["us-east-1", "eu-west-1"];
const VANTAGES = ["af-south-1", "ap-south-1", "eu-west-2", "sa-east-1"];

const service = Service.parse({
  id: "shop",
  label: "Shop",
  endpoints: ENDPOINTS.map((id) => ({
    id,
    label: id,
    place: id,
    latitude: 0,
    longitude: 0,
    url: `http://${id}.shop.example/`,
  })),
  dns: { url: "http://shop.example/" },
  accelerator: { url: "http://ga.shop.example/" },
});

const measured = fc.record({
  medianMs: fc.integer({ min: 20, max: 400 }),
  spreadMs: fc.integer({ min: 0, max: 15 }),
  n: fc.integer({ min: 0, max: 200 }),
  lost: fc.integer({ min: 0, max: 20 }),
  servedBy: fc.constantFrom<Record<string, number>>({ "us-east-1": 9 }, { "eu-west-1": 9 }, {}),
});

const PATHS = VANTAGES.flatMap((vantage) => [
  { vantage, entry: "dns" as const, endpoint: null },
  { vantage, entry: "accelerator" as const, endpoint: null },
  ...ENDPOINTS.map((endpoint) => ({ vantage, entry: "direct" as const, endpoint })),
]);

const paths: fc.Arbitrary<PathEvidence[]> = fc
  .array(measured, { minLength: PATHS.length, maxLength: PATHS.length })
  .map((all) =>
    PATHS.map((path, at) => ({ ...path, bucket: measuredBucket(all[at] ?? { n: 0 }) })),
  );

function inputOf(evidence: readonly PathEvidence[], more: Partial<FirstDay> = {}): FirstDay {
  return {
    atMs: 2_000,
    service,
    vantages: VANTAGES.map((id) => ({ id, label: id })),
    paths: evidence,
    fullDays: 1,
    ...more,
  };
}

describe("controller/core/advise properties", () => {
  test.prop([
    paths.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    ),
  ])("does not depend on the order in which paths were measured", ([evidence, shuffled]) => {
    expect(firstImpression(inputOf(shuffled))).toEqual(firstImpression(inputOf(evidence)));
  });

  test.prop([paths, fc.shuffledSubarray(VANTAGES, { minLength: VANTAGES.length })])(
    "does not depend on the order of a group's vantages",
    (evidence, order) => {
      const group = (vantages: string[]) => ({
        ...service,
        clientGroups: [{ id: "all", label: "All", share: 1, vantages }],
      });
      const [one] = firstImpression(inputOf(evidence, { service: group(VANTAGES) })).groups;
      const [other] = firstImpression(inputOf(evidence, { service: group(order) })).groups;
      expect({ ...other, vantages: VANTAGES }).toEqual(one);
    },
  );

  test.prop([paths])("names no winner where it writes ≈ or cannot tell", (evidence) => {
    for (const { verdict, sentence } of firstImpression(inputOf(evidence)).groups) {
      const winner = /faster|slower/.test(sentence);
      expect(winner).toBe(verdict === "better" || verdict === "worse");
      expect(sentence.includes("≈")).toBe(verdict === "equivalent");
    }
  });

  test.prop([paths])(
    "sends by the accelerator exactly the groups that it is better for",
    (evidence) => {
      const { groups, soFar } = firstImpression(inputOf(evidence));
      const better = groups.filter((group) => group.verdict === "better").map(({ group }) => group);
      expect(soFar?.acceleratorGroups ?? []).toEqual(better);
      if (soFar === null) return;
      const all = better.length === groups.length ? "accelerator" : "hybrid";
      expect(soFar.design).toBe(better.length === 0 ? "route53" : all);
    },
  );

  test.prop([paths])("turns better into worse when the ways in are swapped", (evidence) => {
    const swap = { dns: "accelerator", accelerator: "dns", direct: "direct" } as const;
    const swapped = evidence.map((path) => ({ ...path, entry: swap[path.entry] }));
    const before = firstImpression(inputOf(evidence)).groups;
    const after = firstImpression(inputOf(swapped)).groups;
    before.forEach(({ verdict }, at) => {
      // The threshold follows the way in that users have today, so only this direction always holds.
      if (verdict === "better") expect(after[at]?.verdict).toBe("worse");
      if (verdict === "worse") expect(after[at]?.verdict).not.toBe("worse");
    });
  });

  test.prop([paths])("splits all of the traffic among the groups", (evidence) => {
    const { groups, evidence: stated } = firstImpression(inputOf(evidence));
    expect(groups.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    expect(stated.coverage).toBeLessThanOrEqual(1);
  });
});
