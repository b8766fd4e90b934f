import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { broken } from "../../../../controller/core/constraints/constraint-codes.ts";
import { relaxations } from "../../../../controller/core/constraints/relax.ts";

const CODES = ["static_ips", "residency", "rto", "no_failover", "budget", "partition"] as const;
type Code = (typeof CODES)[number];

const design = (name: string, codes: readonly Code[]) => ({
  name,
  reasons: codes.map((code) => broken(code, "…")),
});

describe("controller/core/constraints/relax", () => {
  it.each<[string, Record<string, Code[]>, string[]]>([
    ["nothing while a design is feasible", { a: ["rto"], b: [] }, []],
    [
      "single goals, that which frees most first",
      { a: ["budget"], b: ["static_ips"], c: ["static_ips"], d: ["rto", "residency"] },
      ["static_ips: b c", "budget: a", "residency+rto: d"],
    ],
    ["no pair where one of both would do", { a: ["budget"], b: ["budget", "rto"] }, ["budget: a"]],
    ["one goal by whatever codes", { a: ["rto", "no_failover"] }, ["rto: a"]],
    ["nothing for what nobody can give up", { a: ["partition"], b: ["partition", "rto"] }, []],
    ["nothing for three goals", { a: ["rto", "budget", "residency"] }, []],
  ])("names %s", (_what, designs, expected) => {
    const given = Object.entries(designs).map(([name, codes]) => design(name, codes));
    expect(
      relaxations(given).map(
        ({ goals, designs: freed }) => `${goals.join("+")}: ${freed.join(" ")}`,
      ),
    ).toEqual(expected);
  });

  test.prop([fc.array(fc.uniqueArray(fc.constantFrom(...CODES)), { maxLength: 8 })])(
    "frees what it says: without these goals the designs break nothing",
    (codes) => {
      const given = codes.map((own, at) => design(`design-${at}`, own));
      for (const { goals, designs } of relaxations(given)) {
        const covered = new Set<string>([
          ...goals,
          ...(goals.includes("rto") ? ["no_failover"] : []),
        ]);
        for (const name of designs) {
          const reasons = given.find((each) => each.name === name)?.reasons ?? [];
          expect(reasons.filter(({ code }) => !covered.has(code))).toEqual([]);
        }
      }
    },
  );
});
