import type { SecureContext } from "node:tls";
import type { Dispatcher } from "undici";
import Pool from "undici/lib/dispatcher/pool.js";

const TIMEOUT_MS = 15_000;
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

/** Calls one server over a few connections that are kept; nothing else of the probe uses them. */
export class HttpCaller {
  readonly #pool: Dispatcher;
  readonly #basePath: string;

  /**
   * @param connections how many calls may be under way at once; null for any number
   * @param trust whom to trust in TLS; null trusts whom Node trusts
   */
  constructor(baseUrl: string, connections: number | null, trust: SecureContext | null) {
    const { origin, pathname } = new URL(baseUrl);
    this.#basePath = pathname.replace(/\/+$/, "");
    this.#pool = new Pool(origin, {
      connections,
      pipelining: 1,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
      connectTimeout: TIMEOUT_MS,
      // Whatever the environment says: a token is given to nobody else than the controller.
      connect: { rejectUnauthorized: true, ...(trust === null ? {} : { secureContext: trust }) },
      keepAliveTimeout: 30_000,
    });
  }

  /**
   * Makes one call. No status is an error.
   *
   * @throws the error of the network, or of undici when there is no answer in time
   */
  call(
    method: "GET" | "POST",
    path: string,
    { body, headers, waitMs = 0 }: HttpCall,
  ): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      let status = 0;
      let answered: Record<string, string | string[] | undefined> = {};
      const chunks: Buffer[] = [];
      let bytes = 0;
      this.#pool.dispatch(
        {
          method,
          path: this.#basePath + path,
          body,
          headers,
          headersTimeout: TIMEOUT_MS + waitMs,
        },
        {
          onRequestStart: () => undefined,
          onResponseStart(_controller, statusCode, responseHeaders) {
            status = statusCode;
            answered = responseHeaders;
          },
          onResponseData(controller, chunk) {
            chunks.push(chunk);
            bytes += chunk.length;
            if (bytes > ANSWER_LIMIT_BYTES) controller.abort(new Error("the answer is too long"));
          },
          onResponseEnd: () =>
            resolve({
              status,
              text: Buffer.concat(chunks).toString("utf8"),
              header: (name) => [answered[name] ?? null].flat()[0] ?? null,
            }),
          onResponseError: (_controller, error) => reject(error),
        },
      );
    });
  }

  /** Closes all connections at once. */
  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
