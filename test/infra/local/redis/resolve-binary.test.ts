import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { LocalProblem } from "../../../../infra/local/local-problem.ts";
import { copiesFolder } from "../../../../infra/local/redis/private-copy.ts";
import { resolveRedisBinary } from "../../../../infra/local/redis/resolve-binary.ts";
import { script, tempFolder } from "../temp-folder.ts";
import { fakeApt } from "./fake-apt.ts";

const server = (version: string) => `echo "Redis server v=${version} sha=00000000:0 bits=64"`;

/** A machine with nothing on it: an empty PATH folder, an empty cache, no system folders. */
async function emptyMachine() {
  const root = await tempFolder();
  const bin = join(root, "bin");
  const reports: string[] = [];
  await mkdir(bin);
  return {
    bin,
    reports,
    options: {
      cacheDir: join(root, "cache"),
      env: { PATH: bin } as NodeJS.ProcessEnv,
      systemFolders: [] as string[],
      report: (line: string) => void reports.push(line),
    },
  };
}

describe("infra/local/redis/resolve-binary", () => {
  it("prefers REDIS_SERVER_BIN to everything else", async () => {
    const { bin, options } = await emptyMachine();
    await script(join(bin, "redis-server"), server("7.0.0"));
    options.env["REDIS_SERVER_BIN"] = await script(join(bin, "own"), server("8.1.2"));
    const binary = await resolveRedisBinary(options);
    expect(binary).toEqual({
      command: join(bin, "own"),
      env: {},
      origin: "REDIS_SERVER_BIN",
      version: "8.1.2",
    });
  });

  it("stops at a REDIS_SERVER_BIN that does not run instead of looking further", async () => {
    const { bin, options } = await emptyMachine();
    await script(join(bin, "redis-server"), server("7.0.0"));
    options.env["REDIS_SERVER_BIN"] = join(bin, "missing");
    await expect(resolveRedisBinary(options)).rejects.toThrow(/REDIS_SERVER_BIN names .*missing/);
  });

  it("takes redis-server before valkey-server, and PATH before the system's folders", async () => {
    const { bin, options } = await emptyMachine();
    const system = await tempFolder();
    await script(join(bin, "valkey-server"), server("8.0.1"));
    await script(join(system, "redis-server"), server("6.2.0"));
    options.systemFolders = [system];
    expect((await resolveRedisBinary(options)).command).toBe(join(system, "redis-server"));
    await script(join(bin, "redis-server"), server("7.0.15"));
    expect((await resolveRedisBinary(options)).version).toBe("7.0.15");
  });

  it("finds a valkey-server where there is no redis-server", async () => {
    const { bin, options } = await emptyMachine();
    await script(join(bin, "valkey-server"), 'echo "Valkey server v=8.0.1 sha=0:0"');
    expect(await resolveRedisBinary(options)).toMatchObject({ version: "8.0.1" });
  });

  it("passes over servers that do not run or are too old, and says so", async () => {
    const { bin, options, reports } = await emptyMachine();
    const system = await tempFolder();
    await script(join(bin, "redis-server"), "echo liblzf.so.1: cannot open >&2; exit 127");
    await script(join(system, "redis-server"), server("4.0.9"));
    await script(join(system, "valkey-server"), server("7.2.5"));
    options.systemFolders = [system];
    expect((await resolveRedisBinary(options)).command).toBe(join(system, "valkey-server"));
    expect(reports).toEqual([
      `${join(bin, "redis-server")} is passed over: liblzf.so.1: cannot open`,
      `${join(system, "redis-server")} is passed over: it is version 4.0.9, older than 5`,
    ]);
  });

  it("fetches a private copy when there is nothing else, and finds it the second time", async () => {
    const { bin, options, reports } = await emptyMachine();
    const apt = await fakeApt(bin);
    const fetched = await resolveRedisBinary(options);
    expect(fetched).toMatchObject({ version: "7.0.15" });
    expect(fetched.command).toContain(options.cacheDir);
    expect(reports.join()).toMatch(/fetching redis-server .*--no-fetch/);
    await apt.remove();
    expect(await resolveRedisBinary({ ...options, allowFetch: false })).toEqual(fetched);
  });

  it("deletes a damaged private copy and fetches another", async () => {
    const { bin, options, reports } = await emptyMachine();
    await fakeApt(bin);
    const first = await resolveRedisBinary(options);
    await writeFile(first.command, "");
    const second = await resolveRedisBinary(options);
    expect(second.command).not.toBe(first.command);
    expect(reports.join()).toContain("is damaged");
    expect(await readdir(await copiesFolder(options.cacheDir))).toHaveLength(1);
  });

  it("does not fetch where that is switched off, and says how to get a server", async () => {
    const { bin, options } = await emptyMachine();
    await fakeApt(bin);
    const failure = await resolveRedisBinary({ ...options, allowFetch: false }).catch((e) => e);
    expect(failure).toBeInstanceOf(LocalProblem);
    expect(failure.message).toMatch(/switched off/);
    expect(failure.mend).toMatch(
      /apt install redis-server[\s\S]*apk add valkey[\s\S]*brew install/,
    );
    await expect(readdir(options.cacheDir)).rejects.toThrow();
  });

  it("says so on a system without apt", async () => {
    const { options } = await emptyMachine();
    await expect(resolveRedisBinary(options)).rejects.toThrow(
      /only be fetched on Debian and Ubuntu/,
    );
  });

  it("passes on apt's reason when the fetch fails, and leaves nothing behind", async () => {
    const { bin, options } = await emptyMachine();
    await fakeApt(bin, { failure: "E: Unable to locate package redis-server" });
    await expect(resolveRedisBinary(options)).rejects.toThrow(
      /failed: Unable to locate package redis-server/,
    );
    expect(await readdir(await copiesFolder(options.cacheDir))).toEqual([]);
  });

  it("gives both of two starts at once a server that runs", async () => {
    const { bin, options } = await emptyMachine();
    await fakeApt(bin);
    const both = await Promise.all([resolveRedisBinary(options), resolveRedisBinary(options)]);
    expect(both.map((binary) => binary.version)).toEqual(["7.0.15", "7.0.15"]);
  });

  it("says what is wrong when the cache cannot be written", async () => {
    const { bin, options } = await emptyMachine();
    await fakeApt(bin);
    await writeFile(options.cacheDir, "a file where a folder should be");
    await expect(resolveRedisBinary(options)).rejects.toThrow(/failed: .*(ENOTDIR|EEXIST)/);
    await rm(options.cacheDir);
  });
});
