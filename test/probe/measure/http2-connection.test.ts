import { constants, type ServerHttp2Stream } from "node:http2";
import { createServer, type Socket } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Target } from "../../../probe/contract/assignment.ts";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { Outcome } from "../../../probe/measure/outcome.ts";
import type { TimeWindow } from "../../../probe/measure/taint.ts";
import { TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { freePort, startHttpServer } from "../helpers/http-server.ts";
import { startHttp2Server } from "../helpers/http2-server.ts";
import { TEST_CERTIFICATE } from "../helpers/tls-certificate.ts";
import { trustTestCertificate } from "../helpers/trust-certificate.ts";

const closers: (() => unknown)[] = [];
beforeEach(trustTestCertificate);
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

const METRICS = ["echo_rtt", "ttfb_new"] as const;

function measurer(
  url: string,
  metric: (typeof METRICS)[number],
  { stalls = [] as TimeWindow[], ...more }: Partial<Target> & { stalls?: TimeWindow[] } = {},
): TargetMeasurer {
  const guard = allowEveryAddress;
  const created = new TargetMeasurer(
    { service: "shop", entry: "direct", endpoint: "eu", url, httpVersion: "2", ...more },
    metric,
    { sourceAddress: null, guard, names: new NameCache("127.0.0.1", guard) },
    () => stalls,
  );
  closers.push(() => created.close());
  return created;
}

async function serve(...parameters: Parameters<typeof startHttp2Server>) {
  const server = await startHttp2Server(...parameters);
  closers.push(server.close);
  return server;
}

/** A server that answers the first bytes of each connection as it likes. */
async function serveRaw(onData: (socket: Socket) => void): Promise<string> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => onData(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}/`;
}

async function serveTls(protocols: string[] | undefined): Promise<string> {
  const options = protocols === undefined ? {} : { ALPNProtocols: protocols };
  const server = createTlsServer({ ...TEST_CERTIFICATE, ...options }, (socket) =>
    socket.on("error", () => undefined),
  );
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => server.close());
  return `https://localhost:${(server.address() as { port: number }).port}/`;
}

function answered(outcome: Outcome): Extract<Outcome, { kind: "answer" }> {
  if (outcome.kind !== "answer") throw new Error(`${outcome.kind}: ${outcome.detail}`);
  return outcome;
}

function say(stream: ServerHttp2Stream, status = 200): void {
  stream.respond({ ":status": status, "x-served-by": "eu-west-1" });
  stream.end("ok");
}

