import type { ClientHttp2Session } from "node:http2";
import type { Settle } from "./deadline.ts";
import type { DialTimes } from "./dial.ts";
import { BODY_LIMIT_BYTES, type Exchange, REQUEST_HEADERS } from "./http-request.ts";
import { brokenOff, toHttp2Error } from "./http2-error.ts";
import { type Moment, waitBetween } from "./moment.ts";
import type { TimedSocket } from "./timed-socket.ts";

/** A session and the socket that it is timed at. */
export interface Http2Session {
  session: ClientHttp2Session;
  bytes: TimedSocket;
  dialled: DialTimes;
}

/**
 * Sends one GET on a session that carries no other, and reports the answer when its body has been read
 * or cut off at 64 kB, with the session. Timed from the first write since the request to the read that
 * brought the first header block: frames that are no answer, such as the server's settings, are none.
 *
 * @param keepsBody whether the body is told as well
 */
export function exchangeHttp2(
  { session, bytes, dialled }: Http2Session,
  url: URL,
  settle: Settle<Omit<Exchange, "isNew">>,
  keepsBody = false,
): void {
  let answer: Omit<Exchange, "isNew"> | null = null;
  let responded: Moment | null = null;
  let bodyBytes = 0;
  const body: Buffer[] | null = keepsBody ? [] : null;
  function stamp(): Moment {
    responded ??= bytes.lastRead;
    return responded;
  }
  function finish(): void {
    if (answer !== null) {
      settle.resolve(body === null ? answer : { ...answer, body: Buffer.concat(body).toString() });
    } else settle.reject(brokenOff(stream.rstCode));
  }

  bytes.restart();
  const stream = session.request({
    ":method": "GET",
    ":path": `${url.pathname}${url.search}`,
    ...REQUEST_HEADERS,
  });
  // An informational response is the first to come, as it is in HTTP/1.1.
  stream.once("headers", stamp);
  stream.once("response", ({ ":status": status = 0, ...headers }) => {
    answer = { status, headers, wait: waitBetween(bytes.firstWrite, stamp()), dialled };
  });
  stream.on("data", (chunk: Buffer) => {
    bodyBytes += chunk.length;
    body?.push(chunk);
    if (bodyBytes <= BODY_LIMIT_BYTES) return;
    finish();
    session.destroy();
  });
  stream.on("error", (error) => settle.reject(toHttp2Error(error, bytes)));
  stream.once("close", () => {
    if (stream.rstCode === 0) finish();
    else settle.reject(brokenOff(stream.rstCode));
  });
}
