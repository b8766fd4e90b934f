import { describe, expect, it } from "vitest";
import { byteWriter } from "../../../../controller/core/packed/byte-writer.ts";

describe("controller/core/packed/byte-writer", () => {
  it("writes seven bits to a byte, the lowest first", () => {
    const writer = byteWriter(1);
    writer.varint(300);
    writer.byte(7);
    writer.bytes(Uint8Array.from([1, 2]));
    writer.text("eu");
    expect([...writer.finish()]).toEqual([0xac, 0x02, 7, 1, 2, 0x65, 0x75]);
  });

  it("refuses what is no unsigned integer", () => {
    for (const value of [-1, 0.5, 2 ** 53, Number.NaN])
      expect(() => byteWriter().varint(value)).toThrow(RangeError);
  });
});