describe("probe/measure/http2-connection", () => {
  it.each([true, false])("times echoes on one warm connection (TLS: %s)", async (isSecure) => {
    const seen: unknown[] = [];
    const server = await serve(
      (stream, headers) => {
        seen.push([headers[":path"], headers[":authority"], headers[":scheme"], stream.id]);
        setTimeout(() => say(stream), 20);
      },
      { isSecure },
    );
    const echo = measurer(`${server.url}/health?deep=1`, "echo_rtt", {
      servedByHeader: "X-Served-By",
    });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const { rttUs, servedBy, phasesUs, tainted } = answered(await echo.attempt(2_000));
      expect(rttUs).toBeGreaterThanOrEqual(19_000);
      expect([servedBy, tainted, Object.keys(phasesUs)]).toEqual([
        "eu-west-1",
        false,
        ["response"],
      ]);
    }
    expect(server.connections()).toBe(1);
    const { host, protocol } = new URL(server.url);
    const asked = ["/health?deep=1", host, protocol.slice(0, -1)];
    expect(seen).toEqual([1, 3, 5].map((id) => [...asked, id]));
  });

  it.each([
    [true, ["connect", "tls", "response"]],
    [false, ["connect", "response"]],
  ])("opens a new connection for every ttfb_new (TLS: %s)", async (isSecure, steps) => {
    const server = await serve((stream) => say(stream), { isSecure });
    const firstByte = measurer(server.url, "ttfb_new");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { resolve: _first, ...phasesUs } = answered(await firstByte.attempt(2_000)).phasesUs;
      expect(Object.keys(phasesUs)).toEqual(steps);
    }
    expect(server.connections()).toBe(2);
  });

  it("gives attempts that overlap a connection each, and uses them again", async () => {
    const waiting: ServerHttp2Stream[] = [];
    const server = await serve((stream) => {
      waiting.push(stream);
      if (waiting.length >= 3) for (const each of waiting.splice(0, 3)) say(each);
    });
    const echo = measurer(server.url, "echo_rtt");
    for (let round = 0; round < 2; round += 1) {
      const outcomes = await Promise.all([1, 2, 3].map(() => echo.attempt(5_000)));
      for (const outcome of outcomes) answered(outcome);
    }
    expect(server.connections()).toBe(3);
  });

  it("takes no settings, pings or other frames for an answer", async () => {
    const server = await serve((stream) => {
      stream.session?.settings({ maxConcurrentStreams: 50 });
      stream.session?.ping(() => undefined);
      setTimeout(() => say(stream), 30);
    });
    const echo = measurer(server.url, "echo_rtt");
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const { rttUs } = answered(await echo.attempt(2_000));
      expect(rttUs).toBeGreaterThanOrEqual(29_000);
    }
  });

  it("times the first byte of an answer, not the end of its body", async () => {
    const server = await serve((stream) => {
      stream.respond({ ":status": 200 });
      stream.write("begin");
      setTimeout(() => stream.end("end"), 300);
    });
    expect(answered(await measurer(server.url, "echo_rtt").attempt(5_000)).rttUs).toBeLessThan(
      290_000,
    );
  });

  it("counts silence as loss, and recovers on a new connection", async () => {
    let isSilent = true;
    const server = await serve((stream) => {
      if (!isSilent) say(stream);
    });
    const echo = measurer(server.url, "echo_rtt");
    expect(await echo.attempt(80)).toEqual({ kind: "lost", detail: "no answer within 80 ms" });
    isSilent = false;
    answered(await echo.attempt(2_000));
    expect(server.connections()).toBe(2);
  });

  it("distrusts a time that a stall may have stretched", async () => {
    const server = await serve((stream) => setTimeout(() => say(stream), 5));
    const stalls = [{ startMs: 0, endMs: Number.POSITIVE_INFINITY }];
    const outcome = await measurer(server.url, "echo_rtt", { stalls }).attempt(2_000);
    expect(answered(outcome).tainted).toBe(true);
  });

  it("cuts off an endless body and goes on with another connection", async () => {
    const server = await serve((stream) => {
      stream.respond({ ":status": 200 });
      stream.end(Buffer.alloc(1_000_000));
    });
    const echo = measurer(server.url, "echo_rtt");
    for (let attempt = 0; attempt < 2; attempt += 1) answered(await echo.attempt(2_000));
    expect(server.connections()).toBe(2);
  });

  it("connects anew after a polite goodbye, and loses no answer to it", async () => {
    const server = await serve((stream) => {
      stream.session?.goaway(constants.NGHTTP2_NO_ERROR);
      say(stream);
    });
    const echo = measurer(server.url, "echo_rtt");
    for (let attempt = 0; attempt < 3; attempt += 1) answered(await echo.attempt(2_000));
    expect(server.connections()).toBe(3);
  });

  it.each(METRICS)("tells failures of %s apart", async (metric) => {
    const closed = `http://127.0.0.1:${await freePort()}/`;
    const web = await startHttpServer((_request, response) => response.end());
    closers.push(web.close);
    const ways: [string, string, RegExp][] = [
      [(await serve((stream) => say(stream, 503))).url, "http", /503/],
      [
        await resets((stream) => stream.close(constants.NGHTTP2_INTERNAL_ERROR)),
        "reset",
        /INTERNAL/,
      ],
      [await resets((stream) => stream.session?.goaway(11)), "reset", /goodbye: ENHANCE_YOUR_CALM/],
      [await resets((stream) => stream.session?.destroy()), "reset", /broken off/],
      [await resets(breakOff), "reset", /broken off/],
      [await resets(tooManyFields), "reset", /ENHANCE_YOUR_CALM/],
      [await serveRaw((socket) => socket.resetAndDestroy()), "reset", /ECONNRESET/],
      [await serveRaw((socket) => socket.end()), "reset", /broken off/],
      [
        await serveRaw((socket) => socket.write("what is this?\r\n\r\n")),
        "protocol",
        /breaks HTTP.2/,
      ],
      [await serveRaw((socket) => socket.write(WRONG_SETTINGS)), "protocol", /breaks HTTP.2/],
      [web.url, "protocol", /answers in HTTP.1/],
      [closed, "refused", /ECONNREFUSED/],
      [await serveTls(["http/1.1"]), "protocol", /^the server did not agree to h2/],
      [await serveTls(undefined), "protocol", /^the server did not agree to h2$/],
    ];
    const outcomes = await Promise.all(ways.map(([url]) => measurer(url, metric).attempt(4_000)));
    for (const [index, [, failure, detail]] of ways.entries()) {
      const expected = { kind: "failure", failure, detail: expect.stringMatching(detail) };
      expect(outcomes[index]).toEqual(expected);
    }
  });

  it("still verifies certificates", async () => {
    vi.restoreAllMocks();
    const server = await serve((stream) => say(stream), { isSecure: true });
    const outcome = await measurer(server.url, "ttfb_new").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "failure", failure: "tls" });
  });
});

async function resets(handle: (stream: ServerHttp2Stream) => void): Promise<string> {
  return (await serve(handle)).url;
}

function breakOff(stream: ServerHttp2Stream): void {
  stream.respond({ ":status": 200 });
  stream.write("begin");
  setTimeout(() => stream.session?.destroy(), 20);
}

function tooManyFields(stream: ServerHttp2Stream): void {
  const fields = Array.from({ length: 200 }, (_, index) => [`x-${index}`, "y"]);
  stream.respond({ ":status": 200, ...(Object.fromEntries(fields) as Record<string, string>) });
  stream.end();
}

/** SETTINGS frame with MAX_FRAME_SIZE 1, below the least allowed (RFC 9113 §6.5.2). */
const WRONG_SETTINGS = Buffer.from([0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 1]);
