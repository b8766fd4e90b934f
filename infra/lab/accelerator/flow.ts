import { createHash } from "node:crypto";
import type { SocketAddress } from "../http/listening.ts";
import type { Draw } from "./choose-endpoint.ts";

/** Both ends of a client's connection. */
export interface Flow {
  readonly source: SocketAddress;
  readonly destination: SocketAddress;
}

/**
 * What an accelerator knows connections by: with affinity NONE both addresses, both ports and the
 * protocol; with SOURCE_IP the addresses alone.
 * https://docs.aws.amazon.com/global-accelerator/latest/dg/about-listeners-client-affinity.html
 */
export function drawOfFlow({ source, destination }: Flow, affinity: "NONE" | "SOURCE_IP"): Draw {
  const addresses = [source.address, destination.address];
  const tuple =
    affinity === "NONE" ? [...addresses, source.port, destination.port, "TCP"] : addresses;
  const key = tuple.join(" ");
  return (name) => {
    const digest = createHash("sha256").update(`${key} ${name}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  };
}
