import { isIPv6 } from "node:net";
import type { FastifyInstance } from "fastify";
import { ControllerProblem } from "../controller-problem.ts";

/**
 * Opens the port and answers the address to call it by. Port 0 takes any free one.
 *
 * @throws ControllerProblem when the port is taken or may not be opened.
 */
export async function listen(app: FastifyInstance, host: string, port: number): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    throw problemOf(cause, host, port);
  }
  const address = app.server.address();
  return addressOf(host, address !== null && typeof address === "object" ? address.port : port);
}

/** The address of a controller that listens there, or will. */
export function addressOf(host: string, port: number): string {
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

function problemOf(cause: unknown, host: string, port: number): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") {
    const mend = "Stop the other program, or choose another port with --port.";
    return new ControllerProblem(`Port ${port} on ${host} is taken.`, mend, { cause });
  }
  if (code === "EACCES") {
    const mend = "Choose a port from 1024 on with --port.";
    return new ControllerProblem(`Port ${port} on ${host} may not be opened.`, mend, { cause });
  }
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    const mend = "Name an address of this machine with --host.";
    return new ControllerProblem(`${host} is no address of this machine.`, mend, { cause });
  }
  return cause;
}
