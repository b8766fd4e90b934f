import { once } from "node:events";
import type { Server } from "node:net";
import { LabProblem } from "../lab-problem.ts";

/** An IPv4 address and a port. */
export interface SocketAddress {
  readonly address: string;
  readonly port: number;
}

/** The system's code of a failed listen or bind, such as EADDRINUSE. */
export function listenFailureCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

type Sentence = (at: SocketAddress) => string;

const SENTENCES: ReadonlyMap<string | undefined, Sentence> = new Map<string, Sentence>([
  [
    "EADDRINUSE",
    ({ address, port }) =>
      `Port ${port} on ${address} is taken; choose another one, or 0 for any free one.`,
  ],
  [
    "EADDRNOTAVAIL",
    ({ address }) =>
      `This system has no address ${address}: the lab needs all of 127.0.0.0/8 on the loopback interface, as Linux has it; on macOS run the lab in a Linux container or virtual machine.`,
  ],
  [
    "EACCES",
    ({ address, port }) => `Port ${port} on ${address} needs more rights; choose one above 1023.`,
  ],
]);

/** A failed listen as one sentence with the mend; anything unforeseen is passed on as it is. */
export function listenProblem(error: unknown, at: SocketAddress): unknown {
  const sentence = SENTENCES.get(listenFailureCode(error));
  return sentence === undefined ? error : new LabProblem(sentence(at), { cause: error });
}

/** Starts a TCP server; resolves to its port. Port 0 lets the system choose. */
export async function listen(server: Server, at: SocketAddress): Promise<number> {
  server.listen({ host: at.address, port: at.port });
  await once(server, "listening");
  const bound = server.address();
  return typeof bound === "object" && bound !== null ? bound.port : at.port;
}
