import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { byteReader, StoredBytesError } from "../../../../controller/core/packed/byte-reader.ts";
import { byteWriter } from "../../../../controller/core/packed/byte-writer.ts";

const reader = byteReader();

describe("controller/core/packed/byte-reader", () => {
  test.prop([fc.array(fc.maxSafeNat(), { maxLength: 60 })])(
    "reads the integers that were written",
    (numbers) => {
      const writer = byteWriter(2);
      for (const number of numbers) writer.varint(number);
      const bytes = writer.finish();
      reader.open(bytes, 0, bytes.length);
      expect(numbers.map(() => reader.varint())).toEqual(numbers);
      expect(reader.atEnd).toBe(true);
    },
  );

  it("reads texts, also one like the one before", () => {
    const bytes = Buffer.from("abcabcabdab");
    reader.open(bytes, 0, bytes.length);
    expect([3, 3, 3, 2].map((length) => reader.text(length))).toEqual(["abc", "abc", "abd", "ab"]);
  });

  it("refuses to read beyond the end, and numbers that are too large", () => {
    const open = (...bytes: number[]) => reader.open(Uint8Array.from(bytes), 0, bytes.length);
    open(0x80);
    expect(() => reader.varint()).toThrow(StoredBytesError);
    open(1, 2);
    expect(() => reader.text(3)).toThrow("3 wanted at 0, 2 are left");
    open(...Array.from({ length: 8 }, () => 0xff), 1);
    expect(() => reader.varint()).toThrow("too large a number");
  });
});
