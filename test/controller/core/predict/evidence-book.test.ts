import { describe, expect, it } from "vitest";
import type { PathHistory } from "../../../../controller/contract/path-history.ts";
import { evidenceBook } from "../../../../controller/core/predict/evidence-book.ts";
import { binsOf, FIRST_DAY, history } from "./sample-world.ts";

const path = (entry: PathHistory["entry"], endpoint: string | null, ms: number) =>
  history({ vantage: "lisbon", entry, endpoint }, () => ms * 1_000, 2);
const chosen = (entry: PathHistory["entry"], ms: number, servedBy: Record<string, number>) => {
  const own = path(entry, null, ms);
  return { ...own, days: own.days.map((day) => ({ ...day, servedBy })) };
};
const pathTo = (histories: readonly PathHistory[], entry: "dns" | "accelerator") => {
  const found = evidenceBook(histories).pathTo("lisbon", entry, "ireland");
  return found === null ? null : `${found.history.entry} ${found.history.endpoint ?? "chosen"}`;
};

const STRAIGHT = path("direct", "ireland", 30);
const PINNED = path("dns", "ireland", 31);
const MOSTLY = { ireland: 96, virginia: 4 };
const MIXED = { ireland: 94, virginia: 6 };

describe("controller/core/predict/evidence-book", () => {
  it.each<[string, PathHistory[], "dns" | "accelerator", string | null]>([
    ["pinned by the name before straight", [STRAIGHT, PINNED], "dns", "dns ireland"],
    ["straight", [STRAIGHT, path("direct", "virginia", 90)], "dns", "direct ireland"],
    ["chosen where nearly all came from there", [chosen("dns", 30, MOSTLY)], "dns", "dns chosen"],
    ["nothing where others answered too", [chosen("dns", 30, MIXED)], "dns", null],
    ["nothing where nobody told who answered", [path("dns", null, 30)], "dns", null],
    [
      "pinned by the accelerator",
      [path("accelerator", "ireland", 20)],
      "accelerator",
      "accelerator ireland",
    ],
    ["chosen by it", [chosen("accelerator", 20, MOSTLY)], "accelerator", "accelerator chosen"],
    ["never straight for the accelerator", [STRAIGHT, PINNED], "accelerator", null],
    ["nothing where a path has no days", [{ ...STRAIGHT, days: [], medians: [] }], "dns", null],
  ])("takes %s", (_, histories, entry, wanted) => {
    expect(pathTo(histories, entry)).toBe(wanted);
  });

  it("knows nothing of another vantage, and keeps paths apart", () => {
    const book = evidenceBook([STRAIGHT]);
    expect(book.pathTo("porto", "dns", "ireland")).toBeNull();
    expect(book.pathTo("lisbon", "dns", "virginia")).toBeNull();
    expect(book.chosenBy("lisbon", "dns")).toBeNull();
  });

  it("leaves out days that were measured in part", () => {
    const part = STRAIGHT.days.map((day, at) => ({ ...day, sent: at === 0 ? 700 : 1_000 }));
    const days = evidenceBook([{ ...STRAIGHT, days: part }]).pathTo(
      "lisbon",
      "dns",
      "ireland",
    )?.days;
    expect(days?.map(({ day }) => day)).toEqual([FIRST_DAY + 1]);
  });

  it("takes medians for values where there is no more", () => {
    const medians = STRAIGHT.medians.map(([atMs, us, n], at): [number, number, number] => [
      atMs,
      at % 2 === 0 ? us : 2 * us,
      n,
    ]);
    const found = evidenceBook([{ ...STRAIGHT, medians, days: [] }]).pathTo(
      "lisbon",
      "dns",
      "ireland",
    );
    const bins = binsOf(Array.from({ length: 24 }, (_, at) => (at % 2 === 0 ? 30_000 : 60_000)));
    expect(found?.days).toMatchObject([
      { day: FIRST_DAY, bins },
      { day: FIRST_DAY + 1, bins },
    ]);
    expect(found?.counts).toEqual([24, 24]);
  });
});
