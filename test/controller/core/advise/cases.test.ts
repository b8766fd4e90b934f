import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Service } from "../../../../controller/contract/estate.ts";
import type { Entry } from "../../../../controller/contract/measured.ts";
import { Recommendation } from "../../../../controller/contract/recommendation.ts";
import { firstImpression } from "./first-impression.ts";
import { type Measured, measuredBucket } from "./measured-bucket.ts";

const folder = fileURLToPath(new URL("../../../fixtures/advise/", import.meta.url));

type Case = {
  readonly service: unknown;
  readonly vantages: readonly string[];
  readonly fullDays: number;
  readonly paths: readonly (Measured & {
    readonly vantage: string;
    readonly entry: Entry;
    readonly endpoint: string | null;
  })[];
};

/** Each folder tells one situation: what was measured, what is to be said, and why (`why.md`). */
describe("controller/core/advise cases", () => {
  for (const name of readdirSync(folder).sort()) {
    it(`answers "${name}" as expected`, () => {
      const input = JSON.parse(readFileSync(`${folder}${name}/input.json`, "utf8")) as Case;
      const expected: unknown = JSON.parse(readFileSync(`${folder}${name}/expected.json`, "utf8"));
      const advice = firstImpression({
        atMs: 1_700_000_100_000,
        service: Service.parse(input.service),
        vantages: input.vantages.map((id) => ({ id, label: id })),
        paths: input.paths.map(({ vantage, entry, endpoint, ...measured }) => ({
          vantage,
          entry,
          endpoint,
          bucket: measuredBucket(measured),
        })),
        fullDays: input.fullDays,
      });
      expect(advice).toMatchObject(expected as object);
      expect(readFileSync(`${folder}${name}/why.md`, "utf8").length).toBeGreaterThan(80);
      const whole = { ...advice, id: "REC-0001", evidence: { ...advice.evidence, hash: "0" } };
      expect(Recommendation.parse(whole)).toEqual(whole);
    });
  }
});
