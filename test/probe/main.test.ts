import { type ChildProcess, fork, spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { gunzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Assignment } from "../../probe/contract/assignment.ts";
import { Batch } from "../../probe/contract/batch.ts";
import { countInBins } from "../../probe/contract/histogram.ts";
import { bundleProbe } from "../helpers/probe-bundle.ts";
import { freePort, readBody, startHttpServer, type TestServer } from "./helpers/http-server.ts";
import { startHttp2Server } from "./helpers/http2-server.ts";
import { ISSUED_CERTIFICATE, TEST_AUTHORITY, TEST_CERTIFICATE } from "./helpers/tls-certificate.ts";

const TOKEN = "0123456789abcdef";
const BUNDLE_LIMIT_BYTES = 1_500_000;

let dir = "";
let program = "";
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), "isochrone-probe-"));
  program = join(dir, "isochrone-probe.mjs");
  await bundleProbe(program);
});
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function startTarget(): Promise<TestServer> {
  const target = await startHttpServer((_request, response) => {
    setTimeout(() => response.setHeader("x-served-by", "eu-west-1").end("ok"), 5);
  });
  closers.push(target.close);
  return target;
}

function assignmentOf(vantage: string, url: string): Assignment {
  const target = { service: "shop", entry: "direct", url, servedByHeader: "x-served-by" } as const;
  const timing = { intervalMs: 100, spreadMs: 20, timeoutMs: 1_000 };
  return {
    wireVersion: 1,
    vantage,
    version: "v1",
    batchIntervalMs: 500,
    runs: [],
    rounds: [
      {
        ...{ id: "echo", metric: "echo_rtt", ...timing },
        targets: [
          { ...target, endpoint: "eu" },
          { ...target, endpoint: "closed", url: "http://127.0.0.1:9/" },
        ],
      },
      {
        id: "forbidden",
        metric: "ttfb_new",
        ...timing,
        targets: [{ ...target, endpoint: "metadata", url: "http://169.254.169.254/" }],
      },
    ],
  };
}

/** A controller that hands out one assignment to every vantage and keeps all batches. */
async function startController(targetUrl: string, port = 0) {
  const batches: Batch[] = [];
  const server = await startHttpServer((request, response) => {
    const url = new URL(request.url ?? "", "http://controller");
    if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end();
    else if (url.pathname === "/v1/assignment") {
      const vantage = url.searchParams.get("vantage") ?? "";
      response.setHeader("etag", '"v1"').end(JSON.stringify(assignmentOf(vantage, targetUrl)));
    } else {
      void readBody(request).then((body) => {
        const isGzip = request.headers["content-encoding"] === "gzip";
        const batch = Batch.parse(JSON.parse((isGzip ? gunzipSync(body) : body).toString("utf8")));
        batches.push(batch);
        const { vantage, boot, seq } = batch;
        const receipt = { vantage, boot, seq, assignmentVersion: "v1" };
        response.writeHead(202).end(JSON.stringify(receipt));
      });
    }
  }, port);
  closers.push(server.close);
  return { batches, server };
}

async function writeFileFor(controllerUrl: string, name: string): Promise<string> {
  const path = join(dir, `${name}.json`);
  const vantages = ["office", "home"].map((id) => ({ id, token: TOKEN }));
  const spoolDir = join(dir, `${name}-spool`);
  const file = { controllerUrl, vantages, spoolDir, allow: ["127.0.0.0/8"], runAs: "root" };
  await writeFile(path, JSON.stringify(file), { mode: 0o600 });
  return path;
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", (code) => resolve(code)));
}

