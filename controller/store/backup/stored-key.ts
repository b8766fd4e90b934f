import { isUtf8 } from "node:buffer";
import { createHash } from "node:crypto";
import type { KeyLine, Packed } from "./backup-format.ts";

/** A key as it was read: its items in the order that {@link KeyLine} describes. */
export type StoredKey = {
  readonly key: string;
  readonly type: KeyLine["type"];
  /** Epoch milliseconds, by this machine's clock; null where the key stays. */
  readonly expiresAtMs: number | null;
  readonly items: readonly Buffer[];
};

/** Items in one line at most, so that neither a line nor the command made from it grows without limit. */
const ITEMS_PER_LINE = 1_000;

/** The lines of a key: one, or for a long one several of which all but the first add. */
export function linesOf({ key, type, expiresAtMs, items }: StoredKey): KeyLine[] {
  const expiry = expiresAtMs === null ? {} : { expiresAtMs };
  const first = { key, type, ...expiry, items: items.slice(0, ITEMS_PER_LINE).map(pack) };
  const lines: KeyLine[] = [first];
  for (let at = ITEMS_PER_LINE; at < items.length; at += ITEMS_PER_LINE) {
    const more = items.slice(at, at + ITEMS_PER_LINE).map(pack);
    lines.push({ key, type, ...expiry, items: more, adds: true });
  }
  return lines;
}

function pack(bytes: Buffer): Packed {
  return isUtf8(bytes) ? bytes.toString("utf8") : { b64: bytes.toString("base64") };
}

export function unpack(packed: Packed): Buffer {
  return typeof packed === "string"
    ? Buffer.from(packed, "utf8")
    : Buffer.from(packed.b64, "base64");
}

/**
 * Fingerprint of what a key holds, and of whether it expires at all: the time left changes by itself.
 */
export function fingerprint({ type, expiresAtMs, items }: StoredKey): Buffer {
  const hash = createHash("sha256").update(`${type} ${expiresAtMs !== null} `);
  for (const item of items) hash.update(`${item.length}:`).update(item);
  return hash.digest();
}
