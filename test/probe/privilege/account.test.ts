import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { type AccountTables, lookUpAccount } from "../../../probe/privilege/account.ts";

const PASSWD = [
  "root:x:0:0:root:/root:/bin/bash",
  "toor:x:0:0::/root:/bin/sh",
  "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin",
  "probe:x:1001:2001::/home/probe:/bin/sh",
  "1002:x:1003:2003:a number for a name:/:/bin/sh",
  "admin:x:1004:0::/home/admin:/bin/sh",
  "mac:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false",
  "lost:*:-1:-1::/:/usr/bin/false",
].join("\n");
const GROUP = ["root:x:0:", "staff:x:50:probe", "wheel:x:0:"].join("\n");

const tables: AccountTables = {
  local: (table) => Promise.resolve(table === "passwd" ? PASSWD : GROUP),
  asked: (table, name) =>
    Promise.resolve(table === "passwd" && name === "far" ? "far:*:70001:70002::/:/bin/sh\n" : ""),
};

afterEach(() => vi.unstubAllEnvs());

describe("probe/privilege/account", () => {
  it.each([
    ["nobody", 65_534, 65_534],
    ["probe", 1_001, 2_001],
    ["1001", 1_001, 2_001],
    ["probe:staff", 1_001, 50],
    ["probe:77", 1_001, 77],
    ["4711:4712", 4_711, 4_712],
    ["1002", 1_003, 2_003],
    ["mac", 4_294_967_294, 4_294_967_294],
    ["far", 70_001, 70_002],
  ])("finds %s", async (text, uid, gid) => {
    expect(await lookUpAccount(text, tables)).toEqual({ name: text, uid, gid });
  });

  it.each([
    ["somebody", "no user somebody"],
    ["probe:nogroup", "no group nogroup"],
    ["4711", "name a group too"],
    ["99999999999", "no user 99999999999"],
    ["4294967295:1", "no user 4294967295"],
    ["-1:1", "dash"],
    ["probe:--help", "dash"],
    ["lost", "no user lost"],
    ["root", "user number 0"],
    ["toor", "user number 0"],
    ["0", "user number 0"],
    ["admin", "group number 0"],
    ["probe:wheel", "group number 0"],
    ["probe:0", "group number 0"],
  ])("refuses %s", async (text, message) => {
    await expect(lookUpAccount(text, tables)).rejects.toThrow(message);
  });

  it("asks the system for accounts that its own files do not have", async () => {
    const dir = await mkdtemp(join(tmpdir(), "isochrone-getent-"));
    const script =
      '#!/bin/sh\n[ "$1 $2" = "passwd ldapuser" ] && echo "ldapuser:*:70001:70002:::"\n';
    await writeFile(join(dir, "getent"), script);
    await chmod(join(dir, "getent"), 0o755);
    vi.stubEnv("PATH", dir);
    expect(await lookUpAccount("ldapuser")).toMatchObject({ uid: 70_001, gid: 70_002 });
    await expect(lookUpAccount("nosuchuser")).rejects.toThrow("no user nosuchuser");
    await rm(dir, { recursive: true });
    await expect(lookUpAccount("ldapuser")).rejects.toThrow("no user ldapuser");
  });
});
