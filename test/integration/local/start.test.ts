import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { eventually } from "../../infra/local/eventually.ts";
import { fakeStart, noneRuns } from "./fake-start.ts";

const withoutPid = (line: string) => line.replace(/ \d+$/, "");
const FILES_OF_A_RUN = ["isochrone.lock", "run.json"];

async function leftFiles(dataDir: string): Promise<string[]> {
  return (await readdir(dataDir)).filter((name) => FILES_OF_A_RUN.includes(name));
}

describe("infra/local: a start and its end", () => {
  it("starts the parts in order, and SIGTERM stops them in the opposite one", async () => {
    const start = await fakeStart();
    await start.probing();
    const pids = await start.pids();
    expect(pids).toHaveLength(3);
    start.child.kill("SIGTERM");
    expect(await start.ended).toBe(0);
    expect((await start.events()).map(withoutPid)).toEqual([
      "controller started",
      "lab started",
      "estate loaded",
      "AWS at http://127.0.0.1:9 with AKIALABFAKE",
      "probe started",
      "probe stopped",
      "lab stopped",
      "controller stopped",
    ]);
    await noneRuns(pids);
    expect(await leftFiles(start.dataDir)).toEqual([]);
    expect(start.stdout()).toBe("http://example/login\n");
  });

  it("leaves a run file for commands and a file for the probe, both private", async () => {
    const start = await fakeStart();
    await start.probing();
    const read = async (name: string) => {
      const path = join(start.dataDir, name);
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      return JSON.parse(await readFile(path, "utf8"));
    };
    expect(await read("run.json")).toMatchObject({ apiToken: "api-token", pid: start.child.pid });
    const probe = await read("probe.json");
    expect(probe.allow).toEqual(["127.0.0.0/8"]);
    // The spool lies in the data folder, which root keeps to itself.
    expect(probe.runAs).toBe(process.geteuid?.() === 0 ? "root" : undefined);
    expect(probe.vantages).toEqual([
      { id: "office", sourceAddress: "127.0.0.2", token: "a-token-for-the-probe-at-office" },
      { id: "home", sourceAddress: "127.0.0.3", token: "a-token-for-the-probe-at-home" },
    ]);
    start.child.kill("SIGINT");
    expect(await start.ended).toBe(0);
  });

  it("kills everything at a second Ctrl-C, and still leaves no process and no lock", async () => {
    const start = await fakeStart({ stubborn: true });
    await start.probing();
    const pids = await start.pids();
    start.child.kill("SIGINT");
    await delay(700);
    start.child.kill("SIGINT");
    expect(await start.ended).toBe(130);
    await noneRuns(pids);
    expect(await leftFiles(start.dataDir)).toEqual([]);
  });

  it("takes a Ctrl-C that arrives twice, as under npm, for one", async () => {
    const start = await fakeStart();
    await start.probing();
    start.child.kill("SIGINT");
    start.child.kill("SIGINT");
    expect(await start.ended).toBe(0);
    expect(await start.events()).toContain("controller stopped");
  });

  it("leaves no process when it is killed with SIGKILL, and the next start goes on", async () => {
    const killed = await fakeStart();
    await killed.probing();
    const pids = await killed.pids();
    killed.child.kill("SIGKILL");
    await killed.ended;
    await noneRuns(pids);
    expect(await leftFiles(killed.dataDir)).toEqual(FILES_OF_A_RUN);
    const next = await fakeStart({ dataDir: killed.dataDir });
    await next.probing();
    next.child.kill("SIGTERM");
    expect(await next.ended).toBe(0);
  });

  it("refuses a second start on the same folder without disturbing the first", async () => {
    const first = await fakeStart();
    await first.probing();
    const second = await fakeStart({ dataDir: first.dataDir });
    expect(await second.ended).toBe(1);
    expect(second.stderr()).toContain(`process ${first.child.pid}`);
    expect(second.stderr()).toContain(first.dataDir);
    await noneRuns([second.child.pid ?? 0]);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);
  });

  it("ends by itself after its time, with the probes stopped before the summary", async () => {
    const start = await fakeStart({ runForMs: 300 });
    expect(await start.ended).toBe(0);
    expect(start.stdout()).toMatch(/Healthy\.[\s\S]*Measured: 10 attempts, 1 without an answer/);
    await noneRuns(await start.pids());
  });

  it("starts a lab that dies again and loads its estate again; the probes go on", async () => {
    const start = await fakeStart();
    await start.probing();
    const [lab = 0] = await start.pids();
    process.kill(lab, "SIGKILL");
    await eventually("the estate is loaded again", async () => {
      return (await start.events()).filter((line) => line === "estate loaded").length === 2;
    });
    expect(start.stderr()).toContain("the lab died (ended by SIGKILL); it starts again in 1 s");
    start.child.kill("SIGTERM");
    expect(await start.ended).toBe(0);
    const probes = (await start.events()).filter((line) => line.startsWith("probe started"));
    expect(probes).toHaveLength(1);
  });

  it("stops with 1 when the probe dies again and again, and says its last words", async () => {
    const start = await fakeStart({ probeCode: 'console.error("no route"); process.exit(5);' });
    expect(await start.ended).toBe(1);
    expect(start.stderr()).toContain(
      "isochrone: The probe died 4 times, the last time: exit status 5 | no route",
    );
    expect(await start.events()).toContain("controller stopped");
    await noneRuns(await start.pids());
  });

  it("stops with 1 when Redis is gone, and says so", async () => {
    const start = await fakeStart();
    await start.probing();
    const pids = await start.pids();
    process.kill(pids.at(-1) ?? 0, "SIGKILL");
    expect(await start.ended).toBe(1);
    expect(start.stderr()).toContain("isochrone: Redis ended by itself");
    await noneRuns(pids);
    expect(await leftFiles(start.dataDir)).toEqual([]);
  });
});
