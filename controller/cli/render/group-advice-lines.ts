import type { GroupAdvice, GroupVerdict } from "../../contract/recommendation.ts";
import { percentText } from "../../core/wording/count.ts";
import { millisecondsText, signedMilliseconds } from "../../core/wording/latency.ts";
import type { Page } from "./page.ts";
import { sentenceLines } from "./sentence.ts";
import { shortened } from "./shortened.ts";
import { type Cell, type Column, renderTable } from "./table.ts";

const GROUP_COLUMNS: readonly Column[] = [
  { head: "CLIENT GROUP", align: "left" },
  { head: "SHARE", unit: "%", align: "right", expendable: 2 },
  { head: "ROUTE 53", unit: "p50 ms", align: "right", expendable: 0 },
  { head: "SERVED BY", align: "left", expendable: 3 },
  { head: "ACCELERATOR", unit: "p50 ms", align: "right", expendable: 1 },
  { head: "DIFFERENCE", unit: "ms (95 %)", align: "right" },
  { head: "ACCELERATOR IS", align: "left" },
  { head: "BEST DIRECT", unit: "p50 ms", align: "right", expendable: 4 },
  { head: "ENDPOINT", align: "left", expendable: 5 },
];

const AVERAGED = "Differences: vantage by vantage, then averaged over those of a group.";

/** Who would lose most by the accelerator stands first; what cannot be told stands last. */
const VERDICTS: Record<GroupVerdict, { readonly order: number; readonly text: string }> = {
  worse: { order: 0, text: "slower" },
  equivalent: { order: 1, text: "≈" },
  better: { order: 2, text: "faster" },
  non_stationary: { order: 3, text: "not settled" },
  inconclusive: { order: 4, text: "cannot tell" },
};

/** How the accelerator does against Route 53 for each client group. */
export function groupAdviceLines(groups: readonly GroupAdvice[], page: Page): string[] {
  const sorted = [...groups].sort(
    (a, b) =>
      VERDICTS[a.verdict].order - VERDICTS[b.verdict].order ||
      (b.difference?.us ?? 0) - (a.difference?.us ?? 0),
  );
  const { rows, more } = shortened(sorted, page);
  const table = renderTable(
    GROUP_COLUMNS,
    rows.map((group) => groupRow(group, page)),
    page,
  );
  const averaged = groups.some(({ vantages }) => vantages.length > 1);
  return [...table.lines, ...more, ...(averaged ? sentenceLines(AVERAGED, page) : [])];
}

function groupRow(group: GroupAdvice, { style }: Page): Cell[] {
  const { dns, accelerator, bestDirect, difference, verdict } = group;
  const plain = verdict === "worse" || verdict === "better";
  const interval =
    difference === null
      ? "—"
      : `(${signedMilliseconds(difference.lowUs)} to ${signedMilliseconds(difference.highUs)})`;
  return [
    { text: group.group },
    { text: percentText(group.share, 1).replace(" %", "") },
    median(dns),
    { text: dns?.endpoint ?? "—", paint: style.dim },
    median(accelerator),
    plain && difference !== null
      ? { text: `${signedMilliseconds(difference.us)} ${interval}` }
      : { text: interval, paint: style.dim },
    { text: VERDICTS[verdict].text },
    median(bestDirect),
    { text: bestDirect?.endpoint ?? "—", paint: style.dim },
  ];
}

function median(option: GroupAdvice["dns"]): Cell {
  return { text: option?.p50 ? millisecondsText(option.p50.us) : "—" };
}
