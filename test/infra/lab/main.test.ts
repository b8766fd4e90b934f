import { type ChildProcess, fork, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { HistoryImport } from "../../../controller/contract/history-import.ts";
import { slimClients } from "../../../infra/build/slim-clients.mjs";
import { Announcement, type LabReady } from "../../../infra/lab/announcement.ts";
import { listen } from "../../../infra/lab/http/listening.ts";
import { getFrom } from "./http/get.ts";
import { SMALL_WORLD } from "./small-world.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("infra/lab/main", () => {
  let folder = "";
  let program = "";
  let worldFile = "";
  const started = new Set<ChildProcess>();

  beforeAll(async () => {
    // Below the package, so that the bundle finds its libraries and its own data.
    folder = await mkdtemp(join(root, "node_modules", ".isochrone-lab-test-"));
    program = join(folder, "lab.mjs");
    worldFile = join(folder, "world.yaml");
    await writeFile(worldFile, SMALL_WORLD.replace("127.83", "127.88"));
    await writeFile(join(folder, "two.yaml"), SMALL_WORLD.replace("127.83", "127.89"));
    await build({
      absWorkingDir: root,
      entryPoints: ["infra/lab/main.ts"],
      outfile: program,
      bundle: true,
      platform: "node",
      format: "esm",
      packages: "external",
      plugins: [slimClients(join(root, "infra", "lab"))],
      target: "node20.19",
      logLevel: "error",
    });
  });
  afterEach(() => {
    for (const child of started) child.kill("SIGKILL");
    started.clear();
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function forkLab(...args: string[]): ChildProcess {
    const child = fork(program, args, { silent: true });
    started.add(child);
    child.once("exit", () => started.delete(child));
    return child;
  }
  async function announcementOf(child: ChildProcess): Promise<Announcement> {
    const [message] = (await once(child, "message")) as [unknown];
    return Announcement.parse(message);
  }
  async function readyOf(child: ChildProcess): Promise<LabReady> {
    const announcement = await announcementOf(child);
    if (announcement.kind !== "lab-ready") throw new Error(announcement.message);
    return announcement;
  }

  it("announces itself to its parent, serves, and ends when the parent lets go", async () => {
    const child = forkLab("--world", worldFile);
    const ready = await readyOf(child);
    const url = ready.estate.services[0]?.endpoints[0]?.url ?? "";
    expect((await getFrom(url, "127.0.0.1")).servedBy).toBe("shop-use1");
    const exited = once(child, "exit");
    child.disconnect();
    expect(await exited).toEqual([0, null]);
    await expect(getFrom(url, "127.0.0.1")).rejects.toThrow(/ECONNREFUSED/);
  });

  it("brings its own world when none is named", async () => {
    const ready = await readyOf(forkLab());
    expect(ready.estate.environment.name).toBe("lab");
    expect(ready.estate.vantages.length).toBeGreaterThanOrEqual(14);
    expect(Object.keys(ready.probes)).toEqual(ready.estate.vantages.map((one) => one.id));
  });

  it("announces a history that says it is simulated, when it is asked for one", async () => {
    expect((await readyOf(forkLab("--world", worldFile))).history).toBeUndefined();
    const ready = await readyOf(forkLab("--history", "--world", join(folder, "two.yaml")));
    expect(ready.history?.service).toBe("shop");
    const document = HistoryImport.parse(JSON.parse(ready.history?.document ?? ""));
    expect(document.source).toBe("simulated");
    expect(document.paths).toHaveLength(ready.truth.length);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends cleanly on %s", async (signal) => {
    const child = forkLab("--world", worldFile);
    await readyOf(child);
    const exited = once(child, "exit");
    child.kill(signal);
    expect(await exited).toEqual([0, null]);
  });

  it("shows a table where nobody forked it", async () => {
    const child = spawn(process.execPath, [program, "--world", worldFile]);
    started.add(child);
    const exited = once(child, "exit");
    let shown = "";
    child.stdout.setEncoding("utf8");
    for await (const part of child.stdout) {
      shown += part as string;
      if (shown.includes("Ctrl-C")) child.kill("SIGINT");
    }
    expect(await exited).toEqual([0, null]);
    expect(shown).toMatch(/endpoint shop-euw1 in Dublin +│ http:\/\/127\.88\.2\.2:\d+\/echo/);
    expect(shown).toMatch(/us-east-1 +│ 127\.88\.1\.1 +│ 7\.5 \/ 13\.0/);
  });

  it("fails in one sentence, to its parent and on the terminal", async () => {
    const bad = join(folder, "bad.yaml");
    await writeFile(bad, SMALL_WORLD.replace("lossRatio: 0", "lossRatio: lots"));
    const child = forkLab("--world", bad);
    const said = child.stderr && text(child.stderr);
    const exited = once(child, "exit");
    const announcement = await announcementOf(child);
    expect(await exited).toEqual([1, null]);
    const sentence = `${bad}, line 7, network.lossRatio: `;
    expect(announcement).toMatchObject({ kind: "lab-failed" });
    expect(announcement.kind === "lab-failed" && announcement.message).toContain(sentence);
    expect(await said).toContain(sentence);
  });

  it("says which port is taken", async () => {
    const occupant = createServer();
    const port = await listen(occupant, { address: "127.88.2.2", port: 0 });
    try {
      const child = forkLab("--world", worldFile, "--http-port", String(port));
      const exited = once(child, "exit");
      expect(await announcementOf(child)).toEqual({
        kind: "lab-failed",
        message: `Port ${port} on 127.88.2.2 is taken; choose another one, or 0 for any free one.`,
      });
      expect(await exited).toEqual([1, null]);
    } finally {
      await new Promise((done) => occupant.close(done));
    }
  });

  it("refuses a port that is none", async () => {
    const child = forkLab("--dns-port", "70000");
    expect(await once(child, "exit")).toEqual([1, null]);
  });
});
