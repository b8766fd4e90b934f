import { ControllerProblem } from "../controller-problem.ts";
import type { RedisAddress } from "../redis-address.ts";
import { connectOnce, isCluster, nodesOf } from "./connect.ts";

/**
 * Asks all nodes of an address whether they are of a Redis Cluster, and answers the address with that in
 * it as soon as one of them says so. A Unix socket is of a single server.
 *
 * @throws ControllerProblem where several addresses are of single servers, or of nothing; otherwise the
 * reason why the first node does not answer.
 */
export async function findRedis(address: RedisAddress, withinMs: number): Promise<RedisAddress> {
  if ("socketPath" in address) return address;
  const nodes = nodesOf(address);
  const answers = nodes.map((node) =>
    isOfCluster({ ...address, url: likeFirst(nodes[0], node) }, withinMs),
  );
  const isOne = await Promise.any(answers).catch((error: AggregateError) => {
    throw error.errors[0];
  });
  if (isOne) return { ...address, isCluster: true };
  if (!isCluster(address)) return address;
  throw new ControllerProblem(
    "The address of Redis names several nodes of a cluster, but they are single servers (cluster-enabled no).",
    "Name one server alone, or the nodes of a cluster.",
  );
}

/** A bare address of a node is spoken to as the first one is. */
function likeFirst({ username, password }: URL, node: URL): string {
  return Object.assign(new URL(node), { username, password }).href;
}

async function isOfCluster(address: { readonly url: string }, withinMs: number): Promise<boolean> {
  let heard: Error | null = null;
  const server = connectOnce(address, withinMs, (error) => {
    heard ??= error;
  });
  try {
    await server.connect();
    return (await server.info("cluster")).includes("cluster_enabled:1");
  } catch (error) {
    throw heard ?? error;
  } finally {
    server.disconnect();
  }
}
