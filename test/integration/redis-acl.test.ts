import { readFile } from "node:fs/promises";
import { Redis } from "ioredis";
import { afterEach, describe, expect, it } from "vitest";
import { type ControllerOptions, startController } from "../../controller/main.ts";
import { exerciseController } from "../helpers/exercise-controller.ts";
import { startTestCluster } from "../helpers/redis-cluster.ts";
import { startTestRedis } from "../helpers/redis-server.ts";

const WITHIN = { timeout: 30_000, interval: 100 };
const PASSWORD = "a-password-of-the-test";

const closers: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** The words of the rule in controller/README.md, after the name of the user. */
async function ruleOfReadme(): Promise<string[]> {
  const text = await readFile(new URL("../../controller/README.md", import.meta.url), "utf8");
  const [, rule] = /^ACL SETUSER isochrone ([\s\S]*?)\n```/m.exec(text) ?? [];
  if (rule === undefined) throw new Error("the rule is not in the README");
  return rule
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => (word === ">PASSWORD" ? `>${PASSWORD}` : word));
}

/** Gives the nodes the user of the README. */
async function restrict(nodes: readonly Redis[], more: readonly string[] = []): Promise<void> {
  const rule = await ruleOfReadme();
  for (const node of nodes) await node.call("ACL", "SETUSER", "isochrone", ...rule, ...more);
}

const withUser = (url: string) => url.replace("://", `://isochrone:${PASSWORD}@`);

async function open(url: string, more: Partial<ControllerOptions> = {}) {
  const log: string[] = [];
  const controller = await startController({
    redis: { url },
    host: "127.0.0.1",
    port: 0,
    logTo: { write: (line) => log.push(line) },
    ...more,
  });
  closers.push(() => controller.close());
  return { controller, log };
}

/** What Redis refused to this user (ACL LOG); reasons other than its rights would be there as well. */
async function refusals(nodes: readonly Redis[]): Promise<string[]> {
  const logs = await Promise.all(nodes.map((node) => node.call("ACL", "LOG")));
  return (logs as string[][][]).flat().map((entry) => entry.join(" "));
}

describe("the user of Redis in controller/README.md", () => {
  it("may do everything that a controller does, on a cluster, also after a replica has it", async () => {
    const cluster = await startTestCluster({ withReplicas: true });
    closers.push(() => cluster.stop());
    const nodes = [...cluster.primaries, ...cluster.replicas].map(({ direct }) => direct);
    await restrict(nodes);
    const first = cluster.primaries[0]?.url ?? "";
    const { controller, log } = await open(withUser(first), { durability: "replica" });
    await exerciseController(controller, { url: withUser(first), isCluster: true });
    expect(await refusals(nodes)).toEqual([]);
    expect(log.join("")).not.toContain(PASSWORD);
  });

  it("is missed in words that name the command, when it has no right to one", async () => {
    const port = 20_000 + (process.pid % 20_000);
    const server = await startTestRedis("--port", `${port}`);
    closers.push(() => server.stop());
    const direct = new Redis({ path: server.socketPath });
    closers.push(() => Promise.resolve(direct.disconnect()));
    const url = withUser(`redis://127.0.0.1:${port}`);
    await restrict([direct], ["-subscribe"]);
    await expect(open(url)).rejects.toMatchObject({
      message: expect.stringContaining("no right to the command subscribe"),
      mend: expect.stringContaining("controller/README.md"),
    });
    await restrict([direct], ["-set"]);
    const { controller } = await open(url, { waitForRedis: true });
    const readiness = async () => await (await fetch(`${controller.url}/readyz`)).text();
    await expect.poll(readiness, WITHIN).toContain("no right to the command set");
    await restrict([direct]);
    await expect.poll(readiness, WITHIN).toContain('"ok"');
    await expect(open(url.replace(PASSWORD, "wrong"))).rejects.toMatchObject({
      message: expect.stringContaining("WRONGPASS"),
      mend: expect.stringContaining("user and the password"),
    });
  });
});
