import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Redis } from "ioredis";
import { describe, expect, it, onTestFinished } from "vitest";
import { lockDataFolder } from "../../../infra/local/data-folder-lock.ts";
import { reachRedis } from "../../../infra/local/reach-redis.ts";
import { runCli } from "../../controller/cli/run-cli.ts";
import { ESTATE } from "../../helpers/estate.ts";
import { tempFolder } from "../../infra/local/temp-folder.ts";
import { fakeStart } from "./fake-start.ts";

const { REDIS_URL: _other, ...env } = process.env;

const run = (words: readonly string[]) =>
  runCli(words, { now: Date.now }, (wish) => reachRedis(wish, env));

/** Puts some of everything into the store of a start that runs. */
async function fillRunning(dataDir: string): Promise<void> {
  const { redis } = JSON.parse(await readFile(join(dataDir, "run.json"), "utf8")) as {
    redis: { socketPath: string };
  };
  const client = new Redis({ path: redis.socketPath });
  await client.mset("iso:estate", JSON.stringify(ESTATE), "iso:rec-counter", "3");
  await client.hset("iso:m:{eu-west-1}:a:0", "0", Buffer.from([0xff]));
  await client.hset("iso:m:{eu-west-1}:b:0", "0", Buffer.from([0xff]), "1", "x");
  client.disconnect();
}

/** What differs from run to run, as one word each. */
function steady(text: string, folder: string): string {
  return text
    .replaceAll(folder, "DIR")
    .replace(/\d+(\.\d+)? kB in \d+\.\d s/, "SIZE in TIME")
    .replace(/, in \d+\.\d s\./, ", in TIME.")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/, "MINUTE")
    .replace(/\(Redis [^)]*\)/, "(REDIS)");
}

describe("isochrone backup and restore", () => {
  it("backs up while a start runs and while none does, and restores into another folder", async () => {
    const started = await fakeStart();
    await started.probing();
    const { dataDir } = started;
    const folder = join(dataDir, "..");
    await fillRunning(dataDir);
    const file = join(folder, "b.isochrone");

    const running = await run(["backup", file, "--data-dir", dataDir]);
    expect([running.status, running.err]).toEqual([0, ""]);
    expect(steady(running.out, folder)).toBe(
      [
        "Backed up the estate lab to DIR/b.isochrone: SIZE in TIME.",
        "  from             DIR/data (in use)",
        "  configuration    1 key",
        "  evidence         2 keys",
        "  recommendations  1 key",
        "Not in it: sessions and login links. Keep the file as safe as the store: it holds the hashes of tokens.",
        "",
      ].join("\n"),
    );
    const refused = await run(["restore", file, "--data-dir", dataDir, "--replace"]);
    expect(refused.status).toBe(1);
    expect(steady(refused.err, folder)).toMatch(
      /^isochrone: Isochrone already runs on the data folder DIR\/data \(process \d+, since .*\): Stop it first, then restore, then start it again\n$/,
    );

    started.child.kill("SIGTERM");
    await started.ended;
    const stopped = await run(["backup", file, "--data-dir", dataDir, "--json"]);
    expect(JSON.parse(stopped.out)).toMatchObject({
      ...{ schemaVersion: "1.0", ok: true, exitStatus: 0 },
      backup: { path: file, isochroneBackup: 1, environment: "lab", keys: 4, waitingBatches: 0 },
    });
    expect((await readdir(folder)).filter((name) => name.includes(".part"))).toEqual([]);

    const other = join(folder, "other");
    const restored = await run(["restore", file, "--data-dir", other]);
    expect([restored.status, restored.err]).toEqual([0, ""]);
    expect(steady(restored.out, folder)).toBe(
      [
        "Restored the estate lab from DIR/b.isochrone, made MINUTE by 0.1.0, in TIME.",
        "  into             DIR/other (REDIS)",
        "  configuration    1 key",
        "  evidence         2 keys",
        "  recommendations  1 key",
        "Sign in with a new link: isochrone start prints one.",
        "",
      ].join("\n"),
    );
    // It was written to the disk, and the folder is free again.
    // The version of the layout has come to it, which the store of the first start did not name.
    const again = await run(["backup", join(folder, "c"), "--data-dir", other, "--json"]);
    expect(JSON.parse(again.out)).toMatchObject({ backup: { keys: 5 } });
    const taken = await run(["restore", file, "--data-dir", other]);
    expect([taken.status, taken.err]).toEqual([
      1,
      "isochrone: This Redis holds data of Isochrone's already: Restore into an empty one, or remove that data first with --replace\n",
    ]);
    expect((await run(["restore", file, "--data-dir", other, "--replace"])).status).toBe(0);
  });

  it("makes no folder for a backup of nothing", async () => {
    const folder = await tempFolder();
    const nowhere = join(folder, "nowhere");
    const none = await run(["backup", join(folder, "b"), "--data-dir", nowhere, "--json"]);
    expect(JSON.parse(none.out)).toMatchObject({
      ...{ ok: false, exitStatus: 1 },
      error: { message: expect.stringContaining("isochrone start has not kept data there") },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it("asks for REDIS_URL where the start uses a Redis of somebody else's", async () => {
    const dataDir = await tempFolder();
    await mkdir(join(dataDir, "redis"));
    const lock = await lockDataFolder(dataDir, Date.now());
    onTestFinished(() => lock.release());
    const starting = await run(["backup", "/nowhere/b", "--data-dir", dataDir]);
    expect(starting.err).toContain("try again in a moment");
    await writeFile(join(dataDir, "run.json"), JSON.stringify({ redis: null }));
    const foreign = await run(["backup", "/nowhere/b", "--data-dir", dataDir]);
    expect(foreign.err).toContain("Set REDIS_URL here to the same address");
  });

  it.each([[["backup"]], [["restore"]], [["restore", "a", "b"]], [["backup", "a", "--wait", "x"]]])(
    "ends %j as wrong usage",
    async (words) => {
      expect((await run(words)).status).toBe(64);
      const json = await run([...words, "--json"]);
      expect(JSON.parse(json.out)).toMatchObject({ exitStatus: 64, error: { code: "usage" } });
    },
  );
});
