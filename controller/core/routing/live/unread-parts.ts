import type { Inventory } from "../../../contract/inventory.ts";
import type { InventoryPart } from "../../../contract/inventory-part.ts";
import { partText } from "../../inventory/part-text.ts";

/** A part that something hangs on: of one account, or of all that were read. */
export type WantedPart = Pick<InventoryPart, "subject" | "scope"> & {
  readonly account: string | null;
};

/** Of the parts that something hangs on, those that were not read whole, in words. */
export function unreadParts(
  { parts, accounts }: Pick<Inventory, "parts" | "accounts">,
  wanted: readonly WantedPart[],
): string[] {
  const all = new Set([...accounts.map(({ id }) => id), ...parts.map(({ account }) => account)]);
  return wanted.flatMap(({ subject, scope, account }) =>
    (account === null ? [...all] : [account]).flatMap((one) => {
      const own = parts.filter(
        (part) => part.account === one && part.subject === subject && part.scope === scope,
      );
      if (own.length === 0) return [`${partText({ account: one, subject, scope })}: not asked for`];
      return own.filter(({ state }) => state !== "complete").map(textOf);
    }),
  );
}

function textOf(part: InventoryPart): string {
  const { error, note, stale } = part;
  const why = error === null ? note : `${error.message} ${error.mend}`;
  const older = stale === null ? "" : "; what an earlier reading found is taken in its place";
  return `${partText(part)}: ${extentOf(part)}${why === null ? "" : ` (${why})`}${older}`;
}

function extentOf({ state, items, of }: InventoryPart): string {
  switch (state) {
    case "complete":
      return "read";
    case "partial":
      return of === null ? "read in part" : `${items} of ${of} were read`;
    case "failed":
      return "could not be read";
    case "skipped":
      return "not asked for";
  }
}
