import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { StoredBytesError } from "../../../../controller/core/packed/byte-reader.ts";
import { byteWriter } from "../../../../controller/core/packed/byte-writer.ts";
import { eachCell } from "../../../../controller/core/packed/each-cell.ts";

/** Parts of a bucket one behind the other, each its length and so many bytes, zeros among them. */
function bucket(lengths: readonly number[]): Buffer {
  const writer = byteWriter();
  for (const length of lengths) {
    writer.varint(length);
    writer.bytes(new Uint8Array(length));
  }
  return Buffer.from(writer.finish());
}

const found = (bytes: Uint8Array, first: number) => {
  const cells: { cell: number; hex: string }[] = [];
  eachCell(bytes, first, (cell, from, to) =>
    cells.push({ cell, hex: Buffer.from(bytes.subarray(from, to)).toString("hex") }),
  );
  return cells;
};

const anyBuckets = fc.array(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 3 }), {
  maxLength: 12,
});

describe("controller/core/packed/each-cell", () => {
  test.prop([anyBuckets, fc.nat(300)])("finds every bucket in its place", (lists, first) => {
    const buckets = lists.map(bucket);
    const bytes = Buffer.concat(
      buckets.flatMap((each, at) => (at === 0 ? [each] : [Buffer.alloc(1), each])),
    );
    const expected = buckets.flatMap((each, at) =>
      each.length === 0 ? [] : [{ cell: first + at, hex: each.toString("hex") }],
    );
    expect(found(bytes, first)).toEqual(expected);
  });

  it("refuses bytes that were cut off", () => {
    expect(() => found(bucket([300]).subarray(0, 200), 0)).toThrow(StoredBytesError);
  });
});
