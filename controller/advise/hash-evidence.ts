import { createHash } from "node:crypto";
import type { PathEvidence } from "../core/advise/advice-input.ts";
import { summarise } from "../core/summary/summarise.ts";

/**
 * SHA-256, in hexadecimal, over the summaries that an answer stands on: JSON with the fields in order
 * of their names and the paths in order of their texts, so that equal evidence has equal hashes.
 */
export function hashEvidence(paths: readonly PathEvidence[]): string {
  const texts = paths
    .map(({ bucket, ...path }) => canonicalJson({ ...path, summary: summarise(bucket) }))
    .sort();
  return createHash("sha256").update(texts.join("\n")).digest("hex");
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
