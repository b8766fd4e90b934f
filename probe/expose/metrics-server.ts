import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { MetricsAddress } from "../contract/probe-file.ts";
import { describeError } from "../log.ts";
import type { Liveness } from "./liveness.ts";
import type { ProbeMetrics } from "./probe-metrics.ts";

/** What a server that is asked once in 15 seconds needs not tolerate. */
const REQUEST_LIMIT_MS = 5_000;
const CONNECTION_LIMIT = 32;

/** A server that is listening. */
export interface MetricsServer {
  port: number;
  close(): Promise<void>;
}

/** The port for `/metrics` cannot be had. */
class MetricsAddressError extends Error {
  constructor({ address, port }: MetricsAddress, cause: NodeJS.ErrnoException) {
    const mends: Partial<Record<string, string>> = {
      EADDRINUSE: "another program listens there: choose another port in metrics.port",
      EADDRNOTAVAIL: "it is no address of this machine: mend metrics.address",
      EACCES: "ports below 1024 are not for everybody: choose another one in metrics.port",
    };
    const mend = mends[cause.code ?? ""] ?? describeError(cause);
    super(`metrics: cannot listen on ${address} port ${port}: ${mend}`, { cause });
    this.name = "MetricsAddressError";
  }
}

/**
 * Answers `GET /metrics` for Prometheus, and `GET /healthz` for what restarts programs: 200, or 503 with
 * the reasons.
 *
 * @throws Error saying what to mend when the port cannot be had
 */
export async function startMetricsServer(
  where: MetricsAddress,
  metrics: Pick<ProbeMetrics, "text" | "contentType">,
  liveness: Pick<Liveness, "troubles">,
): Promise<MetricsServer> {
  const server = createServer((request, response) => {
    answer(request, response, metrics, liveness).catch(() => response.destroy());
  });
  server.headersTimeout = REQUEST_LIMIT_MS;
  server.requestTimeout = REQUEST_LIMIT_MS;
  server.maxConnections = CONNECTION_LIMIT;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error) => reject(new MetricsAddressError(where, error)));
    server.listen({ host: where.address, port: where.port }, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : where.port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  metrics: Pick<ProbeMetrics, "text" | "contentType">,
  liveness: Pick<Liveness, "troubles">,
): Promise<void> {
  const path = (request.url ?? "").split("?")[0];
  response.setHeader("cache-control", "no-store");
  if (path !== "/metrics" && path !== "/healthz") {
    send(response, 404, "there is /metrics and /healthz\n");
  } else if (request.method !== "GET" && request.method !== "HEAD") {
    response.setHeader("allow", "GET, HEAD");
    send(response, 405, "use GET\n");
  } else if (path === "/metrics") {
    send(response, 200, await metrics.text(), metrics.contentType);
  } else {
    const reasons = liveness.troubles();
    const status = reasons.length === 0 ? "ok" : "trouble";
    const body = `${JSON.stringify({ status, reasons })}\n`;
    send(response, reasons.length === 0 ? 200 : 503, body, "application/json");
  }
}

function send(response: ServerResponse, status: number, body: string, type = "text/plain"): void {
  response.writeHead(status, { "content-type": type });
  response.end(body);
}
