import { networkInterfaces } from "node:os";
import { describe, expect, it, vi } from "vitest";
import { allowEveryAddress, createAddressGuard } from "../../../probe/measure/address-guard.ts";

const SPECIAL = [
  "127.0.0.1",
  "127.9.9.9",
  "10.1.2.3",
  "172.31.255.255",
  "192.168.0.1",
  "100.64.0.1",
  "0.0.0.0",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fd12::1",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::a00:1",
  "2002:a00:1::1",
  "2001:0:a00:1::1",
  "::127.0.0.1",
  "fec0::1",
];
const NEVER = [
  "169.254.169.254",
  "169.254.169.253",
  "169.254.1.1",
  "fe80::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "100.100.100.200",
  "168.63.129.16",
  "192.0.0.192",
  "64:ff9b::169.254.169.254",
  "2002:a9fe:a9fe::",
];

describe("probe/measure/address-guard", () => {
  it.each(SPECIAL)("refuses %s unless its block is allowed", (address) => {
    expect(createAddressGuard([])(address)).toContain('add its block to "allow"');
  });

  it.each(["8.8.8.8", "52.95.110.1", "172.32.0.1", "2600:1f00::1"])("permits %s", (address) => {
    expect(createAddressGuard([])(address)).toBeNull();
  });

  it("permits a private block that the owner names, and nothing beside it", () => {
    const guard = createAddressGuard(["10.1.0.0/16", "127.0.0.0/8", "fd12::/16"]);
    expect(["10.1.2.3", "127.1.2.3", "fd12::5"].map(guard)).toEqual([null, null, null]);
    expect(guard("10.2.0.1")).not.toBeNull();
    expect(guard("10.1.2.3")).toBeNull();
  });

  it.each(NEVER)("refuses %s although everything is allowed", (address) => {
    const guard = createAddressGuard(["0.0.0.0/0", "::/0"]);
    expect(guard(address)).toContain("never measured");
  });

  it.each(["::ffff:169.254.169.254", "::ffff:a9fe:a9fe"])(
    "sees the metadata service behind the mapped address %s",
    (address) => {
      expect(createAddressGuard(["0.0.0.0/0", "::/0"])(address)).toContain("never measured");
    },
  );

  it("refuses what the owner denies, public or allowed, in its mapped form too", () => {
    const guard = createAddressGuard(
      ["10.0.0.0/8", "::ffff:0:0/96"],
      ["10.1.0.0/16", "8.8.8.0/24"],
    );
    const denied = ["10.1.2.3", "8.8.8.8", "::ffff:10.1.2.3", "::ffff:808:808"];
    for (const address of denied) expect(guard(address)).toContain('"deny"');
    expect(["10.2.0.1", "8.8.4.4"].map(guard)).toEqual([null, null]);
  });

  it("takes the machine's own addresses for private ones, in every spelling", () => {
    const own = () => ["52.95.110.1", "2600:1f00::1"];
    const guard = createAddressGuard([], [], own);
    for (const address of ["52.95.110.1", "2600:1f00::1", "2600:1f00:0:0:0:0:0:1"]) {
      expect(guard(address)).toContain("this machine's own");
    }
    expect(guard("::ffff:52.95.110.1")).not.toBeNull();
    expect(["52.95.110.2", "2600:1f00::2"].map(guard)).toEqual([null, null]);
    expect(createAddressGuard(["52.95.110.0/24"], [], own)("52.95.110.1")).toBeNull();
  });

  it("looks up the machine's own addresses by itself, and again after a minute", () => {
    const real = Object.values(networkInterfaces()).flatMap((all = []) => all);
    const guard = createAddressGuard([]);
    for (const { address } of real) expect(guard(address)).not.toBeNull();
    vi.useFakeTimers({ toFake: ["performance"] });
    let own: string[] = [];
    const following = createAddressGuard([], [], () => own);
    expect(following("52.95.110.1")).toBeNull();
    own = ["52.95.110.1"];
    vi.advanceTimersByTime(61_000);
    expect(following("52.95.110.1")).toContain("this machine's own");
    vi.useRealTimers();
  });

  it("permits everything to the person at the terminal", () => {
    expect(allowEveryAddress("127.0.0.1")).toBeNull();
  });
});
