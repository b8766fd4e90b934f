import { createServer, type RequestListener } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { createServer as createTcpServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LabClock, startLabClock } from "../../../../infra/lab/clock.ts";
import { probeOnce } from "../../../../infra/lab/health/probe-once.ts";
import { type ProbeTarget, ROUTE53_LIMITS } from "../../../../infra/lab/health/probe-target.ts";
import { listen } from "../../../../infra/lab/http/listening.ts";
import { TEST_CERTIFICATE } from "../../../probe/helpers/tls-certificate.ts";

const HERE = { address: "127.0.0.1", port: 0 };
/** So that waiting for nothing takes no time. */
const SHORT = { tcpMs: 60, connectMs: 60, statusMs: 60, bodyMs: 60 };
const OK = "Success: HTTP Status Code 200, OK";

describe("infra/lab/health/probe-once", () => {
  let clock: LabClock;
  const servers: Server[] = [];
  const ends: (() => void)[] = [];

  beforeEach(() => {
    clock = startLabClock(1);
  });
  afterEach(async () => {
    clock.close();
    for (const end of ends.splice(0)) end();
    await Promise.all(servers.splice(0).map((server) => new Promise((done) => server.close(done))));
  });

  const open = async (server: Server): Promise<ProbeTarget> => {
    servers.push(server);
    server.on("connection", (socket) => ends.push(() => socket.destroy()));
    const port = await listen(server, HERE);
    return { protocol: "HTTP", address: HERE.address, port };
  };
  const serve = (answer: RequestListener) => open(createServer(answer));
  const probe = (target: ProbeTarget, limits = ROUTE53_LIMITS) =>
    probeOnce(target, { clock, limits });

  it.each([
    [200, true, OK],
    [204, true, "Success: HTTP Status Code 204, No Content"],
    [302, true, "Success: HTTP Status Code 302, Found"],
    [404, false, "Failure: HTTP Status Code 404, Not Found"],
    [503, false, "Failure: HTTP Status Code 503, Service Unavailable"],
  ])("judges status %d", async (status, ok, reason) => {
    const target = await serve((_, response) => response.writeHead(status).end());
    const outcome = await probe(target);
    expect(outcome).toMatchObject({ ok, reason });
    expect(outcome.tookLabMs).toBeGreaterThan(0);
  });

  it("asks as a checker does", async () => {
    const asked: unknown[] = [];
    const target = await serve(({ method, url, headers, socket }, response) => {
      asked.push([method, url, headers.host, headers["user-agent"], socket.remoteAddress]);
      response.end();
    });
    await probe(target);
    const sourceAddress = "127.77.6.5";
    await probe({ ...target, path: "a?b", host: "shop.lab.test", userAgent: "me", sourceAddress });
    expect(asked).toEqual([
      ["GET", "/", `127.0.0.1:${target.port}`, undefined, "127.0.0.1"],
      ["GET", "/a?b", "shop.lab.test", "me", "127.77.6.5"],
    ]);
  });

  it("looks for the search string in the first 5,120 bytes, wherever chunks break", async () => {
    const target = await serve((request, response) => {
      const before = Number(request.url?.slice(1));
      response.write(`${"x".repeat(before)}HEA`);
      setImmediate(() => response.end(`LTHY${"y".repeat(9_000)}`));
    });
    const searchString = "HEALTHY";
    const reasonAfter = async (bytes: number) =>
      (await probe({ ...target, path: `/${bytes}`, searchString })).reason;
    expect(await reasonAfter(0)).toBe(OK);
    expect(await reasonAfter(5_113)).toBe(OK);
    expect(await reasonAfter(5_114)).toMatch(/^Failure: The search string was not found/);
    const absent = await probe({ ...target, path: "/1", searchString: "unhealthy" });
    expect(absent.ok).toBe(false);
  });

  it("gives a status no credit for its body, nor a body for its status", async () => {
    const target = await serve((_, response) => response.writeHead(500).end("HEALTHY"));
    const { reason } = await probe({ ...target, searchString: "HEALTHY" });
    expect(reason).toBe("Failure: HTTP Status Code 500, Internal Server Error");
  });

  it("takes any certificate over HTTPS, and sends the name only where it is given", async () => {
    const names: unknown[] = [];
    const server = createSecureServer(TEST_CERTIFICATE, (_, response) => response.end());
    server.on("secureConnection", (socket) => names.push(socket.servername));
    const target: ProbeTarget = { ...(await open(server)), protocol: "HTTPS" };
    expect((await probe(target)).reason).toBe(OK);
    expect((await probe({ ...target, serverName: "shop.lab.test" })).reason).toBe(OK);
    expect(names).toEqual([false, "shop.lab.test"]);
    const plain = await serve((_, response) => response.end());
    expect((await probe({ ...plain, protocol: "HTTPS" })).reason).toMatch(/^Failure: /);
  });

  it("is content with a connection over TCP", async () => {
    const target: ProbeTarget = { ...(await open(createTcpServer())), protocol: "TCP" };
    expect(await probe(target)).toMatchObject({
      ok: true,
      reason: "Success: TCP connection established.",
    });
  });

  it.each(["TCP", "HTTP", "HTTPS"] as const)(
    "notices a refusal at once, over %s",
    async (protocol) => {
      const target = await open(createTcpServer());
      await new Promise((done) => servers.pop()?.close(done));
      expect(await probe({ ...target, protocol })).toMatchObject({
        ok: false,
        reason: "Failure: Connection refused.",
      });
    },
  );

  it("notices that the connection is reset, or ends without an answer", async () => {
    const reset = await open(createTcpServer((socket) => socket.resetAndDestroy()));
    expect((await probe(reset)).reason).toBe("Failure: Connection reset.");
    const ended = await open(createTcpServer((socket) => socket.end()));
    expect((await probe(ended)).ok).toBe(false);
  });

  it("gives each step its time and no more", async () => {
    const silent = await open(createTcpServer(() => undefined));
    expect((await probe(silent, SHORT)).reason).toMatch(
      /^Failure: .* status code within the timeo/,
    );
    const stuck = await serve((_, response) => response.write("HEAL"));
    expect((await probe(stuck)).reason).toBe(OK);
    const stuckBody = await probe(
      { ...stuck, searchString: "HEALTHY" },
      { ...SHORT, statusMs: 2_000 },
    );
    expect(stuckBody.reason).toMatch(/^Failure: .* response body within the timeout/);
  });

  it("never leaves the machine", async () => {
    for (const address of ["192.0.2.1", "2001:db8::1", "::1"]) {
      const outcome = await probe({ protocol: "TCP", address, port: 9 }, SHORT);
      expect(outcome.reason).toMatch(/^Failure: Connection timed out/);
    }
  });

  it("asks the network who gets through", async () => {
    const target = await serve((_, response) => response.end());
    const through = (reach: "refused" | "silent") =>
      probeOnce(target, { clock, limits: SHORT, reach: () => reach });
    expect((await through("refused")).reason).toBe("Failure: Connection refused.");
    expect((await through("silent")).reason).toMatch(/^Failure: Connection timed out/);
  });

  it("reports what cannot be sent", async () => {
    const outcome = await probe({ protocol: "HTTP", ...HERE, port: 9, path: "/a b" });
    expect(outcome).toMatchObject({ ok: false, reason: expect.stringMatching(/^Failure: .*path/) });
  });
});
