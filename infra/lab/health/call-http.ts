import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type RequestOptions,
} from "node:http";
import { request as httpsRequest } from "node:https";
import type { ProbeCall } from "./probe-call.ts";
import { NO_BODY, NO_STATUS, NOT_FOUND, socketReason, statusReason } from "./probe-reasons.ts";
import type { ProbeLimits, ProbeTarget } from "./probe-target.ts";

/** A search string must stand in so much of the body (R53 "dns-failover-determining-health"). */
const SEARCHED_BYTES = 5_120;

/** Asks for the target's path over a connection of its own and judges the answer. */
export function callHttp(target: ProbeTarget, limits: ProbeLimits, call: ProbeCall): void {
  let request: ClientRequest;
  try {
    request = open(target);
  } catch (error) {
    // Node refuses to send what stands in the path or the Host header.
    call.end(false, `Failure: ${error instanceof Error ? error.message : String(error)}`);
    return;
  }
  call.closes(() => request.destroy());
  request.once("socket", (socket) => {
    socket.once("connect", () => call.limit(limits.statusMs, NO_STATUS));
  });
  request.on("error", (error) => call.end(false, socketReason(error)));
  request.once("response", (response) => judge(response, target.searchString, limits, call));
  request.end();
}

function open(target: ProbeTarget): ClientRequest {
  const { address, port, path = "/" } = target;
  const options: RequestOptions = {
    host: address,
    port,
    path: path.startsWith("/") ? path : `/${path}`,
    agent: false,
    setHost: false,
    headers: {
      host: target.host ?? `${address}:${port}`,
      connection: "close",
      accept: "*/*",
      ...(target.userAgent !== undefined && { "user-agent": target.userAgent }),
    },
    ...(target.sourceAddress !== undefined && { localAddress: target.sourceAddress }),
  };
  if (target.protocol === "HTTP") return httpRequest(options);
  // Route 53 checks no certificates: an expired one is as good as any.
  return httpsRequest({
    ...options,
    rejectUnauthorized: false,
    servername: target.serverName ?? "",
  });
}

function judge(
  response: IncomingMessage,
  searchString: string | undefined,
  limits: ProbeLimits,
  call: ProbeCall,
): void {
  const code = response.statusCode ?? 0;
  const isGood = code >= 200 && code < 400;
  const reason = statusReason(isGood, code, response.statusMessage ?? "");
  if (!isGood || searchString === undefined) {
    call.end(isGood, reason);
    return;
  }
  call.limit(limits.bodyMs, NO_BODY);
  const wanted = Buffer.from(searchString);
  let seen = Buffer.alloc(0);
  response.on("data", (bytes: Buffer) => {
    seen = Buffer.concat([seen, bytes]).subarray(0, SEARCHED_BYTES);
    if (seen.includes(wanted)) call.end(true, reason);
    else if (seen.length >= SEARCHED_BYTES) call.end(false, NOT_FOUND);
  });
  response.on("error", (error) => call.end(false, socketReason(error)));
  response.once("end", () => call.end(false, NOT_FOUND));
}
