import { createServer as createHttpsServer } from "node:https";
import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { HttpCaller } from "../../../probe/deliver/http-caller.ts";
import { startHttpServer } from "../helpers/http-server.ts";
import { TEST_CERTIFICATE } from "../helpers/tls-certificate.ts";

const NOTHING = { body: null, headers: {} };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function caller(...parameters: ConstructorParameters<typeof HttpCaller>): HttpCaller {
  const created = new HttpCaller(...parameters);
  closers.push(() => created.close());
  return created;
}

async function serve(handle: Parameters<typeof startHttpServer>[0]) {
  const server = await startHttpServer(handle);
  closers.push(server.close);
  return server;
}

/** A server that does with each request what it is told, below HTTP. */
async function serveRaw(onRequest: (socket: Socket, request: number) => void): Promise<string> {
  let requests = 0;
  const server = createServer((socket) => {
    closers.push(() => socket.destroy());
    socket.on("error", () => undefined);
    socket.on("data", () => onRequest(socket, ++requests));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

describe("probe/deliver/http-caller", () => {
  it("keeps its connection, and opens no more than it may", async () => {
    const server = await serve((_request, response) => response.setHeader("X-Of", "a").end("yes"));
    const http = caller(`${server.url}/base/`, 1, null);
    const calls = await Promise.all([1, 2, 3].map(() => http.call("GET", "/x", NOTHING)));
    for (const { status, text, header } of calls) {
      expect([status, text, header("x-of"), header("x-none")]).toEqual([200, "yes", "a", null]);
    }
    expect(server.connections()).toBe(1);
  });

  it("opens another connection when the server has closed the one that was kept", async () => {
    const url = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
      setTimeout(() => socket.end(), 20);
    });
    const http = caller(url, 1, null);
    for (let round = 0; round < 2; round += 1) {
      expect((await http.call("GET", "/", NOTHING)).text).toBe("ok");
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });

  it("gives up on an answer that does not begin, but waits as long as it allowed", async () => {
    const server = await serve((_request, response) => void setTimeout(() => response.end(), 400));
    const http = caller(server.url, 1, null, 100);
    await expect(http.call("GET", "/", NOTHING)).rejects.toThrow("no answer within 100 ms");
    const held = await http.call("GET", "/", { ...NOTHING, waitMs: 5_000 });
    expect(held.status).toBe(200);
  });

  it("gives up on an answer that stops in the middle, and tells one that is cut off", async () => {
    const head = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nab";
    const stops = await serveRaw((socket) => socket.write(head));
    const cuts = await serveRaw((socket) => socket.end(head));
    const http = caller(stops, 1, null, 100);
    await expect(http.call("GET", "/", NOTHING)).rejects.toThrow("no end of the answer within 100");
    await expect(caller(cuts, 1, null).call("GET", "/", NOTHING)).rejects.toThrow("aborted");
  });

  it("takes no answer without end", async () => {
    const url = await serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      for (let mebibyte = 0; mebibyte < 20; mebibyte += 1) socket.write(Buffer.alloc(1_048_576));
    });
    await expect(caller(url, 1, null).call("GET", "/", NOTHING)).rejects.toThrow("too long");
  });

  it("verifies the certificate of an https server", async () => {
    const server = createHttpsServer(TEST_CERTIFICATE, (_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const http = caller(`https://127.0.0.1:${port}`, 1, null);
    await expect(http.call("POST", "/", { ...NOTHING, body: Buffer.from("x") })).rejects.toThrow(
      "self-signed",
    );
  });

  it("ends what is under way when it is closed", async () => {
    const server = await serve(() => undefined);
    const http = caller(server.url, 1, null);
    const call = http.call("GET", "/", NOTHING);
    setTimeout(() => http.close(), 50);
    await expect(call).rejects.toThrow();
  });
});
