import { fc } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { KeyLine } from "../../../../controller/store/backup/backup-format.ts";
import {
  fingerprint,
  linesOf,
  type StoredKey,
  unpack,
} from "../../../../controller/store/backup/stored-key.ts";

const stored = (items: readonly Buffer[], more: Partial<StoredKey> = {}): StoredKey => ({
  key: "iso:k",
  type: "hash",
  expiresAtMs: null,
  items,
  ...more,
});

describe("controller/store/backup/stored-key", () => {
  it("brings back any bytes from the lines of a file", () => {
    const anyItems = fc.array(
      fc.oneof(fc.uint8Array(), fc.string({ unit: "binary" }).map(Buffer.from)),
    );
    fc.assert(
      fc.property(anyItems, (arrays) => {
        const items = arrays.map((bytes) => Buffer.from(bytes));
        const lines = linesOf(stored(items)).map((line) =>
          KeyLine.parse(JSON.parse(JSON.stringify(line))),
        );
        expect(lines.flatMap((line) => line.items.map(unpack))).toEqual(items);
      }),
    );
  });

  it("writes a long key in several lines, of which all but the first add", () => {
    const items = Array.from({ length: 2_500 }, (_, at) => Buffer.from(String(at)));
    const lines = linesOf(stored(items, { expiresAtMs: 5 }));
    expect(lines.map((line) => [line.items.length, line.adds, line.expiresAtMs])).toEqual([
      [1_000, undefined, 5],
      [1_000, true, 5],
      [500, true, 5],
    ]);
  });

  it("tells contents apart, and whether a key expires, but not how soon", () => {
    const of = (key: StoredKey) => fingerprint(key).toString("hex");
    const [a, b, ab] = ["a", "b", "ab"].map((text) => Buffer.from(text));
    const same = stored([a, b] as Buffer[]);
    expect(of(same)).toBe(of(stored([a, b] as Buffer[])));
    expect(of(same)).not.toBe(of(stored([ab, Buffer.alloc(0)] as Buffer[])));
    expect(of(same)).not.toBe(of({ ...same, type: "set" }));
    expect(of(same)).not.toBe(of({ ...same, expiresAtMs: 1 }));
    expect(of({ ...same, expiresAtMs: 2 })).toBe(of({ ...same, expiresAtMs: 1 }));
  });
});
