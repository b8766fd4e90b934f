import { countText } from "../../core/wording/count.ts";
import type { Page } from "./page.ts";

/** The first rows that the page takes, and a line that says how many more there are. */
export function shortened<Row>(
  rows: readonly Row[],
  page: Pick<Page, "mostRows">,
): { rows: readonly Row[]; more: string[] } {
  const { mostRows } = page;
  if (mostRows === null || rows.length <= mostRows) return { rows, more: [] };
  const hidden = rows.length - mostRows;
  return { rows: rows.slice(0, mostRows), more: [`… ${countText(hidden)} more, --all`] };
}
