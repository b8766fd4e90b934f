import { describe, expect, it } from "vitest";
import { askRepeatedly, plainValues, readPolicyCases } from "./policy-case.ts";

const TIMES = 200;

const rows = readPolicyCases().flatMap(([file, cases]) =>
  cases.flatMap((policyCase) =>
    policyCase.asks.map((ask, n) => ({
      title: `${file}: ${policyCase.title} (${ask.because ?? n + 1})`,
      policyCase,
      ask,
    })),
  ),
);

describe("infra/lab/dns/routing/resolve", () => {
  it.each(rows)("$title", ({ policyCase, ask }) => {
    const answers = askRepeatedly(policyCase, ask, TIMES);
    const seen = answers.map(plainValues);
    expect([...new Set(seen.flat())].sort()).toEqual([...ask.gets].sort());
    expect([...new Set(seen.map((values) => values.length))]).toEqual([
      ask.gets.length === 0 ? 0 : ask.atOnce,
    ]);
    for (const values of seen) expect(new Set(values).size).toBe(values.length);
    const status = ask.nameError ? "nameError" : "noError";
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([status]));
  });
});
