import { describe, expect, it } from "vitest";
import { seenBatches } from "../../../controller/ingest/seen-batches.ts";

describe("controller/ingest/seen-batches", () => {
  it("knows a number again, for each boot of each vantage apart", () => {
    const seen = seenBatches();
    const note = (vantage: string, boot: string, seq: number) => seen.note({ vantage, boot, seq });
    expect([note("a", "x", 1), note("a", "x", 2), note("a", "x", 2), note("a", "x", 1)]).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect([note("a", "y", 1), note("b", "x", 1), note("a", "x", 3)]).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("forgets the boots that were silent longest", () => {
    const seen = seenBatches();
    for (let at = 0; at <= 50_000; at += 1) seen.note({ vantage: "a", boot: `b${at}`, seq: 1 });
    expect(seen.note({ vantage: "a", boot: "b50000", seq: 1 })).toBe(true);
    expect(seen.note({ vantage: "a", boot: "b0", seq: 1 })).toBe(false);
  });
});
