import type { Socket } from "node:net";
import type { Dispatcher } from "undici";
import Client from "undici/lib/dispatcher/client.js";
import { AttemptError } from "./attempt-error.ts";
import type { WebConnection } from "./connection-pool.ts";
import type { Cancel, Settle } from "./deadline.ts";
import { type DialTarget, type DialTimes, dial } from "./dial.ts";
import { BODY_LIMIT_BYTES, type Exchange, IDLE_LIMIT_MS, REQUEST_HEADERS } from "./http-request.ts";
import { lookNow, type Moment, waitBetween } from "./moment.ts";

/**
 * Most bytes of an answer before its header is complete, with what of the body may come along. The parser
 * itself limits fields, but neither the words after the status nor the number of interim answers.
 */
const HEAD_LIMIT_BYTES = 262_144;
/** Longest header fields, whatever Node was told (--max-http-header-size). */
const FIELDS_LIMIT_BYTES = 16_384;

/** The same one every time: making an error with its stack costs more than anything else in closing. */
const GIVEN_UP = new Error("the connection has been given up");

/**
 * One HTTP/1.1 connection to one address. Requests on it are timed at the socket: from the first write
 * to the first readable bytes. The promise machinery of the client, which costs a fraction of a
 * millisecond, is outside.
 */
export class HttpConnection implements WebConnection {
  readonly #client: InstanceType<typeof Client>;
  readonly #path: string;
  #dialled: DialTimes = { startedMs: 0, connectedMs: 0, securedMs: 0 };
  #cancelDial: Cancel = () => undefined;
  #request: Moment | null = null;
  #response: Moment | null = null;
  #isNew = false;
  #awaitsHead = false;
  readonly #keepsBody: boolean;
  #isBroken = false;

  constructor(url: URL, target: DialTarget, keepsBody = false) {
    this.#keepsBody = keepsBody;
    this.#path = `${url.pathname}${url.search}`;
    this.#client = new Client(url.origin, {
      pipelining: 1,
      maxHeaderSize: FIELDS_LIMIT_BYTES,
      headersTimeout: 0,
      bodyTimeout: 0,
      keepAliveTimeout: IDLE_LIMIT_MS,
      keepAliveMaxTimeout: IDLE_LIMIT_MS,
      connect: (_options, callback) => {
        this.#cancelDial = dial(target, (error, socket, times) => {
          this.#cancelDial = () => undefined;
          if (socket === null) {
            callback(error ?? new Error("no connection"), null);
            return;
          }
          this.#dialled = times;
          this.#isNew = true;
          this.#isBroken = false;
          socket.once("close", () => {
            this.#isBroken = true;
          });
          this.#watch(socket);
          callback(null, socket);
        });
      },
    });
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  exchange(settle: Settle<Exchange>): Cancel {
    this.#request = null;
    this.#response = null;
    this.#isNew = false;
    this.#awaitsHead = true;
    this.#client.dispatch(
      { path: this.#path, method: "GET", headers: REQUEST_HEADERS },
      this.#handler(settle),
    );
    return () => this.destroy();
  }

  destroy(): void {
    this.#isBroken = true;
    this.#cancelDial();
    this.#client.destroy(GIVEN_UP, () => undefined);
  }

  #handler(settle: Settle<Exchange>): Dispatcher.DispatchHandler {
    let answer: Exchange | null = null;
    let bodyBytes = 0;
    const body: Buffer[] | null = this.#keepsBody ? [] : null;
    const whole = (told: Exchange) =>
      body === null ? told : { ...told, body: Buffer.concat(body).toString() };
    return {
      onRequestStart: () => undefined,
      onResponseStart: (_controller, status, headers) => {
        if (status < 200) return;
        this.#awaitsHead = false;
        const responded = this.#response ?? lookNow();
        answer = {
          status,
          headers,
          wait: waitBetween(this.#request ?? responded, responded),
          dialled: this.#dialled,
          isNew: this.#isNew,
        };
      },
      onResponseData: (_controller, chunk) => {
        bodyBytes += chunk.length;
        body?.push(chunk);
        if (bodyBytes <= BODY_LIMIT_BYTES || answer === null) return;
        settle.resolve(whole(answer));
        this.destroy();
      },
      onResponseEnd: () => {
        if (answer === null) settle.reject(new Error("the response ended before it began"));
        else settle.resolve(whole(answer));
      },
      onResponseError: (_controller, error) => settle.reject(error),
    };
  }

  #watch(socket: Socket): void {
    const write = socket.write;
    let bytesBefore = 0;
    socket.write = ((...parameters: Parameters<typeof write>) => {
      if (this.#request === null) {
        this.#request = lookNow();
        bytesBefore = socket.bytesRead;
      }
      return write.apply(socket, parameters);
    }) as typeof write;
    // Listens before undici does, so it is called before the bytes are parsed.
    socket.on("readable", () => {
      if (this.#request !== null) this.#response ??= lookNow();
      if (this.#awaitsHead && socket.bytesRead - bytesBefore > HEAD_LIMIT_BYTES) {
        socket.destroy(new AttemptError("protocol", "the header of the answer has no end"));
      }
    });
  }
}