function runProbe(config: string, extra: string[] = []) {
  const child = fork(program, ["run", "--config", config, ...extra], { silent: true });
  const exit = ended(child);
  closers.push(async () => {
    child.kill("SIGKILL");
    await exit;
  });
  return { child, exit };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let waited = 0; !(await condition()); waited += 1) {
    if (waited > 1_000) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

const sum = (batches: Batch[], read: (of: Batch["contributions"][number]) => number) =>
  batches.flatMap(({ contributions }) => contributions).reduce((total, of) => total + read(of), 0);

describe("probe/main", () => {
  it("is one file of at most 1.5 MB that needs nothing else", async () => {
    expect((await stat(program)).size).toBeLessThanOrEqual(BUNDLE_LIMIT_BYTES);
  });

  it("measures for several vantages and delivers what it saw, once and in order", async () => {
    const target = await startTarget();
    const { batches, server } = await startController(target.url);
    const { child, exit } = runProbe(await writeFileFor(server.url, "whole"));
    await until(() => batches.length >= 6);
    child.kill("SIGTERM");
    expect(await exit).toBe(0);
    for (const vantage of ["office", "home"]) {
      const own = batches.filter((batch) => batch.vantage === vantage);
      expect(own.map(({ seq }) => seq)).toEqual(own.map((_, index) => index + 1));
    }
    const contributions = batches.flatMap((batch) => batch.contributions);
    const echo = contributions.filter(({ endpoint }) => endpoint === "eu");
    expect(echo.every(({ sent, servedBy }) => servedBy["eu-west-1"] === sent)).toBe(true);
    expect(Math.min(...echo.map(({ minUs }) => minUs ?? 4_500))).toBeGreaterThanOrEqual(4_000);
    expect(sum(batches, ({ bins }) => countInBins(bins))).toBeGreaterThan(5);
    expect(sum(batches, ({ failures }) => failures.refused ?? 0)).toBeGreaterThan(5);
    const blocked = contributions.filter(({ endpoint }) => endpoint === "metadata");
    expect(blocked.every(({ sent, failures }) => failures.blocked === sent)).toBe(true);
    expect(new Set(batches.map(({ boot }) => boot)).size).toBe(1);
    const waiting = await readdir(join(dir, "whole-spool", "office"));
    expect(waiting.sort()).toEqual(["assignment.json", "failover", "refused"]);
  });

  it("goes on measuring without the controller, across a kill, and delivers later", async () => {
    const target = await startTarget();
    const first = await startController(target.url);
    const { port } = first.server;
    const config = await writeFileFor(first.server.url, "alone");
    const before = runProbe(config, ["--vantages", "office"]);
    await until(() => first.batches.length >= 1);
    await first.server.close();
    const spool = join(dir, "alone-spool", "office");
    const spooled = async () => (await readdir(spool)).filter((file) => /^\d/.test(file)).length;
    await until(async () => (await spooled()) >= 2);
    before.child.kill("SIGKILL");
    await before.exit;
    const left = await spooled();
    runProbe(config, ["--vantages", "office"]);
    await until(async () => (await spooled()) > left);
    const second = await startController(target.url, port);
    const bootsSeen = () => [...new Set(second.batches.map(({ boot }) => boot))];
    // What the kill cut off may be delivered before the new boot has closed its first batch.
    await until(async () => bootsSeen().length >= 2 && (await spooled()) === 0);
    const boots = bootsSeen();
    expect(second.batches.length).toBeGreaterThan(left);
    expect(boots).toHaveLength(2);
    expect(boots[0]).toBe(first.batches[0]?.boot);
    expect(second.batches.every(({ vantage }) => vantage === "office")).toBe(true);
  });

  it("ends when its parent goes, and keeps on disk what it could not deliver", async () => {
    const target = await startTarget();
    const { server, batches } = await startController(target.url);
    const config = await writeFileFor(server.url, "orphan");
    const { child, exit } = runProbe(config, ["--vantages", "home"]);
    await until(() => batches.length >= 1);
    await server.close();
    child.disconnect();
    expect(await exit).toBe(0);
    const files = await readdir(join(dir, "orphan-spool", "home"));
    const last =
      files
        .filter((file) => /^\d/.test(file))
        .sort()
        .at(-1) ?? "";
    const content = await readFile(join(dir, "orphan-spool", "home", last), "utf8");
    expect(Batch.parse(JSON.parse(content)).vantage).toBe("home");
  });

  function cli(...parameters: string[]) {
    const child = spawn(process.execPath, [program, ...parameters], {
      env: { ...process.env, NO_COLOR: "1", NODE_EXTRA_CA_CERTS: join(dir, "ca.pem") },
    });
    closers.push(() => child.kill("SIGKILL"));
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk) => {
      stdout += String(chunk);
    });
    child.stderr.on("data", (chunk) => {
      stderr += String(chunk);
    });
    const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
    return { child, exit, stdout: () => stdout, stderr: () => stderr };
  }

  it("times the steps of a TLS connection whose certificate it can verify", async () => {
    await writeFile(join(dir, "ca.pem"), TEST_CERTIFICATE.cert);
    const server = createServer(TEST_CERTIFICATE, (_request, response) => response.end("ok"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const url = `https://localhost:${(server.address() as AddressInfo).port}/`;
    const run = cli(
      "measure",
      url,
      "--metric",
      "ttfb_new",
      "--count",
      "2",
      "--interval",
      "50ms",
      "--json",
    );
    expect(await run.exit).toBe(0);
    const phases = json(run.stdout()).flatMap(({ phasesUs }) => (phasesUs ? [phasesUs] : []));
    expect(phases.map((phase) => Object.keys(phase))).toEqual([
      ["resolve", "connect", "tls", "response"],
      ["resolve", "connect", "tls", "response"],
    ]);
  });

  it("speaks HTTP/2 where it is told to", async () => {
    await writeFile(join(dir, "ca.pem"), TEST_CERTIFICATE.cert);
    const respond: Parameters<typeof startHttp2Server>[0] = (stream) => {
      stream.respond({ ":status": 200 });
      stream.end("ok");
    };
    const often = ["--http2", "--count", "3", "--interval", "250ms", "--json"];
    for (const isSecure of [true, false]) {
      const server = await startHttp2Server(respond, { isSecure });
      closers.push(server.close);
      const run = cli("measure", server.url, ...often);
      expect(await run.exit).toBe(0);
      // A first answer that takes longer than the interval is no reason to wait: then there are two.
      expect(server.connections()).toBeLessThan(3);
    }
    const old = await startTarget();
    const refused = cli("measure", old.url, ...often);
    expect(await refused.exit).toBe(3);
    expect(refused.stdout()).toContain("the server answers in HTTP/1, not in HTTP/2");
  });

  it("times handshakes with any server, each from the start, and connecting apart", async () => {
    await writeFile(join(dir, "ca.pem"), TEST_CERTIFICATE.cert);
    const resumed: boolean[] = [];
    const server = createTlsServer(TEST_CERTIFICATE, (socket) => {
      resumed.push(socket.isSessionReused());
      socket.on("error", () => undefined);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const at = `localhost:${(server.address() as AddressInfo).port}`;
    const often = ["--count", "3", "--interval", "50ms", "--json"];
    const tls = cli("measure", `tls://${at}`, ...often);
    expect(await tls.exit).toBe(0);
    const phases = json(tls.stdout()).flatMap(({ phasesUs }) => (phasesUs ? [phasesUs] : []));
    expect(phases.map((phase) => Object.keys(phase))).toEqual([["tls"], ["tls"], ["tls"]]);
    expect(resumed).toEqual([false, false, false]);
    const tcp = cli("measure", `tcp://${at}`, ...often);
    expect(await tcp.exit).toBe(0);
    expect(json(tcp.stdout()).at(-1)).toMatchObject({ sent: 3, ok: 3, failed: 0 });
  });

  it("trusts the authority of --ca, and nobody less for it", async () => {
    const server = createTlsServer(ISSUED_CERTIFICATE, (socket) => {
      socket.on("error", () => undefined);
    });
    server.on("tlsClientError", () => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const url = `tls://localhost:${(server.address() as AddressInfo).port}`;
    const ca = join(dir, "authority.pem");
    await writeFile(ca, TEST_AUTHORITY);
    const often = ["--count", "2", "--interval", "20ms", "--json"];
    const trusted = cli("measure", url, ...often, "--ca", ca);
    expect(await trusted.exit).toBe(0);
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const unknown = cli("measure", url, ...often);
    vi.unstubAllEnvs();
    expect(await unknown.exit).toBe(3);
    expect(json(unknown.stdout())[0]).toMatchObject({ ok: false, error: "tls" });
    await writeFile(ca, "authority of nobody");
    const wrong = cli("measure", url, ...often, "--ca", ca);
    expect(await wrong.exit).toBe(64);
    expect(json(wrong.stdout())[0]).toMatchObject({
      code: "usage",
      message: expect.stringMatching(/^--ca: .* holds no certificate in PEM form/),
    });
  });

  const json = (text: string) =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  it("answers UDP measurements and is measured by them", async () => {
    const reflector = cli("reflect", "--listen", "127.0.0.1:0");
    await until(() => reflector.stderr().includes("listens"));
    const { port } = json(reflector.stderr())[0] as { port: number };
    const run = cli(
      ...["measure", `udp://127.0.0.1:${port}`, "--count", "9", "--interval", "20ms", "--json"],
    );
    expect(await run.exit).toBe(0);
    const lines = json(run.stdout());
    expect(lines[0]).toMatchObject({ ok: true, phasesUs: { network: lines[0]?.["rttUs"] } });
    expect(lines.at(-1)).toMatchObject({ sent: 9, ok: 9, late: 0, lostOut: 0, lostBack: 0 });
    reflector.child.kill("SIGTERM");
    expect(await reflector.exit).toBe(0);
    expect(json(reflector.stderr()).at(-1)).toMatchObject({ answered: 9, malformed: 0 });
    const gone = cli("measure", `udp://127.0.0.1:${port}`, "--count", "2", "--interval", "20ms");
    expect(await gone.exit).toBe(3);
    expect(gone.stdout()).toContain("refused");
    expect(await cli("reflect", "--listen", "here").exit).toBe(64);
  });

  it("measures a target at once and sums up", async () => {
    const { url } = await startTarget();
    const fast = ["--interval", "20ms", "--count", "7", "--served-by", "x-served-by"];
    const run = cli("measure", url, ...fast);
    expect(await run.exit).toBe(0);
    expect(run.stdout()).toMatch(/^seq=1 from 127\.0\.0\.1: time=\d/);
    expect(run.stdout()).toContain("7 sent, 7 answered");
    const machine = cli("measure", url, ...fast, "--metric", "ttfb_new", "--json");
    expect(await machine.exit).toBe(0);
    const lines = json(machine.stdout());
    expect(lines.map(({ type }) => type)).toEqual([...Array(7).fill("sample"), "summary"]);
    const priority = expect.stringMatching(/^(realtime|high|usual)$/) as unknown;
    expect(lines.at(-1)).toMatchObject({ sent: 7, ok: 7, lost: 0, clock: "user", priority });
    expect(run.stdout()).toMatch(/^clock: this process's own; woken /m);
    expect(lines[0]).toMatchObject({ seq: 1, ok: true, servedBy: "eu-west-1" });
  });

  it("says with its exit code and in JSON what went wrong", async () => {
    const closed = `http://127.0.0.1:${await freePort()}`;
    const silent = cli("measure", closed, "--count", "2", "--interval", "20ms");
    expect(await silent.exit).toBe(3);
    const wrong = cli("measure", "tcp://192.0.2.1", "--json");
    expect(await wrong.exit).toBe(64);
    expect(json(wrong.stdout())).toMatchObject([{ type: "error", code: "usage" }]);
    const path = process.env["PATH"];
    process.env["PATH"] = dir;
    const withoutFping = cli("measure", "icmp://127.0.0.1", "--count", "1");
    process.env["PATH"] = path;
    expect(await withoutFping.exit).toBe(1);
    expect(withoutFping.stderr()).toContain("install the package fping");
    const unknown = cli("measure", closed, "--no-such-option");
    expect(await unknown.exit).toBe(64);
    const noFile = cli("run", "--config", join(dir, "none.json"));
    expect(await noFile.exit).toBe(64);
    expect(noFile.stderr()).toContain("cannot read");
  });

  it("sums up when it is interrupted", async () => {
    const { url } = await startTarget();
    const run = cli("measure", url, "--count", "0", "--interval", "20ms", "--json");
    await until(() => run.stdout().split("\n").length > 4);
    run.child.kill("SIGINT");
    expect(await run.exit).toBe(130);
    expect(json(run.stdout()).at(-1)).toMatchObject({ type: "summary", lost: 0 });
  });
});
