import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { listen, listenProblem, type SocketAddress } from "../http/listening.ts";
import { type ControlAnswer, type Controls, controlAnswer, refused } from "./control-calls.ts";

/** The open door by which a lab is told what shall fail, and asked what truly happened. */
export type ControlDoor = {
  readonly url: string;
  /** Bearer token that opens it; made anew at each start. */
  readonly token: string;
  close(): Promise<void>;
};

const LARGEST_BODY = 10_000;

/** Throws LabProblem when it cannot listen. */
export async function openControlDoor(at: SocketAddress, controls: Controls): Promise<ControlDoor> {
  const token = randomBytes(24).toString("base64url");
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const { status, body } = await answerTo(request, token, controls);
    response.writeHead(status, { "content-type": "application/json; charset=utf-8" });
    response.end(`${JSON.stringify(body)}\n`);
  };
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error as Error));
  });
  const port = await listen(server, at).catch((error: unknown) => {
    throw listenProblem(error, at);
  });
  return {
    url: `http://${at.address}:${port}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answerTo(
  request: IncomingMessage,
  token: string,
  controls: Controls,
): Promise<ControlAnswer> {
  if (!isBearer(request.headers.authorization, token)) {
    request.resume();
    const mend = "send the token that the lab announced as Authorization: Bearer …";
    return refused({ status: 401, message: "the token is missing or wrong", mend });
  }
  const { pathname: path, searchParams: query } = new URL(request.url ?? "/", "http://lab");
  const sent = await text(request);
  if (sent.length > LARGEST_BODY) {
    return refused({ status: 413, message: "the body is too large", mend: "send less" });
  }
  const body = readJson(sent);
  if (body === NOT_JSON) {
    return refused({ status: 400, message: "body: is no JSON", mend: "send JSON, or nothing" });
  }
  return await controlAnswer({ method: request.method ?? "GET", path, query, body }, controls);
}

const NOT_JSON = Symbol("not JSON");

function readJson(sent: string): unknown {
  if (sent === "") return undefined;
  try {
    return JSON.parse(sent);
  } catch {
    return NOT_JSON;
  }
}

function isBearer(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? "");
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
