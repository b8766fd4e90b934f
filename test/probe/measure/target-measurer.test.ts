import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import type { Target } from "../../../probe/contract/assignment.ts";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import type { TimeWindow } from "../../../probe/measure/taint.ts";
import { type SocketMetric, TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { addressRecord, startDnsServer } from "../helpers/dns-server.ts";
import { freePort, startHttpServer } from "../helpers/http-server.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function measurer(
  target: Partial<Target> & { url: string },
  metric: SocketMetric,
  {
    allow = ["127.0.0.0/8"],
    stalls = [] as TimeWindow[],
    sourceAddress = null as string | null,
  } = {},
): TargetMeasurer {
  const guard = createAddressGuard(allow);
  const created = new TargetMeasurer(
    { service: "shop", entry: "direct", endpoint: "eu", ...target },
    metric,
    { sourceAddress, guard, names: new NameCache(sourceAddress, guard) },
    () => stalls,
  );
  closers.push(() => created.close());
  return created;
}

async function serve(...parameters: Parameters<typeof startHttpServer>) {
  const server = await startHttpServer(...parameters);
  closers.push(server.close);
  return server;
}

async function serveRaw(onData: (write: (text: string) => void, destroy: () => void) => void) {
  const server: Server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.on("data", () =>
      onData(
        (text) => socket.write(text),
        () => socket.resetAndDestroy(),
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

function answered(outcome: Outcome): Extract<Outcome, { kind: "answer" }> {
  if (outcome.kind !== "answer") throw new Error(`${outcome.kind}: ${outcome.detail}`);
  return outcome;
}

describe("probe/measure/target-measurer", () => {
  it("times echoes on one warm connection and reads who served them", async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => response.setHeader("X-Served-By", "eu-west-1").end("ok"), 20);
    });
    const echo = measurer({ url: server.url, servedByHeader: "x-Served-by" }, "echo_rtt");
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { rttUs, servedBy, address, tainted } = answered(await echo.attempt(2_000));
      expect(rttUs).toBeGreaterThanOrEqual(19_000);
      expect(rttUs).toBeLessThan(200_000);
      expect([servedBy, address, tainted]).toEqual(["eu-west-1", "127.0.0.1", false]);
    }
    expect(server.connections()).toBe(1);
  });

  it("lets echoes overlap, on a connection each", async () => {
    const waiting: { end(): unknown }[] = [];
    // Nobody is answered before three are asking: attempts that waited for each other would time out.
    const server = await serve((_request, response) => {
      waiting.push(response);
      if (waiting.length >= 3) for (const each of waiting) each.end();
    });
    const echo = measurer({ url: server.url }, "echo_rtt");
    const outcomes = await Promise.all([1, 2, 3].map(() => echo.attempt(5_000)));
    for (const outcome of outcomes) answered(outcome);
    expect(server.connections()).toBe(3);
    answered(await echo.attempt(2_000));
    expect(server.connections()).toBe(3);
  });

  it("opens a new connection for every ttfb_new and times its steps", async () => {
    const server = await serve((_request, response) => {
      setTimeout(() => response.end(), 15);
    });
    const firstByte = measurer({ url: server.url }, "ttfb_new");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { rttUs, phasesUs } = answered(await firstByte.attempt(2_000));
      const { connect = 0, response = 0 } = phasesUs;
      expect(response).toBeGreaterThanOrEqual(14_000);
      expect(Math.abs(rttUs - connect - response)).toBeLessThanOrEqual(2);
    }
    expect(server.connections()).toBe(2);
  });

  it("times connecting alone", async () => {
    const server = await serve((_request, response) => response.end());
    const { phasesUs } = answered(await measurer({ url: server.url }, "connect").attempt(2_000));
    expect(Object.keys(phasesUs)).toEqual(["connect"]);
  });

  it("leaves from the address it is told to", async () => {
    const seen: (string | undefined)[] = [];
    const server = await serve((request, response) => {
      seen.push(request.socket.remoteAddress);
      response.end();
    });
    const sourceAddress = "127.77.0.9";
    answered(await measurer({ url: server.url }, "echo_rtt", { sourceAddress }).attempt(2_000));
    answered(await measurer({ url: server.url }, "ttfb_new", { sourceAddress }).attempt(2_000));
    expect(seen).toEqual([sourceAddress, sourceAddress]);
  });

  it("counts silence as loss, and recovers on a new connection", async () => {
    let isSilent = true;
    const server = await serve((_request, response) => {
      if (!isSilent) response.end();
    });
    const echo = measurer({ url: server.url }, "echo_rtt");
    expect(await echo.attempt(60)).toMatchObject({
      kind: "lost",
      detail: "no answer within 60 ms",
    });
    isSilent = false;
    answered(await echo.attempt(2_000));
    expect(server.connections()).toBe(2);
  });

  it.each(["echo_rtt", "ttfb_new"] as const)("tells failures of %s apart", async (metric) => {
    const busy = await serve((_request, response) => response.writeHead(503).end());
    const resets = await serveRaw((_write, destroy) => destroy());
    const babbles = await serveRaw((write) => write("this is not HTTP\r\n\r\n"));
    const closed = `http://127.0.0.1:${await freePort()}/`;
    const failures = await Promise.all(
      [busy.url, resets, babbles, closed].map((url) => measurer({ url }, metric).attempt(2_000)),
    );
    expect(failures.map((of) => (of.kind === "failure" ? of.failure : of.kind))).toEqual([
      "http",
      "reset",
      "protocol",
      "refused",
    ]);
  });

  it("reports a TLS handshake with something else as tls", async () => {
    const url = (await serveRaw((write) => write("HTTP/1.1 400 Bad Request\r\n\r\n"))).replace(
      "http:",
      "https:",
    );
    const outcome = await measurer({ url }, "ttfb_new").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "failure", failure: "tls" });
  });

  it("follows no redirect and cuts off an endless body", async () => {
    let requests = 0;
    const server = await serve((request, response) => {
      requests += 1;
      if (request.url === "/away") response.writeHead(302, { location: "/" }).end();
      else response.end(Buffer.alloc(1_000_000));
    });
    answered(await measurer({ url: `${server.url}/away` }, "echo_rtt").attempt(2_000));
    expect(requests).toBe(1);
    answered(await measurer({ url: `${server.url}/large` }, "echo_rtt").attempt(2_000));
  });

  it("ignores a name of the server that is no identifier", async () => {
    const server = await serve((_request, response) =>
      response.setHeader("x-served-by", "No Such Thing!").end(),
    );
    const echo = measurer({ url: server.url, servedByHeader: "x-served-by" }, "echo_rtt");
    expect(answered(await echo.attempt(2_000)).servedBy).toBeNull();
  });

  it("refuses an address that is not allowed without opening a connection", async () => {
    const server = await serve((_request, response) => response.end());
    const outcome = await measurer({ url: server.url }, "echo_rtt", { allow: [] }).attempt(500);
    expect(outcome).toMatchObject({ kind: "failure", failure: "blocked" });
    expect(server.connections()).toBe(0);
  });

  it("distrusts a time that a stall may have stretched", async () => {
    const server = await serve((_request, response) => response.end());
    const stalls = [{ startMs: 0, endMs: Number.POSITIVE_INFINITY }];
    const outcome = await measurer({ url: server.url }, "echo_rtt", { stalls }).attempt(2_000);
    const { rttUs, tainted } = answered(outcome);
    expect(tainted).toBe(rttUs > 1_000);
  });

  it("moves to the new address when the answer of the name changes", async () => {
    const name = (request: { socket: { localAddress?: string | undefined } }) =>
      request.socket.localAddress === "127.0.0.2" ? "blue" : "green";
    const handle: Parameters<typeof startHttpServer>[0] = (request, response) =>
      response.setHeader("x-served-by", name(request)).end();
    const blue = await serve(handle, 0, "127.0.0.2");
    await serve(handle, blue.port, "127.0.0.3");
    let address = "127.0.0.2";
    const dns = await startDnsServer(() => ({
      answers: [addressRecord("app.example", address, 0)],
    }));
    closers.push(dns.close);
    const resolver = { address: dns.address, port: dns.port };
    const url = `http://app.example:${blue.port}/`;
    const echo = measurer({ url, resolver, servedByHeader: "x-served-by" }, "echo_rtt");
    expect(answered(await echo.attempt(2_000)).servedBy).toBe("blue");
    address = "127.0.0.3";
    expect(answered(await echo.attempt(2_000)).servedBy).toBe("green");
  });

  it("times a question to a resolver, with the client subnet, and lists the answers", async () => {
    const dns = await startDnsServer(() => ({
      answers: [addressRecord("app.example", "192.0.2.1", 60)],
    }));
    closers.push(dns.close);
    const resolver = { address: dns.address, port: dns.port, clientSubnet: "198.51.100.0/24" };
    const lookup = measurer({ url: "http://app.example/", resolver }, "dns");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(answered(await lookup.attempt(2_000)).answers).toEqual(["192.0.2.1"]);
    }
    expect(dns.questions).toHaveLength(2);
    const options = JSON.stringify(dns.questions[0]?.packet.additionals);
    expect(options).toContain("198.51.100.0");
  });

  it("tells trouble with a resolver apart", async () => {
    const answers = [{ flags: 3 }, {}, Buffer.from([1, 2, 3]), null];
    const failures: string[] = [];
    for (const reply of answers) {
      const dns = await startDnsServer((packet) =>
        Buffer.isBuffer(reply) ? malformed(packet.id ?? 0) : reply,
      );
      closers.push(dns.close);
      const resolver = { address: dns.address, port: dns.port };
      const outcome = await measurer({ url: "http://a.example/", resolver }, "dns").attempt(80);
      failures.push(outcome.kind === "failure" ? outcome.failure : outcome.kind);
    }
    expect(failures).toEqual(["dns", "dns", "dns", "lost"]);
    const resolver = { address: "127.0.0.1", port: await freePort() };
    const silent = measurer({ url: "http://a.example/", resolver }, "echo_rtt");
    expect(await silent.attempt(2_000)).toMatchObject({ kind: "failure", failure: "dns" });
  });
});

function malformed(id: number): Buffer {
  const message = Buffer.alloc(12, 0xff);
  message.writeUInt16BE(id);
  return message;
}
