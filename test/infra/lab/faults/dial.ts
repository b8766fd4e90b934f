import { connect, type Socket } from "node:net";
import { listenFailureCode, type SocketAddress } from "../../../../infra/lab/http/listening.ts";

/** How a connection attempt went: `connected`, the system's code, or `silence` after some ms. */
export function dial(
  at: SocketAddress,
  waitMs = 300,
): Promise<{ readonly outcome: string; readonly socket: Socket }> {
  const socket = connect({ host: at.address, port: at.port });
  return new Promise((done) => {
    const end = (outcome: string) => done({ outcome, socket });
    socket.once("connect", () => end("connected"));
    socket.on("error", (error) => end(listenFailureCode(error) ?? "error"));
    setTimeout(() => end("silence"), waitMs).unref();
  });
}

/** The outcome alone; the socket is closed. */
export async function dialled(at: SocketAddress, waitMs?: number): Promise<string> {
  const { outcome, socket } = await dial(at, waitMs);
  socket.destroy();
  return outcome;
}
