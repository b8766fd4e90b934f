import { link, lstat, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { handOver } from "../../../probe/privilege/hand-over.ts";

const account = { name: "4711:4712", uid: 4_711, gid: 4_712 };
const NEEDS_ROOT = process.geteuid?.() === 0 ? "" : " (skipped: only root may give files away)";

let dir = "";
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-hand-over-"));
  await mkdir(join(dir, "spool", "refused"), { recursive: true });
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const at = (...parts: string[]) => join(dir, ...parts);
async function ownerOf(path: string): Promise<string> {
  const { uid, gid } = await lstat(path);
  return `${uid}:${gid}`;
}

describe("probe/privilege/hand-over", () => {
  it.skipIf(NEEDS_ROOT !== "")(
    `gives a folder and all that is in it away${NEEDS_ROOT}`,
    async () => {
      await writeFile(at("spool", "000000000001.json"), "{}", { mode: 0o600 });
      await writeFile(at("spool", "refused", "000000000002.json"), "{}");
      await handOver(at("spool"), account);
      await handOver(at("spool"), account);
      const given = ["spool", "spool/000000000001.json", "spool/refused/000000000002.json"];
      for (const path of given)
        expect([path, await ownerOf(at(path))]).toEqual([path, account.name]);
      expect(await ownerOf(dir)).toBe("0:0");
    },
  );

  it.skipIf(NEEDS_ROOT !== "")(
    `gives away nothing that lies elsewhere and is only named in it${NEEDS_ROOT}`,
    async () => {
      await writeFile(at("shadow"), "secret", { mode: 0o600 });
      await mkdir(at("etc"));
      await writeFile(at("etc", "passwd"), "secret");
      await symlink(at("shadow"), at("spool", "assignment.json"));
      await symlink(at("etc"), at("spool", "folder"));
      await link(at("shadow"), at("spool", "journal"));
      await handOver(at("spool"), account);
      expect(await ownerOf(at("spool"))).toBe(account.name);
      for (const path of ["shadow", "etc", "etc/passwd"]) {
        expect([path, await ownerOf(at(path))]).toEqual([path, "0:0"]);
      }
    },
  );

  it("follows no symbolic link in place of the folder", async () => {
    await symlink(at("spool"), at("link"));
    await expect(handOver(at("link"), account)).rejects.toThrow(/ELOOP|ENOTDIR/);
    await writeFile(at("file"), "");
    await expect(handOver(at("file"), account)).rejects.toThrow("ENOTDIR");
    await expect(handOver(at("none"), account)).rejects.toThrow("ENOENT");
  });
});
