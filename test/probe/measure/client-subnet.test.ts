import { BlockList, isIPv6 } from "node:net";
import { fc, test } from "@fast-check/vitest";
import { decode, encode } from "dns-packet";
import { describe, expect, it } from "vitest";
import { Resolver } from "../../../probe/contract/target-address.ts";
import { scopeOf, subnetOption } from "../../../probe/measure/client-subnet.ts";

/** The option as it comes out of a message that was sent. */
function sent(cidr: string) {
  const opt = {
    type: "OPT",
    name: ".",
    udpPayloadSize: 1_232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [subnetOption(cidr)],
  } as const;
  const [record] =
    decode(encode({ type: "query", id: 1, additionals: [{ ...opt, options: [...opt.options] }] }))
      .additionals ?? [];
  if (record?.type !== "OPT") throw new Error("no option");
  return record.options[0] as unknown as { family: number; sourcePrefixLength: number; ip: string };
}

describe("probe/measure/client-subnet", () => {
  it.each([
    ["203.0.113.77/20", 1, 20, "203.0.112.0"],
    ["203.0.113.77/32", 1, 32, "203.0.113.77"],
    ["203.0.113.77/0", 1, 0, "0.0.0.0"],
    ["2001:db8:1234:5678:9abc::1/56", 2, 56, "2001:db8:1234:5600::"],
    ["2001:db8::1/128", 2, 128, "2001:db8::1"],
    ["::/0", 2, 0, "::"],
  ])("sends %s with nothing beyond its prefix", (cidr, family, sourcePrefixLength, ip) => {
    expect(sent(cidr)).toMatchObject({ family, sourcePrefixLength, ip });
  });

  test.prop([fc.ipV6(), fc.integer({ min: 0, max: 128 })])(
    "keeps every IPv6 block",
    (ip, prefix) => {
      const option = sent(`${ip}/${prefix}`);
      expect(isIPv6(option.ip)).toBe(true);
      const block = new BlockList();
      block.addSubnet(ip, prefix, "ipv6");
      expect(block.check(option.ip, "ipv6")).toBe(true);
    },
  );

  it("reads the scope of an answer, where it has one", () => {
    const option = { code: 8, type: "CLIENT_SUBNET", ip: "203.0.113.0", scopePrefixLength: 24 };
    expect(scopeOf([option as never])).toBe(24);
    expect(scopeOf([])).toBeNull();
  });

  it("may be of either family in an assignment", () => {
    const accepts = (clientSubnet: string) =>
      Resolver.safeParse({ address: "192.0.2.53", clientSubnet }).success;
    expect(["203.0.113.0/24", "2001:db8::/56", "203.0.113.0", "home/24"].map(accepts)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
