/** Certificates for `rediss://`, each the text of a PEM file. */
export type RedisTls = {
  /** Whose certificates are trusted; without it, those that Node.js trusts. */
  readonly ca?: string;
  /** What this side shows of itself, where Redis asks for it (`tls-auth-clients`). */
  readonly cert?: string;
  readonly key?: string;
};

/**
 * Where Redis listens: an address such as `redis://127.0.0.1:6379`, or a Unix socket. Several addresses
 * with commas between them are nodes of one Redis Cluster; one address of a cluster is enough.
 */
export type RedisAddress =
  | {
      readonly url: string;
      readonly tls?: RedisTls;
      /** Found to be of a Redis Cluster, although it is one address. */
      readonly isCluster?: boolean;
    }
  | { readonly socketPath: string };

/** What is wrong with an address, as the rest of a sentence about it, and how it is mended. */
export type RedisUrlFault = { readonly fault: string; readonly mend: string };

/** Nodes that an address names, one for a single server. */
export type RedisNodes = readonly [URL, ...URL[]];

export const REDIS_URL_FORM =
  "redis://[user:password@]host[:port][/database], or rediss:// for TLS; several nodes of a cluster with commas between";

/** Reads an address. What is answered of a bad one carries neither user nor password. */
export function readRedisNodes(
  text: string,
): { readonly ok: true; readonly nodes: RedisNodes } | ({ readonly ok: false } & RedisUrlFault) {
  const parts = text.split(",").map((part) => part.trim());
  const nodes = parts.flatMap((part) => nodeOf(part) ?? []);
  const [first, ...more] = nodes;
  if (first === undefined || nodes.length < parts.length) {
    return {
      ok: false,
      fault: `holds no address of a Redis of the form ${REDIS_URL_FORM}`,
      mend: `Write it as ${REDIS_URL_FORM}.`,
    };
  }
  const fault = clusterFault(first, more);
  return fault === null ? { ok: true, nodes: [first, ...more] } : { ok: false, ...fault };
}

/** The address as it may be shown and logged; null for text that is no address of a Redis. */
export function shownRedisUrl(text: string): string | null {
  const shown = text.split(",").map((part) => {
    const url = nodeOf(part.trim());
    if (url === null) return null;
    return `${url.protocol}//${url.host}${url.pathname === "/" ? "" : url.pathname}`;
  });
  return shown.includes(null) ? null : shown.join(",");
}

function nodeOf(part: string): URL | null {
  if (!URL.canParse(part)) return null;
  const url = new URL(part);
  return ["redis:", "rediss:"].includes(url.protocol) && url.hostname !== "" ? url : null;
}

/** All nodes are spoken to in the same way: an address that says otherwise is not obeyed in silence. */
function clusterFault(first: URL, more: readonly URL[]): RedisUrlFault | null {
  if (more.length === 0) return null;
  for (const node of [first, ...more]) {
    const what = difference(first, node);
    if (what === null) continue;
    return {
      fault: `gives ${node.host} another ${what} than ${first.host}, but the nodes of a cluster share it`,
      mend: `Write the ${what} in the first address alone, or the same in all.`,
    };
  }
  const numbered = [first, ...more].find(({ pathname }) => !["", "/", "/0"].includes(pathname));
  if (numbered === undefined) return null;
  return {
    fault: `names database ${numbered.pathname.slice(1)} of ${numbered.host}, but a cluster has database 0 only`,
    mend: "Leave the database out.",
  };
}

function difference(first: URL, node: URL): string | null {
  if (node.protocol !== first.protocol) return "protocol (redis:// or rediss://)";
  const bare = node.username === "" && node.password === "";
  if (bare || node === first) return null;
  if (node.username !== first.username) return "user";
  return node.password === first.password ? null : "password";
}
