import { mkdir, readdir, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aptReason, parseDepends } from "../../../../infra/local/redis/debian-packages.ts";
import { canFetch, fetchCopy, parseMissing } from "../../../../infra/local/redis/fetch-copy.ts";
import { tempFolder } from "../temp-folder.ts";
import { fakeApt } from "./fake-apt.ts";

const NOW_MS = Date.UTC(2026, 0, 1);

describe("infra/local/redis/fetch-copy", () => {
  it("adds the libraries that the system lacks, and points the linker at them", async () => {
    const [bin, copies] = [await tempFolder(), join(await tempFolder(), "copies")];
    await fakeApt(bin, {
      missing: { "liblzf.so.1": "liblzf1", "libjemalloc.so.2": "libjemalloc2" },
    });
    const fetched = await fetchCopy(copies, { PATH: bin }, NOW_MS);
    expect(fetched).toMatchObject({ ok: true, binary: { version: "7.0.15" } });
    const [name = ""] = await readdir(copies);
    const lib = join(copies, name, "lib");
    expect((await readdir(lib)).sort()).toEqual(["libjemalloc.so.2", "liblzf.so.1"]);
    expect(fetched).toMatchObject({ binary: { env: { LD_LIBRARY_PATH: lib } } });
    expect(await readFile(join(copies, name, "bin", "redis-server"), "utf8")).toContain("7.0.15");
  });

  it("fails with the library's name where no package holds it", async () => {
    const [bin, copies] = [await tempFolder(), join(await tempFolder(), "copies")];
    await fakeApt(bin, { missing: { "libodd.so.9": "libc6-odd" } });
    expect(await fetchCopy(copies, { PATH: bin }, NOW_MS)).toEqual({
      ok: false,
      reason: "no package holds libodd.so.9",
    });
    expect(await readdir(copies)).toEqual([]);
  });

  it("removes what a killed fetch left long ago, and nothing that may be under way", async () => {
    const [bin, copies] = [await tempFolder(), await tempFolder()];
    await fakeApt(bin);
    await mkdir(join(copies, ".fetch-old"));
    await mkdir(join(copies, ".fetch-new"));
    const seconds = NOW_MS / 1_000;
    await utimes(join(copies, ".fetch-old"), seconds - 7_200, seconds - 7_200);
    await utimes(join(copies, ".fetch-new"), seconds - 60, seconds - 60);
    await fetchCopy(copies, { PATH: bin }, NOW_MS);
    const left = (await readdir(copies)).filter((name) => name.startsWith("."));
    expect(left).toEqual([".fetch-new"]);
  });

  it("can fetch only where both commands run", async () => {
    const bin = await tempFolder();
    expect(await canFetch({ PATH: bin })).toBe(false);
    await fakeApt(bin);
    expect(await canFetch({ PATH: bin })).toBe(true);
  });

  it("reads what ldd did not find", () => {
    const output = [
      "\tlinux-vdso.so.1 (0x00007fff)",
      "\tliblzf.so.1 => not found",
      "\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f)",
      "\tliblua5.1-cjson.so.0 => not found",
    ].join("\n");
    expect(parseMissing(output)).toEqual(["liblzf.so.1", "liblua5.1-cjson.so.0"]);
  });

  it("reads names out of a Depends field", () => {
    const field = "libc6 (>= 2.34), libssl3t64 (>= 3) | libssl3, lua5.1:any, libstdc++6,\n";
    expect(parseDepends(field)).toEqual(["libc6", "libssl3t64", "lua5.1", "libstdc++6"]);
    expect(parseDepends("\n")).toEqual([]);
  });

  it("quotes apt's last error, not its warnings", () => {
    const stderr = "W: old key\nE: first\nE: Unable to fetch some archives\nW: after\n";
    expect(aptReason(stderr)).toBe("Unable to fetch some archives");
    expect(aptReason("no answer within 120 s")).toBe("no answer within 120 s");
    expect(aptReason("")).toBe("apt-get gave no reason");
  });
});
