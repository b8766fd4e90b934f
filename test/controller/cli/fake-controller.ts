import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a request asked for and showed. */
type Seen = { readonly method: string; readonly url: string; readonly token: string | null };

/** A small server on loopback that answers as told and notes what it was asked. */
export type FakeController = {
  readonly url: string;
  readonly seen: Seen[];
  /** What was sent along, for requests that sent something. */
  readonly bodies: unknown[];
  close(): Promise<void>;
};

export type Reply = { readonly status?: number; readonly body: unknown };

export async function fakeController(
  reply: (path: string, call: number) => Reply,
): Promise<FakeController> {
  const seen: Seen[] = [];
  const bodies: unknown[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const sent = await text(request);
    if (sent !== "") bodies.push(JSON.parse(sent));
    seen.push(seenOf(request));
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const { status = 200, body } = reply(path, seen.length);
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    bodies,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function seenOf({ method = "", url = "", headers }: IncomingMessage): Seen {
  return { method, url, token: headers.authorization ?? null };
}
