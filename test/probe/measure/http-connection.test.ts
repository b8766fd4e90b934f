import { createServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";

const CHUNK = Buffer.alloc(16_384, "a");
/** What a probe reads of one answer, with what its sockets and the system's buffers hold beyond it. */
const MOST_BYTES = 8 * 1_024 * 1_024;
const BOUNDLESS = "HTTP/1.1 200 OK\r\n";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A server that answers every connection with `head` and then without end, as fast as it is read. */
async function startEndless(head: string, chunk: Buffer) {
  const sockets = new Set<Socket>();
  let sentBytes = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined).on("close", () => sockets.delete(socket));
    socket.once("data", () => {
      socket.write(head);
      const pour = () => {
        while (!socket.destroyed && sentBytes <= MOST_BYTES) {
          sentBytes += chunk.length;
          if (!socket.write(chunk)) return void socket.once("drain", pour);
        }
      };
      pour();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as { port: number };
  return { url: `http://127.0.0.1:${port}/`, open: () => sockets.size, sent: () => sentBytes };
}

function attempt(url: string, metric: SocketMetric) {
  const guard = allowEveryAddress;
  const measurer = new TargetMeasurer(
    { service: "shop", entry: "direct", endpoint: "eu", url },
    metric,
    { sourceAddress: null, guard, names: new NameCache(null, guard) },
    () => [],
  );
  closers.push(() => measurer.close());
  return measurer.attempt(5_000);
}

describe("probe/measure/http-connection", () => {
  const metrics = ["echo_rtt", "ttfb_new"] as const;

  it.each(metrics)(
    "hangs up on a body without end, and times its first bytes: %s",
    async (metric) => {
      const head = `${BOUNDLESS}content-length: 99999999999\r\n\r\n`;
      const chunked = Buffer.from(`${CHUNK.length.toString(16)}\r\n${CHUNK}\r\n`);
      const servers = [
        await startEndless(head, CHUNK),
        await startEndless(`${BOUNDLESS}transfer-encoding: chunked\r\n\r\n`, chunked),
        await startEndless(`${BOUNDLESS}connection: close\r\n\r\n`, CHUNK),
      ];
      for (const server of servers) {
        expect(await attempt(server.url, metric)).toMatchObject({ kind: "answer" });
        await expect.poll(server.open).toBe(0);
        expect(server.sent()).toBeLessThan(MOST_BYTES);
      }
    },
  );

  it.each(metrics)("hangs up on headers without end: %s", async (metric) => {
    const one = await startEndless(`${BOUNDLESS}x: `, CHUNK);
    const many = await startEndless(
      BOUNDLESS,
      Buffer.from(`x-${"y".repeat(100)}: z\r\n`.repeat(99)),
    );
    const status = await startEndless("HTTP/1.1 200 ", CHUNK);
    for (const server of [one, many, status]) {
      const outcome = await attempt(server.url, metric);
      expect(outcome).toMatchObject({ kind: "failure", failure: "protocol" });
      await expect.poll(server.open).toBe(0);
      expect(server.sent()).toBeLessThan(MOST_BYTES);
    }
  });

  it.each(metrics)("hangs up on interim answers without end: %s", async (metric) => {
    const early = Buffer.from("HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n".repeat(200));
    const server = await startEndless("", early);
    const outcome = await attempt(server.url, metric);
    expect(outcome).toMatchObject({ kind: "failure", failure: "protocol" });
    await expect.poll(server.open).toBe(0);
    expect(server.sent()).toBeLessThan(MOST_BYTES);
  });
});
