import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { canonicalBlock, wrongBlock } from "../../../../../infra/lab/aws/route53/cidr-block.ts";

const words = (count: number, most: number) =>
  fc.array(fc.integer({ min: 0, max: most }), { minLength: count, maxLength: count });

describe("infra/lab/aws/route53/cidr-block", () => {
  it.each([
    ["192.0.2.0/24", "192.0.2.0/24"],
    ["10.128.0.0/9", "10.128.0.0/9"],
    ["128.0.0.0/1", "128.0.0.0/1"],
    ["10.0.0.0/08", "10.0.0.0/8"],
    ["2001:DB8::/32", "2001:db8::/32"],
    ["2001:db8:0:0::/48", "2001:db8::/48"],
    ["2001:0db8:0001::/48", "2001:db8:1::/48"],
    ["8000::/1", "8000::/1"],
  ])("takes %s", (text, canonical) => {
    expect(wrongBlock(text)).toBeUndefined();
    expect(canonicalBlock(text)).toBe(canonical);
  });

  it.each([
    ["192.0.2.0", /is not a CIDR block such as/],
    ["192.0.2.0/", /is not a CIDR block/],
    ["192.0.2.0/24/1", /is not a CIDR block/],
    ["192.0.2/24", /is not a CIDR block/],
    ["office/24", /is not a CIDR block/],
    ["", /is not a CIDR block/],
    ["192.0.2.0/25", /narrower than \/24, the narrowest IPv4 block/],
    ["2001:db8::/49", /narrower than \/48, the narrowest IPv6 block/],
    ["0.0.0.0/0", /holds all addresses: these are the location '\*'/],
    ["::/0", /holds all addresses/],
    ["192.0.2.1/24", /bits set behind its prefix of 24/],
    ["2001:db8:1::/32", /bits set behind its prefix of 32/],
    ["2001:db8::1/48", /bits set behind its prefix of 48/],
  ])("refuses '%s'", (text, message) => {
    expect(wrongBlock(text)).toMatch(message);
  });

  test.prop([words(4, 255), fc.integer({ min: 1, max: 24 })])(
    "takes an IPv4 network exactly when nothing is set behind its prefix",
    (bytes, length) => {
      const bits = bytes.map((byte) => byte.toString(2).padStart(8, "0")).join("");
      const sound = !bits.slice(length).includes("1");
      expect(wrongBlock(`${bytes.join(".")}/${length}`) === undefined).toBe(sound);
    },
  );

  test.prop([words(8, 0xffff), fc.integer({ min: 1, max: 48 })])(
    "takes an IPv6 network exactly when nothing is set behind its prefix, and writes it one way",
    (all, length) => {
      const bits = all.map((word) => word.toString(2).padStart(16, "0")).join("");
      const kept = bits.slice(0, length).padEnd(128, "0");
      const network = Array.from({ length: 8 }, (_, n) =>
        Number.parseInt(kept.slice(n * 16, n * 16 + 16), 2).toString(16),
      ).join(":");
      expect(wrongBlock(`${network}/${length}`)).toBeUndefined();
      const upper = network.toUpperCase();
      expect(canonicalBlock(`${upper}/${length}`)).toBe(canonicalBlock(`${network}/${length}`));
      const text = all.map((word) => word.toString(16)).join(":");
      expect(wrongBlock(`${text}/${length}`) === undefined).toBe(kept === bits);
    },
  );
});
