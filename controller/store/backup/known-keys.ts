import { hash } from "node:crypto";

/** Numbers made of this many bytes of a digest are exact in a double. */
const DIGEST_BYTES = 6;
const FIRST_SLOTS = 1_024;
const FULL_AT = 0.7;

/** What was read before, in some 25 bytes a key: name and content are kept as digests of 48 bits. */
export type KnownKeys = {
  readonly size: number;
  /** How what a key holds now compares with what was noted of it. */
  compare(key: string, fingerprint: Buffer): "new" | "changed" | "same";
  note(key: string, fingerprint: Buffer): void;
};

/**
 * Two names with the same digest (likely from some ten million keys on) appear as one key that always
 * changes: it is read once too often, never once too little.
 */
export function knownKeys(): KnownKeys {
  // Pairs of name and content, each at the first free place from where its name points to.
  let table = new Float64Array(2 * FIRST_SLOTS);
  let size = 0;
  const placeOf = (name: number): number => {
    const slots = table.length / 2;
    let slot = name % slots;
    while (table[2 * slot] !== 0 && table[2 * slot] !== name) slot = (slot + 1) % slots;
    return 2 * slot;
  };
  const grow = () => {
    const before = table;
    table = new Float64Array(2 * before.length);
    for (let at = 0; at < before.length; at += 2) {
      const name = before[at] ?? 0;
      if (name !== 0) table.set([name, before[at + 1] ?? 0], placeOf(name));
    }
  };
  return {
    get size() {
      return size;
    },
    note(key, fingerprint) {
      const name = nameDigest(key);
      const place = placeOf(name);
      if (table[place] === 0) size += 1;
      table.set([name, number(fingerprint)], place);
      if (size > (table.length / 2) * FULL_AT) grow();
    },
    compare(key, fingerprint) {
      const place = placeOf(nameDigest(key));
      if (table[place] === 0) return "new";
      return table[place + 1] === number(fingerprint) ? "same" : "changed";
    },
  };
}

/** Never 0, which marks a free place. */
function nameDigest(key: string): number {
  return number(hash("sha256", key, "buffer")) || 1;
}

function number(digest: Buffer): number {
  return digest.readUIntBE(0, DIGEST_BYTES);
}
