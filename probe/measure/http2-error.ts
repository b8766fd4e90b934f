import type { Socket } from "node:net";
import { TLSSocket } from "node:tls";
import { AttemptError } from "./attempt-error.ts";
import type { TimedSocket } from "./timed-socket.ts";

const NOT_AGREED = "the server did not agree to h2";
/** OpenSSL's name for the alert of a server that has none of the protocols offered (RFC 7301 §3.2). */
const NO_PROTOCOL_ALERT = /ALERT_NO_APPLICATION_PROTOCOL$/;
const BROKEN_RULES = ["ERR_HTTP2_ERROR", "ERR_HTTP2_TOO_MANY_INVALID_FRAMES"];
/** In the order of their numbers (RFC 9113 §7). */
const ERROR_CODES = [
  "NO_ERROR",
  "PROTOCOL_ERROR",
  "INTERNAL_ERROR",
  "FLOW_CONTROL_ERROR",
  "SETTINGS_TIMEOUT",
  "STREAM_CLOSED",
  "FRAME_SIZE_ERROR",
  "REFUSED_STREAM",
  "CANCEL",
  "COMPRESSION_ERROR",
  "CONNECT_ERROR",
  "ENHANCE_YOUR_CALM",
  "INADEQUATE_SECURITY",
  "HTTP_1_1_REQUIRED",
];

/** @throws AttemptError `protocol` for a TLS connection on which HTTP/2 was not agreed */
export function requireHttp2(socket: Socket): void {
  if (socket instanceof TLSSocket && socket.alpnProtocol !== "h2") {
    throw new AttemptError("protocol", NOT_AGREED);
  }
}

/** What connecting failed with; not agreeing on HTTP/2 is not a failure of TLS. */
export function toDialError(error: NodeJS.ErrnoException | null): Error {
  if (error !== null && NO_PROTOCOL_ALERT.test(error.code ?? "")) {
    return new AttemptError("protocol", NOT_AGREED, { cause: error });
  }
  return error ?? new Error("no connection");
}

/**
 * What a session or a stream failed with: `reset` where the server ended it (RST_STREAM, GOAWAY),
 * `protocol` where it broke the rules. Errors of the socket stay what they are.
 */
export function toHttp2Error(error: NodeJS.ErrnoException, { firstBytes }: TimedSocket): Error {
  if (firstBytes?.subarray(0, 5).toString("latin1") === "HTTP/") {
    return new AttemptError("protocol", "the server answers in HTTP/1, not in HTTP/2");
  }
  const { code = "", message } = error;
  if (code === "ERR_HTTP2_STREAM_ERROR") {
    return new AttemptError("reset", `the stream was reset: ${codeIn(message)}`);
  }
  if (code === "ERR_HTTP2_SESSION_ERROR") {
    return new AttemptError("reset", `the server said goodbye: ${codeIn(message)}`);
  }
  const isBroken = BROKEN_RULES.includes(code);
  return isBroken ? new AttemptError("protocol", `the server breaks HTTP/2: ${message}`) : error;
}

/** An answer that was broken off, with the error code of its stream. */
export function brokenOff(code: number | undefined): AttemptError {
  return new AttemptError("reset", `the answer was broken off: ${nameOf(code ?? 0)}`);
}

/** Node ends its messages with the code, by number or by the name that nghttp2 has for it. */
function codeIn(message: string): string {
  const [, code = ""] = /error code (\w+)$/.exec(message) ?? [];
  return /^\d+$/.test(code) ? nameOf(Number(code)) : code.replace(/^NGHTTP2_/, "");
}

function nameOf(code: number): string {
  return ERROR_CODES[code] ?? `code ${code}`;
}
