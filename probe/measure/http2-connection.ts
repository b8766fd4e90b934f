import { connect } from "node:http2";
import type { Socket } from "node:net";
import { AttemptError } from "./attempt-error.ts";
import type { WebConnection } from "./connection-pool.ts";
import type { Cancel, Settle } from "./deadline.ts";
import { type DialTarget, type DialTimes, dial } from "./dial.ts";
import { type Exchange, IDLE_LIMIT_MS } from "./http-request.ts";
import { requireHttp2, toDialError, toHttp2Error } from "./http2-error.ts";
import { exchangeHttp2, type Http2Session } from "./http2-exchange.ts";
import { TimedSocket } from "./timed-socket.ts";

/** Header fields of a response, uncompressed. Node resets a stream with more, or with over 128 of them. */
const HEADER_LIMIT_BYTES = 65_535;

/**
 * One HTTP/2 connection to one address, over TLS or, with prior knowledge, over clear text (RFC 9113
 * §3). It carries one stream at a time, so that no answer waits behind another one. After the server
 * has said goodbye the next request makes the connection anew.
 */
export class Http2Connection implements WebConnection {
  readonly #url: URL;
  readonly #target: DialTarget;
  #session: Http2Session | null = null;
  #cancelDial: Cancel = () => undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  readonly #keepsBody: boolean;
  #wasOpen = false;

  constructor(url: URL, target: DialTarget, keepsBody = false) {
    this.#keepsBody = keepsBody;
    this.#url = url;
    this.#target = target;
  }

  get isBroken(): boolean {
    return this.#wasOpen && (this.#session === null || !isOpen(this.#session));
  }

  exchange(settle: Settle<Exchange>): Cancel {
    clearTimeout(this.#idleTimer);
    const known = this.#session;
    if (known !== null && isOpen(known)) this.#ask(known, false, settle);
    else this.#open(settle);
    return () => this.destroy();
  }

  destroy(): void {
    clearTimeout(this.#idleTimer);
    this.#cancelDial();
    this.#session?.session.destroy();
    this.#session = null;
  }

  #open(settle: Settle<Exchange>): void {
    this.#cancelDial = dial(this.#target, (error, socket, dialled) => {
      if (socket === null) {
        settle.reject(toDialError(error));
        return;
      }
      try {
        requireHttp2(socket);
        this.#start(socket, dialled, settle);
      } catch (refusal) {
        socket.destroy();
        settle.reject(refusal);
      }
    });
  }

  #start(socket: Socket, dialled: DialTimes, settle: Settle<Exchange>): void {
    const bytes = new TimedSocket(socket);
    const session = connect(this.#url.origin, {
      createConnection: () => bytes,
      settings: { enablePush: false, maxHeaderListSize: HEADER_LIMIT_BYTES },
    });
    const opened = { session, bytes, dialled };
    const forget = () => {
      if (this.#session === opened) this.#session = null;
    };
    this.#session = opened;
    this.#wasOpen = true;
    session.once("connect", () => {
      if (isOpen(opened)) this.#ask(opened, true, settle);
    });
    session.once("goaway", forget);
    session.on("error", (error) => settle.reject(toHttp2Error(error, bytes)));
    session.once("close", () => {
      forget();
      settle.reject(new AttemptError("reset", "the server closed the connection"));
    });
  }

  #ask(opened: Http2Session, isNew: boolean, settle: Settle<Exchange>): void {
    const told: Settle<Omit<Exchange, "isNew">> = {
      resolve: (exchange) => {
        if (this.#session === opened) this.#waitIdle();
        settle.resolve({ ...exchange, isNew });
      },
      reject: settle.reject,
    };
    exchangeHttp2(opened, this.#url, told, this.#keepsBody);
  }

  #waitIdle(): void {
    this.#idleTimer = setTimeout(() => this.destroy(), IDLE_LIMIT_MS);
    this.#idleTimer.unref();
  }
}

function isOpen({ session }: Http2Session): boolean {
  return !session.closed && !session.destroyed;
}
