import { LabProblem } from "../lab-problem.ts";
import { listenFailureCode, listenProblem, type SocketAddress } from "./listening.ts";

interface Opened extends SocketAddress {
  close(): Promise<void>;
}

const TRIES = 20;

/**
 * Opens something on several addresses under one port. With `wantedPort` 0 the system chooses a port
 * on the first address; where it is taken on another one, all are closed and another port is tried.
 * Throws LabProblem when the wanted port is taken, or none is free on all of them.
 */
export async function openOnSamePort<T extends Opened>(
  openers: readonly { address: string; open(at: SocketAddress): Promise<T> }[],
  wantedPort: number,
): Promise<T[]> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const opened: T[] = [];
    let at: SocketAddress = { address: "", port: wantedPort };
    try {
      for (const { address, open } of openers) {
        at = { address, port: opened[0]?.port ?? wantedPort };
        opened.push(await open(at));
      }
      return opened;
    } catch (error) {
      await Promise.all(opened.map((one) => one.close()));
      const taken = listenFailureCode(error) === "EADDRINUSE";
      if (!taken || wantedPort !== 0) throw listenProblem(error, at);
    }
  }
  throw new LabProblem(
    `No port is free on all of ${openers.map((one) => one.address).join(", ")}; name one with --http-port and --dns-port.`,
  );
}
