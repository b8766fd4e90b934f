import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { access, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { spawnGuarded } from "../../../../infra/local/process/guard.ts";
import { eventually, runs } from "../eventually.ts";
import { script, tempFolder } from "../temp-folder.ts";

/** The first line of the guard's output. */
async function pidOf(guard: ChildProcess): Promise<number> {
  let text = "";
  for await (const chunk of guard.stdout ?? []) {
    text += String(chunk);
    if (text.includes("\n")) break;
  }
  return Number(text.split("\n")[0]);
}

function guarded(command: string, args: string[] = [], removeAtEnd?: string): ChildProcess {
  const guard = spawnGuarded({
    command,
    args,
    env: process.env,
    ...(removeAtEnd === undefined ? {} : { removeAtEnd }),
  });
  onTestFinished(() => {
    guard.stdin?.end();
    if (guard.exitCode === null && guard.pid !== undefined) guard.kill("SIGKILL");
  });
  return guard;
}

describe("infra/local/process/guard", () => {
  it("asks the command to end when its input ends, and waits for it", async () => {
    const folder = await tempFolder();
    const note = join(folder, "note");
    const command = await script(
      join(folder, "server"),
      `trap 'echo saved > ${note}; exit 0' TERM\n: > ${note}.ready\nwhile :; do sleep 0.05; done`,
    );
    const guard = guarded(command);
    const pid = await pidOf(guard);
    await eventually("the trap is set", () => existsSync(`${note}.ready`));
    guard.stdin?.end();
    const [code] = await once(guard, "close");
    expect(code).toBe(0);
    expect(await readFile(note, "utf8")).toBe("saved\n");
    expect(await runs(pid)).toBe(false);
  });

  it("ends with the command's own status when that ends by itself, and removes the folder", async () => {
    const folder = join(await tempFolder(), "own");
    await mkdir(folder);
    const guard = guarded("/bin/sh", ["-c", "exit 7"], folder);
    const [code] = await once(guard, "exit");
    expect(code).toBe(7);
    await expect(access(folder)).rejects.toThrow();
  });

  it("hands arguments on untouched, empty ones and spaces included", async () => {
    const guard = guarded("/bin/sh", ["-c", 'printf "[%s]" "$@"', "sh", "a b", "", "$HOME"]);
    let text = "";
    for await (const chunk of guard.stdout ?? []) text += String(chunk);
    expect(text).toContain("[a b][][$HOME]");
  });

  it("ends the command when the parent is killed with SIGKILL", async () => {
    const guardUrl = new URL("../../../../infra/local/process/guard.ts", import.meta.url);
    const bundle = join(await tempFolder(), "parent.mjs");
    const { build } = await import("esbuild");
    await build({
      stdin: {
        contents: `import { spawnGuarded } from ${JSON.stringify(guardUrl.pathname)};
          const guard = spawnGuarded({ command: "sleep", args: ["600"], env: process.env });
          guard.stdout.pipe(process.stdout);`,
        resolveDir: "/",
      },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: bundle,
    });
    const parent = spawn(process.execPath, [bundle], { stdio: ["ignore", "pipe", "inherit"] });
    const pid = await pidOf(parent);
    expect(await runs(pid)).toBe(true);
    parent.kill("SIGKILL");
    await eventually("the guarded command ends", async () => !(await runs(pid)));
  });

  it("does not share the parent's process group, so that Ctrl-C does not reach it", async () => {
    const guard = guarded("sleep", ["600"]);
    const pid = await pidOf(guard);
    const groupOf = async (of: number) => {
      const stat = await readFile(`/proc/${of}/stat`, "latin1").catch(() => null);
      return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[2] ?? null;
    };
    const group = await groupOf(pid);
    if (group !== null) expect(group).not.toBe(await groupOf(process.pid));
    expect(await runs(pid)).toBe(true);
  });
});
