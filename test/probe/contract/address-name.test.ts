import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import { addressOfName, nameOfAddress } from "../../../probe/contract/address-name.ts";
import { Identifier } from "../../../probe/contract/identifier.ts";

describe("probe/contract/address-name", () => {
  it.each([
    ["198.51.100.1", "ip-198-51-100-1", "198.51.100.1"],
    ["2001:db8::1", "ip6-2001-db8-0-0-0-0-0-1", "2001:db8:0:0:0:0:0:1"],
    ["2001:0DB8::00a1", "ip6-2001-db8-0-0-0-0-0-a1", "2001:db8:0:0:0:0:0:a1"],
    ["::", "ip6-0-0-0-0-0-0-0-0", "0:0:0:0:0:0:0:0"],
    ["::ffff:192.0.2.1", "ip6-0-0-0-0-0-ffff-c000-201", "0:0:0:0:0:ffff:c000:201"],
  ])("%s is %s", (address, name, whole) => {
    expect(nameOfAddress(address)).toBe(name);
    expect(addressOfName(name)).toBe(whole);
  });

  it.each(["shop-euw1", "ip-one", "ip-1-2-3", "ip6-1-2"])("%s is an endpoint's", (name) => {
    expect(addressOfName(name)).toBeNull();
  });

  test.prop([fc.oneof(fc.ipV4(), fc.ipV6())])("every address has a name of its own", (address) => {
    const name = nameOfAddress(address);
    expect(Identifier.safeParse(name).success).toBe(true);
    expect(nameOfAddress(addressOfName(name) ?? "")).toBe(name);
  });
});
