import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

/** What a request asked for and showed. */
type Seen = { readonly method: string; readonly url: string; readonly token: string | null };

/** A small server on loopback that answers as told and notes what it was asked. */
export type FakeController = {
  readonly url: string;
  readonly seen: Seen[];
  close(): Promise<void>;
};

export type Reply = { readonly status?: number; readonly body: unknown };

export async function fakeController(
  reply: (path: string, call: number) => Reply,
): Promise<FakeController> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    seen.push(seenOf(request));
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const { status = 200, body } = reply(path, seen.length);
    response.writeHead(status, { "content-type": "application/json", connection: "close" });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function seenOf({ method = "", url = "", headers }: IncomingMessage): Seen {
  return { method, url, token: headers.authorization ?? null };
}
