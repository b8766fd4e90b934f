import { Resolver } from "node:dns/promises";
import { listenFailureCode, type SocketAddress } from "../http/listening.ts";
import type { Lookup } from "./checker-probe.ts";

/** Response codes as DNS itself names them, for those of Node (RFC 1035 §4.1.1). */
const RESPONSE_CODES: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOTFOUND", "NXDOMAIN"],
  ["ESERVFAIL", "SERVFAIL"],
  ["EREFUSED", "REFUSED"],
  ["EFORMERR", "FORMERR"],
]);
/** The name is there, but not with such a record. */
const NO_RECORD = "ENODATA";

/** Looks names up at one name server, over IPv4 addresses only. */
export function lookupAt({ address, port }: SocketAddress): Lookup {
  const resolver = new Resolver();
  resolver.setServers([`${address}:${port}`]);
  return async (name) => {
    try {
      return await resolver.resolve4(name);
    } catch (error) {
      const code = listenFailureCode(error);
      if (code === NO_RECORD) return [];
      throw new Error(RESPONSE_CODES.get(code) ?? code ?? String(error), { cause: error });
    }
  };
}
