import { readFile } from "node:fs/promises";
import {
  type RedisNodes,
  type RedisTls,
  readRedisNodes,
  shownRedisUrl,
} from "../../../controller/redis-address.ts";
import { LocalProblem, reasonOf } from "../local-problem.ts";

/** A Redis that somebody else runs. */
export interface ExternalRedis {
  /** May hold a password. */
  url: string;
  nodes: RedisNodes;
  /** Fit to be shown. */
  shown: string;
  tls: RedisTls;
}

const FILES = { ca: "REDIS_CA_FILE", cert: "REDIS_CERT_FILE", key: "REDIS_KEY_FILE" } as const;

/**
 * Reads an address, and the certificates that the environment names for it.
 *
 * @param source what the address stood in, for people
 * @throws LocalProblem where it is no address of a Redis, or a file cannot be used.
 */
export async function readExternalRedis(
  url: string,
  source: string,
  env: NodeJS.ProcessEnv,
): Promise<ExternalRedis> {
  const read = readRedisNodes(url);
  if (!read.ok) throw new LocalProblem(`${source} ${read.fault}.`, read.mend);
  const { nodes } = read;
  const tls = await readTls(env);
  const named = Object.keys(tls)[0] as keyof typeof FILES | undefined;
  if (named !== undefined && nodes[0].protocol !== "rediss:") {
    throw new LocalProblem(
      `${FILES[named]} is set, but ${source} asks for a connection without TLS.`,
      `Begin the address with rediss://, or unset ${FILES[named]}.`,
    );
  }
  return { url, nodes, shown: shownRedisUrl(url) ?? "", tls };
}

async function readTls(env: NodeJS.ProcessEnv): Promise<RedisTls> {
  const tls: Record<string, string> = {};
  for (const [part, name] of Object.entries(FILES)) {
    const path = env[name] ?? "";
    if (path !== "") tls[part] = await readPem(path, name);
  }
  if ((tls["cert"] === undefined) !== (tls["key"] === undefined)) {
    throw new LocalProblem(
      "Of REDIS_CERT_FILE and REDIS_KEY_FILE one alone is set.",
      "Set both, or neither where Redis does not ask for a certificate of its clients.",
    );
  }
  return tls;
}

async function readPem(path: string, name: string): Promise<string> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    throw new LocalProblem(
      `The file in ${name} cannot be read: ${reasonOf(error)}`,
      `Correct the path in ${name}, or its permissions.`,
      { cause: error },
    );
  });
  if (text.includes("-----BEGIN ")) return text;
  throw new LocalProblem(`${path}, named in ${name}, is no PEM file.`, "Name one in PEM form.");
}
