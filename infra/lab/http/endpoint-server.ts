import { createServer, type RequestListener } from "node:http";
import type { Random } from "../delay/random.ts";
import { listenerStateOf } from "../faults/endpoint-fault.ts";
import type { FaultyDoor } from "../faults/endpoint-faults.ts";
import { FaultyAnswers, HEALTH_PAGE } from "../faults/faulty-answers.ts";
import { SwitchedListener } from "../faults/switched-listener.ts";
import { listenProblem, type SocketAddress } from "./listening.ts";

/** One deployment of the service: a real HTTP server, with everything that may befall it. */
export interface EndpointServer extends SocketAddress, FaultyDoor {
  close(): Promise<void>;
}

/** Response header in which an endpoint names itself by its id. */
export const SERVED_BY_HEADER = "x-served-by";

/** Longer than any pause between two probes, so that warm connections stay warm. */
const KEEP_ALIVE_MS = 120_000;

/**
 * Serves an endpoint on an address behind the relays: `/echo` (a few bytes), `/` (a page) and
 * `/healthz`. It answers as fast as it can; the wide area lies in the relays before it.
 */
export async function openEndpointServer(
  endpoint: { readonly id: string; readonly label: string },
  address: string,
  random: Random,
): Promise<EndpointServer> {
  const answers = new FaultyAnswers(answersOf(endpoint), random);
  const server = createServer({ noDelay: true, keepAliveTimeout: KEEP_ALIVE_MS });
  server.on("request", (request, response) => answers.take(request, response));
  // The relays watch over the connections' lives; a slow client is the lab's purpose.
  server.requestTimeout = 0;
  server.headersTimeout = KEEP_ALIVE_MS + 1_000;
  try {
    // It never listens itself: then closing the port would close idle connections, too.
    const listener = await SwitchedListener.open({ address, port: 0 }, (socket) => {
      server.emit("connection", socket);
    });
    return {
      address,
      port: listener.port,
      apply: async (fault) => {
        answers.set(fault);
        await listener.switchTo(listenerStateOf(fault));
        if (fault.kind === "refuse") listener.reset();
      },
      close: async () => {
        answers.close();
        await listener.close();
      },
    };
  } catch (error) {
    throw listenProblem(error, { address, port: 0 });
  }
}

function answersOf(endpoint: { readonly id: string; readonly label: string }): RequestListener {
  const pages = new Map([
    ["/echo", { type: "text/plain; charset=utf-8", body: `${endpoint.id}\n` }],
    [HEALTH_PAGE, { type: "text/plain; charset=utf-8", body: "ok\n" }],
    ["/", { type: "text/html; charset=utf-8", body: page(endpoint) }],
  ]);
  return (request, response) => {
    request.resume();
    response.setHeader(SERVED_BY_HEADER, endpoint.id);
    response.setHeader("cache-control", "no-store");
    const readable = request.method === "GET" || request.method === "HEAD";
    const found = pages.get(request.url?.split("?")[0] ?? "");
    const { type, body } = found ?? { type: "text/plain; charset=utf-8", body: "not found\n" };
    response.statusCode = readable ? (found === undefined ? 404 : 200) : 405;
    if (!readable) response.setHeader("allow", "GET, HEAD");
    response.setHeader("content-type", type);
    response.end(readable ? body : "method not allowed\n");
  };
}

function page(endpoint: { readonly id: string; readonly label: string }): string {
  const label = endpoint.label.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>${label}</title>
<h1>${label}</h1>
<p>Served by <code>${endpoint.id}</code>, an endpoint of the Isochrone lab.</p>
</html>
`;
}
