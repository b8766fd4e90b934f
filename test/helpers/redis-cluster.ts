import { createServer } from "node:net";
import { Redis } from "ioredis";
import { startTestRedis, type TestRedis } from "./redis-server.ts";

/** A cluster of three primaries on loopback; `url` names all of its nodes. */
export type TestCluster = { readonly url: string; stop(): Promise<void> };

const SLOTS = 16_384;
const PRIMARIES = 3;

export async function startTestCluster(): Promise<TestCluster> {
  const servers: TestRedis[] = [];
  const clients: Redis[] = [];
  const stop = async () => {
    for (const client of clients) client.disconnect();
    await Promise.all(servers.map((server) => server.stop()));
  };
  try {
    const ports = await freePorts(PRIMARIES * 2);
    const nodes = ports
      .slice(0, PRIMARIES)
      .map((port, at) => ({ port, bus: ports[PRIMARIES + at] ?? 0 }));
    for (const { port, bus } of nodes) servers.push(await startNode(port, bus));
    for (const { port } of nodes) clients.push(new Redis(port, "127.0.0.1"));
    for (const [at, client] of clients.entries()) {
      const bounds = [at, at + 1].map((part) => Math.floor((part * SLOTS) / PRIMARIES));
      await client.call("CLUSTER", "ADDSLOTSRANGE", bounds[0] ?? 0, (bounds[1] ?? 0) - 1);
      await client.call("CLUSTER", "SET-CONFIG-EPOCH", at + 1);
    }
    for (const { port, bus } of nodes.slice(1)) {
      await clients[0]?.call("CLUSTER", "MEET", "127.0.0.1", port, bus);
    }
    for (const client of clients) await untilWhole(client);
    return { url: nodes.map(({ port }) => `redis://127.0.0.1:${port}`).join(","), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function startNode(port: number, bus: number): Promise<TestRedis> {
  const names = ["--port", `${port}`, "--cluster-port", `${bus}`, "--bind", "127.0.0.1"];
  return startTestRedis(...names, "--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
}

async function untilWhole(client: Redis): Promise<void> {
  const untilMs = Date.now() + 20_000;
  while (Date.now() < untilMs) {
    const info = String(await client.call("CLUSTER", "INFO"));
    if (info.includes("cluster_state:ok") && info.includes("cluster_known_nodes:3")) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("the cluster did not come together");
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.once("listening", resolve))),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
