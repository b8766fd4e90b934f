import { type ChildProcess, spawn } from "node:child_process";
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { bundleProbe } from "../../helpers/probe-bundle.ts";
import { freePort } from "../helpers/http-server.ts";

const TOKEN = "0123456789abcdef";
const IS_ROOT = process.geteuid?.() === 0;
const IS_LINUX = process.platform === "linux";
const NEEDS_ROOT = IS_ROOT && IS_LINUX ? "" : " (skipped: needs root, and /proc of Linux)";
const NEEDS_USER =
  !IS_ROOT && IS_LINUX ? "" : " (skipped: needs another user than root, and /proc)";

let programs = "";
let program = "";
let dir = "";
let children: ChildProcess[] = [];

beforeAll(async () => {
  programs = await openFolder("isochrone-program-");
  program = join(programs, "isochrone-probe.mjs");
  await bundleProbe(program);
});
afterAll(() => rm(programs, { recursive: true, force: true }));
beforeEach(async () => {
  dir = await openFolder("isochrone-leave-root-");
});
afterEach(async () => {
  for (const child of children) child.kill("SIGKILL");
  children = [];
  await rm(dir, { recursive: true, force: true });
});

/** A folder that everybody may enter. */
async function openFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  await chmod(folder, 0o755);
  return folder;
}

