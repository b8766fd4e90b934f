import type { Entry } from "../../contract/measured.ts";

const ENTRY_NAMES: Record<Entry, string> = {
  direct: "direct",
  dns: "Route 53",
  accelerator: "Global Accelerator",
};

/** A way in by the name that its owner knows. */
export function entryName(entry: Entry): string {
  return ENTRY_NAMES[entry];
}

/**
 * Names in a sentence: `a`, `a and b`, `a, b and c`, and beyond `most` of them `a, b and 5 more`.
 */
export function namesText(names: readonly string[], most = 4): string {
  if (names.length > most) {
    const shown = names.slice(0, most - 1);
    return `${shown.join(", ")} and ${names.length - shown.length} more`;
  }
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
