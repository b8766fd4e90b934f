import { createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Redis } from "ioredis";
import { startTestRedis, type TestRedis } from "./redis-server.ts";

/** A server of a cluster. */
export type TestNode = {
  readonly port: number;
  readonly url: string;
  readonly server: TestRedis;
  /** A connection to this node alone. */
  readonly direct: Redis;
};

/** A cluster of three primaries on loopback, with a replica each or none. */
export type TestCluster = {
  /** Names all primaries. */
  readonly url: string;
  readonly primaries: readonly TestNode[];
  /** The replica of each primary, in the same order. */
  readonly replicas: readonly TestNode[];
  stop(): Promise<void>;
};

const SLOTS = 16_384;
const PRIMARIES = 3;
/** How long a node may be silent before the others replace it, in milliseconds. */
const NODE_TIMEOUT_MS = 2_000;
const WITHIN_MS = 30_000;

export async function startTestCluster({
  withReplicas = false,
  /** Settings of TLS, which then takes the place of plain connections. */
  tls = null as readonly string[] | null,
} = {}): Promise<TestCluster> {
  const nodes: TestNode[] = [];
  const stop = async () => {
    for (const { direct } of nodes) direct.disconnect();
    await Promise.all(nodes.map(({ server }) => server.stop()));
  };
  try {
    const count = withReplicas ? 2 * PRIMARIES : PRIMARIES;
    const ports = await freePorts(2 * count);
    const buses = ports.slice(count);
    for (let at = 0; at < count; at += 1) nodes.push(await startNode(ports[at], buses[at], tls));
    const primaries = nodes.slice(0, PRIMARIES);
    const replicas = nodes.slice(PRIMARIES);
    for (const [at, { direct }] of primaries.entries()) {
      const bounds = [at, at + 1].map((part) => Math.floor((part * SLOTS) / PRIMARIES));
      await direct.call("CLUSTER", "ADDSLOTSRANGE", bounds[0] ?? 0, (bounds[1] ?? 0) - 1);
    }
    for (const [at, { direct }] of nodes.entries()) {
      await direct.call("CLUSTER", "SET-CONFIG-EPOCH", at + 1);
    }
    for (const [at, { port }] of nodes.entries()) {
      if (at > 0) await nodes[0]?.direct.call("CLUSTER", "MEET", "127.0.0.1", port, buses[at] ?? 0);
    }
    for (const node of nodes) await untilWhole(node, count);
    for (const [at, replica] of replicas.entries()) {
      const id = String(await primaries[at]?.direct.call("CLUSTER", "MYID"));
      await replica.direct.call("CLUSTER", "REPLICATE", id);
    }
    for (const [at, replica] of replicas.entries()) await untilLinked(replica, primaries[at]);
    return { url: primaries.map(({ url }) => url).join(","), primaries, replicas, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Waits until a replica hears of each write. It calls its link up as soon as it has its primary's data;
 * the primary sends what comes after that from the first acknowledgement on, up to a second later.
 */
async function untilLinked({ direct }: TestNode, primary: TestNode | undefined): Promise<void> {
  await untilTrue("a replica did not come to its primary", async () => {
    const own = await direct.info("replication");
    const others = await primary?.direct.info("replication");
    return own.includes("master_link_status:up") && others?.includes("state=online");
  });
}

/** Waits until a replica has what its primary has now. */
export async function untilCaughtUp(replica: TestNode, primary: TestNode): Promise<void> {
  const offset = async ({ direct }: TestNode, name: string) =>
    Number(new RegExp(`^${name}:(\\d+)`, "m").exec(await direct.info("replication"))?.[1]);
  const wanted = await offset(primary, "master_repl_offset");
  await untilTrue("a replica did not catch up", async () => {
    return (await offset(replica, "slave_repl_offset")) >= wanted;
  });
}

/** Waits until a replica has taken the place of its primary. */
export async function untilPromoted({ direct }: TestNode): Promise<void> {
  await untilTrue("a replica was not promoted", async () => {
    const [role, state] = [await direct.info("replication"), await direct.cluster("INFO")];
    return role.includes("role:master") && state.includes("cluster_state:ok");
  });
}

async function startNode(port = 0, bus = 0, tls: readonly string[] | null): Promise<TestNode> {
  const listens =
    tls === null
      ? ["--port", `${port}`]
      : ["--tls-port", `${port}`, "--tls-cluster", "yes", "--tls-replication", "yes", ...tls];
  const names = [...listens, "--cluster-port", `${bus}`, "--bind", "127.0.0.1"];
  const timeout = [
    "--cluster-node-timeout",
    `${NODE_TIMEOUT_MS}`,
    "--repl-diskless-sync-delay",
    "0",
  ];
  const args = [...names, "--cluster-enabled", "yes", ...timeout];
  const server = await startTestRedis(...args);
  const direct = new Redis({ path: server.socketPath, retryStrategy: () => 100 });
  // While its server is killed.
  direct.on("error", () => undefined);
  return { port, url: `${tls === null ? "redis" : "rediss"}://127.0.0.1:${port}`, server, direct };
}

async function untilWhole({ direct }: TestNode, count: number): Promise<void> {
  await untilTrue("the cluster did not come together", async () => {
    const info = await direct.cluster("INFO");
    return info.includes("cluster_state:ok") && info.includes(`cluster_known_nodes:${count}`);
  });
}

async function untilTrue(failure: string, what: () => Promise<boolean | undefined>): Promise<void> {
  const untilMs = Date.now() + WITHIN_MS;
  while (Date.now() < untilMs) {
    if (await what()) return;
    await delay(50);
  }
  throw new Error(failure);
}

/** Ports that were given away: nobody may listen on them yet. */
const given = new Set<number>();

/** Ports of loopback that are free, and other ones each time. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(
    servers.map((server) => new Promise((resolve) => server.once("listening", resolve))),
  );
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  const fresh = ports.filter((port) => !given.has(port));
  for (const port of fresh) given.add(port);
  return fresh.length === count ? fresh : [...fresh, ...(await freePorts(count - fresh.length))];
}
