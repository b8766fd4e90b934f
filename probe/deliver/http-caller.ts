import * as http from "node:http";
import * as https from "node:https";
import type { SecureContext } from "node:tls";

const TIMEOUT_MS = 15_000;
/** Shorter than the idle time-outs of load balancers (60 s at AWS), so that ours comes first. */
const IDLE_LIMIT_MS = 30_000;
const ANSWER_LIMIT_BYTES = 16 * 1_024 * 1_024;

/** An answer that has been read to its end. */
export interface HttpAnswer {
  status: number;
  text: string;
  /** First value of a header, by its lower-case name. */
  header(name: string): string | null;
}

/** What goes out with a call. */
export interface HttpCall {
  body: Buffer | null;
  headers: Record<string, string>;
  /** How long the server may hold its answer on purpose. */
  waitMs?: number;
}

/**
 * Calls one server over a few connections that are kept; nothing else of the probe uses them. By
 * Node's own client: one call every few seconds needs no faster one, and undici would cost this thread
 * its own copy, 3 MB.
 */
export class HttpCaller {
  readonly #origin: URL;
  readonly #basePath: string;
  readonly #agent: http.Agent;
  readonly #timeoutMs: number;

  /**
   * @param connections how many calls may be under way at once; null for any number
   * @param trust whom to trust in TLS; null trusts whom Node trusts
   * @param timeoutMs for connecting, for the answer to begin, and for each pause in it
   */
  constructor(
    baseUrl: string,
    connections: number | null,
    trust: SecureContext | null,
    timeoutMs: number = TIMEOUT_MS,
  ) {
    this.#origin = new URL(baseUrl);
    this.#basePath = this.#origin.pathname.replace(/\/+$/, "");
    const { Agent } = this.#protocol;
    this.#agent = new Agent({
      keepAlive: true,
      maxSockets: connections ?? Number.POSITIVE_INFINITY,
      timeout: IDLE_LIMIT_MS,
      // Whatever the environment says: a token is given to nobody else than the controller.
      rejectUnauthorized: true,
      ...(trust === null ? {} : { secureContext: trust }),
    });
    this.#timeoutMs = timeoutMs;
  }

  /**
   * Makes one call. No status is an error.
   *
   * @throws the error of the network, or one that says what took too long
   */
  call(
    method: "GET" | "POST",
    path: string,
    { body, headers, waitMs = 0 }: HttpCall,
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      const request = this.#protocol.request(this.#origin, {
        agent: this.#agent,
        method,
        path: this.#basePath + path,
        headers: body === null ? headers : { ...headers, "content-length": body.length },
      });
      const patience = new Patience(request);
      request.on("error", (error) => {
        patience.end();
        reject(error);
      });
      request.on("socket", (socket) => {
        const awaitAnswer = () => patience.allow(this.#timeoutMs + waitMs, "no answer");
        if (!socket.connecting) return awaitAnswer();
        patience.allow(this.#timeoutMs, "no connection");
        socket.once(this.#origin.protocol === "https:" ? "secureConnect" : "connect", awaitAnswer);
      });
      request.on("response", (response) => {
        const awaitMore = () => patience.allow(this.#timeoutMs, "no end of the answer");
        awaitMore();
        response.on("data", awaitMore);
        readWhole(response)
          .finally(() => patience.end())
          .then((text) => {
            const header = (name: string) => [response.headers[name] ?? null].flat()[0] ?? null;
            resolve({ status: response.statusCode ?? 0, text, header });
          }, reject);
      });
      request.end(body ?? undefined);
    });
  }

  /** Closes all connections at once. */
  close(): void {
    this.#agent.destroy();
  }

  get #protocol(): typeof http | typeof https {
    return this.#origin.protocol === "https:" ? https : http;
  }
}

/** Gives a request up when the step that it is in takes too long. */
class Patience {
  readonly #request: http.ClientRequest;
  #timer: NodeJS.Timeout | undefined;

  constructor(request: http.ClientRequest) {
    this.#request = request;
  }

  /** The request may from now on take so long until the next step; the step before has ended. */
  allow(limitMs: number, failure: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#request.destroy(new Error(`${failure} within ${limitMs} ms`));
    }, limitMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** @throws Error when the answer is cut off or too long */
async function readWhole(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > ANSWER_LIMIT_BYTES) throw new Error("the answer is too long");
  }
  return Buffer.concat(chunks).toString("utf8");
}
