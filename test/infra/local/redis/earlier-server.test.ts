import { spawn } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { awaitEarlierServer } from "../../../../infra/local/redis/earlier-server.ts";
import { tempFolder } from "../temp-folder.ts";

/** A process whose command line looks like a server's. */
function lookalike(name: string): number {
  const child = spawn("/bin/sh", ["-c", "sleep 600; :", name], { detached: true });
  onTestFinished(() => void process.kill(-(child.pid ?? 0), "SIGKILL"));
  return child.pid ?? 0;
}

async function pidFile(content: string): Promise<string> {
  const path = join(await tempFolder(), "redis.pid");
  await writeFile(path, content);
  return path;
}

describe("infra/local/redis/earlier-server", () => {
  it("goes on at once where there is no file, no number, or no such process", async () => {
    await awaitEarlierServer("/missing/redis.pid", 0);
    await awaitEarlierServer(await pidFile("nonsense\n"), 0);
    await awaitEarlierServer(await pidFile("1073741824\n"), 0);
  });

  it("names a server that does not end, and how to end it", async () => {
    const pid = lookalike("redis-server");
    const failure = await awaitEarlierServer(await pidFile(`${pid}\n`), 100).catch((e) => e);
    expect(failure.message).toContain(`process ${pid}`);
    expect(failure.mend).toContain(`kill ${pid}`);
  });

  it.runIf(process.platform === "linux")(
    "does not wait for another program that has the number now",
    async () => {
      await awaitEarlierServer(await pidFile(`${lookalike("editor")}\n`), 0);
    },
  );
});
