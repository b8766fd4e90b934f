import { isIPv4, isIPv6 } from "node:net";
import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { readIpAddress } from "../../../../controller/core/traffic/ip-address.ts";

describe("controller/core/traffic/ip-address", () => {
  it.each<[string, 32 | 128, bigint]>([
    ["0.0.0.0", 32, 0n],
    ["192.0.2.1", 32, 0xc0000201n],
    ["::", 128, 0n],
    ["::1", 128, 1n],
    ["2001:DB8::", 128, 0x20010db8n << 96n],
    ["1:2:3:4:5:6:7:8", 128, 0x00010002000300040005000600070008n],
    ["64:ff9b::192.0.2.1", 128, (0x64ff9bn << 96n) | 0xc0000201n],
    ["::ffff:192.0.2.1", 32, 0xc0000201n],
  ])("reads %s", (text, bits, value) => {
    expect(readIpAddress(text)).toEqual({ bits, value });
  });

  it.each([
    "",
    "1.2.3",
    "1.2.3.256",
    "1.2.3.4.5",
    "1:2:3",
    ":::",
    "1::2::3",
    "g::",
    "12345::",
    "1:2:3:4:5:6:7::8:9",
  ])("refuses %j", (text) => {
    expect(readIpAddress(text)).toBeNull();
  });

  test.prop([fc.oneof(fc.ipV4(), fc.ipV6(), fc.string({ maxLength: 40 }))])(
    "takes for an address what Node does",
    (text) => {
      const plain = text.replace(/%.*$/, "");
      const isAddress = isIPv4(plain) || isIPv6(plain);
      expect([plain, readIpAddress(plain) !== null]).toEqual([plain, isAddress]);
    },
  );
});