function start(args: string[], entry = program) {
  const child = spawn(process.execPath, [entry, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  children.push(child);
  let text = "";
  child.stderr.on("data", (chunk) => {
    text += String(chunk);
  });
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const says = (pattern: RegExp) =>
    expect.poll(() => text, { timeout: 15_000, interval: 20 }).toMatch(pattern);
  return { child, exit, says, text: () => text };
}

async function startRun(more: Record<string, unknown> = {}, entry = program) {
  const file = {
    controllerUrl: `http://127.0.0.1:${await freePort()}`,
    vantages: [{ id: "office", token: TOKEN }],
    spoolDir: join(dir, "spool"),
    ...more,
  };
  const config = join(dir, "probe.json");
  // Only root can read it: what it says must be known before root is left.
  await writeFile(config, JSON.stringify(file), { mode: 0o600 });
  return start(["run", "--config", config], entry);
}

/** What the kernel says of every thread of a process, each different line once. */
async function rightsOf(pid: number | undefined): Promise<Record<string, string[]>> {
  const seen: Record<string, string[]> = {};
  for (const thread of await readdir(`/proc/${pid}/task`)) {
    const status = await readFile(`/proc/${pid}/task/${thread}/status`, "utf8");
    for (const name of ["Uid", "Gid", "Groups", "CapPrm", "CapEff", "CapAmb"]) {
      const value = new RegExp(`^${name}:(.*)$`, "m").exec(status)?.[1] ?? "";
      const known = seen[name] ?? [];
      const plain = value.trim().split(/\s+/).join(" ");
      seen[name] = known.includes(plain) ? known : [...known, plain];
    }
  }
  return seen;
}

function rightsAs(uid: number, gid: number): Record<string, string[]> {
  const none = ["0000000000000000"];
  return {
    Uid: [Array(4).fill(uid).join(" ")],
    Gid: [Array(4).fill(gid).join(" ")],
    Groups: [String(gid)],
    CapPrm: none,
    CapEff: none,
    CapAmb: none,
  };
}

async function ownersIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const owners = await Promise.all(
    [".", ...names].map(async (name) => {
      const { uid, gid } = await lstat(join(folder, name));
      return `${uid}:${gid}`;
    }),
  );
  return [...new Set(owners)];
}

describe.skipIf(NEEDS_ROOT !== "")(`probe/run/leave-root, started as root${NEEDS_ROOT}`, () => {
  it("becomes runAs with all its threads, and takes along what root had spooled", async () => {
    const spool = join(dir, "spool", "office");
    await mkdir(join(spool, "refused"), { recursive: true, mode: 0o700 });
    await chmod(join(dir, "spool"), 0o755);
    const batch = join(spool, "000000000007-1800000000000-abc-1.json");
    await writeFile(batch, "{}", { mode: 0o600 });
    const probe = await startRun({ runAs: "4711:4712" });
    await probe.says(/the probe runs/);
    expect(probe.text()).toMatch(/given up the rights of root.*"uid":4711,"gid":4712/);
    expect(await rightsOf(probe.child.pid)).toEqual(rightsAs(4_711, 4_712));
    expect(await ownersIn(spool)).toEqual(["4711:4712"]);
    expect(await readdir(spool)).toContain("lock");
    expect((await lstat(join(dir, "spool"))).uid).toBe(0);
    probe.child.kill("SIGTERM");
    expect(await probe.exit).toBe(0);
    expect(await readdir(spool)).not.toContain("lock");
  });

  it("becomes nobody when the file names no one, in a spool folder that it makes", async () => {
    const probe = await startRun({ spoolDir: join(dir, "var", "lib", "spool") });
    await probe.says(/the probe runs/);
    const { uid, gid } = await lstat(join(dir, "var", "lib", "spool"));
    expect(uid).not.toBe(0);
    expect(probe.text()).toMatch(`"user":"nobody","uid":${uid},"gid":${gid}`);
    expect(await rightsOf(probe.child.pid)).toEqual(rightsAs(uid, gid));
    expect(await ownersIn(join(dir, "var", "lib", "spool"))).toEqual([`${uid}:${gid}`]);
    expect((await lstat(join(dir, "var", "lib"))).uid).toBe(0);
  });

  it("stays root when it is told so in so many words", async () => {
    const probe = await startRun({ runAs: "root" });
    await probe.says(/the probe runs/);
    expect(probe.text()).toContain("keeps the rights of root");
    expect((await rightsOf(probe.child.pid))["Uid"]).toEqual(["0 0 0 0"]);
  });

  it("says who cannot reach the spool folder, what is in the way and how to mend it", async () => {
    const home = join(dir, "home");
    await mkdir(home, { mode: 0o700 });
    const probe = await startRun({ runAs: "4711:4712", spoolDir: join(home, "a", "spool") });
    expect(await probe.exit).toBe(64);
    expect(probe.text()).toContain("spoolDir: 4711:4712 (runAs) cannot use");
    expect(probe.text()).toContain(
      `it may not enter ${home}; open that folder (chmod o+x ${home})`,
    );
    expect(probe.text()).not.toContain("the probe runs");
  });

  it("needs no access to the program any more once it runs", async () => {
    const closed = join(dir, "closed");
    await mkdir(closed, { mode: 0o700 });
    await bundleProbe(join(closed, "probe.mjs"));
    const probe = await startRun({ runAs: "4711:4712" }, join(closed, "probe.mjs"));
    await probe.says(/the measuring thread runs/);
  });

  it.each(["nosuchuser", "0", "4711"])("refuses to run as %s", async (runAs) => {
    const probe = await startRun({ runAs });
    expect(await probe.exit).toBe(64);
    expect(probe.text()).toMatch(/runAs: .*name a user without rights/);
    expect(await readdir(dir)).toEqual(["probe.json"]);
  });

  it("leaves the folder to a probe that is using it", async () => {
    const first = await startRun({ runAs: "4711:4712" });
    await first.says(/the probe runs/);
    const second = await startRun({ runAs: "4713:4714" });
    expect(await second.exit).toBe(1);
    expect(second.text()).toContain(`in use by process ${first.child.pid}`);
    expect(await ownersIn(join(dir, "spool"))).toEqual(["4711:4712"]);
  });

  it.each([
    [[], null],
    [["--run-as", "4711:4712"], rightsAs(4_711, 4_712)],
    [["--run-as", "root"], "root"],
  ])("reflects without the rights of root: %j", async (args, expected) => {
    const reflector = start(["reflect", "--listen", "127.0.0.1:0", ...args]);
    await reflector.says(/the reflector listens/);
    const rights = await rightsOf(reflector.child.pid);
    if (expected === "root") expect(rights["Uid"]).toEqual(["0 0 0 0"]);
    else if (expected !== null) expect(rights).toEqual(expected);
    else expect([rights["Uid"], rights["CapEff"]]).not.toContainEqual(["0 0 0 0"]);
    reflector.child.kill("SIGTERM");
    expect(await reflector.exit).toBe(0);
  });

  it("names whom a reflector cannot become", async () => {
    const reflector = start(["reflect", "--listen", "127.0.0.1:0", "--run-as", "nosuchuser"]);
    expect(await reflector.exit).toBe(64);
    expect(reflector.text()).toContain("--run-as: this system has no user nosuchuser");
  });
});

describe.skipIf(NEEDS_USER !== "")(`probe/run/leave-root, not started as root${NEEDS_USER}`, () => {
  it.each([
    [undefined, false],
    ["root", false],
    [userInfo().username, false],
    ["nosuchuser", true],
  ])("stays who it is with runAs %s", async (runAs, warns) => {
    const probe = await startRun(runAs === undefined ? {} : { runAs });
    await probe.says(/the probe runs/);
    expect(probe.text().includes("runAs has no effect")).toBe(warns);
    const uid = process.geteuid?.();
    expect((await rightsOf(probe.child.pid))["Uid"]).toEqual([Array(4).fill(uid).join(" ")]);
  });
});
