import { EdgeGroup } from "../../../contract/price-book.ts";
import { type Selector, same } from "./quote.ts";

const PREMIUM = /^([a-z]{2,4})-([a-z]{2,4})-(?:out|in)-bytes-(?:internet|aws)$/i;
const HOURS = /^(hrs?|hours?)$/i;
const GIGABYTES = /^(gb|gigabytes?)$/i;

/**
 * Products of `AWSGlobalAccelerator`. Both directions, to the internet and to AWS, are one price of
 * the book: where they differ, the reading reports that.
 */
export const selectAccelerator: Selector = (attributes) => {
  const usageType = attributes("usagetype");
  if (same(usageType, "Global-Accelerator-fixed-fee")) {
    return {
      id: "global-accelerator.fixed",
      label: "Accelerators, fixed fee",
      unit: "hour",
      per: 1,
      units: HOURS,
    };
  }
  const [, fromText, toText] = PREMIUM.exec(usageType) ?? [];
  if (fromText === undefined || toText === undefined) return null;
  // DT-Premium is charged in the dominant direction alone.
  if (!same(attributes("operation"), "Dominant")) return null;
  const from = groupOf(fromText);
  const to = groupOf(toText);
  if (from === null || to === null) {
    return { refused: `the book has no group ${from === null ? fromText : toText}` };
  }
  return {
    id: `global-accelerator.dt-premium.${from}.${to}`,
    label: `DT-Premium from ${from} to ${to}`,
    unit: "GB",
    per: 1,
    units: GIGABYTES,
  };
};

/** The list calls North America now NA and now US. */
function groupOf(text: string): EdgeGroup | null {
  const name = text.toUpperCase();
  return EdgeGroup.safeParse(name === "US" ? "NA" : name).data ?? null;
}
