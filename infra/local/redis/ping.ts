import { connect, type NetConnectOpts } from "node:net";

const PING_TIMEOUT_MS = 5_000;

/**
 * Sends one PING (Redis protocol, inline command) and waits for the answer.
 *
 * @throws Error with the system's or the server's reason when there is no PONG within five seconds.
 */
export function ping(target: NetConnectOpts, password?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect(target);
    let answer = "";
    const finish = (error: Error | null) => {
      socket.destroy();
      if (error === null) resolve();
      else reject(error);
    };
    socket.setTimeout(PING_TIMEOUT_MS, () => finish(new Error("no answer to PING")));
    socket.on("connect", () => {
      socket.write(`${password === undefined ? "" : `AUTH ${password}\r\n`}PING\r\n`);
    });
    socket.on("data", (chunk) => {
      answer += chunk.toString("latin1");
      if (answer.includes("+PONG\r\n")) finish(null);
      else if (answer.startsWith("-") && answer.endsWith("\r\n")) finish(new Error(answer.trim()));
    });
    socket.on("error", finish);
    socket.on("close", () => finish(new Error("the connection was closed")));
  });
}
