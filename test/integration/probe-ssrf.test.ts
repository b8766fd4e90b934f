import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Round, Target } from "../../probe/contract/assignment.ts";
import { Batch } from "../../probe/contract/batch.ts";
import { bundleProbe } from "../helpers/probe-bundle.ts";
import { addressRecord, startDnsServer } from "../probe/helpers/dns-server.ts";
import { readBody, startHttpServer, type TestServer } from "../probe/helpers/http-server.ts";

const TOKEN = "0123456789abcdef";
const VANTAGE = "office";
/** The one address that this probe's owner allows; a second one is allowed and denied again. */
const ALLOWED = "127.0.0.1";
const FORBIDDEN = ["127.0.0.2", "127.0.0.3", "::1", ALLOWED];

/** What reached a port that no measurement may reach. */
const intruders: string[] = [];
const paths = new Set<string>();
const batches: Batch[] = [];
const closers: (() => unknown)[] = [];
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "isochrone-ssrf-"));
  await bundleProbe(join(folder, "probe.mjs"));
});
afterAll(async () => {
  for (const close of closers.reverse()) await close();
  await rm(folder, { recursive: true, force: true });
});

/** Listens on one port of every forbidden address, TCP and UDP, and notes whoever comes. */
async function guardPort(): Promise<number> {
  let port = 0;
  for (const host of FORBIDDEN) {
    const server = createServer((socket) => {
      intruders.push(`tcp ${host} from ${socket.remoteAddress}`);
      socket.destroy();
    });
    server.listen(port, host);
    await once(server, "listening");
    port = (server.address() as { port: number }).port;
    const udp = createSocket(host.includes(":") ? "udp6" : "udp4");
    udp.on("message", () => intruders.push(`udp ${host}`));
    udp.bind(port, host);
    await once(udp, "listening");
    closers.push(
      () => server.close(),
      () => udp.close(),
    );
  }
  return port;
}

/** A name server for hostile names; each turns to a forbidden address after its first answers. */
async function startHostileNames() {
  const asked = new Map<string, number>();
  const turned: Record<string, string> = {
    "rebind.test": "127.0.0.2",
    "rebind-metadata.test": "169.254.169.254",
  };
  const server = await startDnsServer(({ questions }) => {
    const { name = "", type = "A" } = questions?.[0] ?? {};
    if (type !== "A") return { answers: [] };
    const times = asked.get(name) ?? 0;
    asked.set(name, times + 1);
    const address = name === "inside.test" || times > 3 ? (turned[name] ?? "127.0.0.2") : ALLOWED;
    return { answers: [addressRecord(name, address, 0)] };
  });
  closers.push(server.close);
  return { address: server.address, port: server.port };
}

/** Hostile addresses under the name of an endpoint each, all of them to be refused without a packet. */
function refusedUrls(port: number): Record<string, string> {
  const hosts = {
    plain: "127.0.0.2",
    decimal: "2130706434",
    octal: "0177.0.0.2",
    hex: "0x7f.0x0.0x0.0x2",
    hexwhole: "0x7f000002",
    short: "127.2",
    wide: "%31%32%37.0.0.2",
    ipv6: "[::1]",
    mapped: "[::ffff:127.0.0.2]",
    mappedhex: "[::ffff:7f00:2]",
    unspecified: "0.0.0.0",
    zero: "0",
    unspecified6: "[::]",
    userinfo: "127.0.0.1@127.0.0.2",
    userinfoport: "127.0.0.1:80@127.0.0.2",
    userinfohidden: "example.com%2F@127.0.0.2",
    denied: "127.0.0.3",
  };
  const urls = Object.entries(hosts).map(([name, host]) => [name, `http://${host}:${port}/`]);
  return {
    ...Object.fromEntries(urls),
    backslash: `http://127.0.0.2:${port}\\@127.0.0.1/`,
    metadata: "http://169.254.169.254/latest/meta-data/",
    metadatadecimal: "http://2852039166/",
    metadatamapped: "http://[::ffff:169.254.169.254]/",
    metadata6: "http://[fd00:ec2::254]/",
    linklocal: "http://[fe80::1]/",
    azure: "http://168.63.129.16/",
    multicast: `http://224.0.0.1:${port}/`,
  };
}

async function startHostileController(rounds: Round[]): Promise<TestServer> {
  const server = await startHttpServer((request, response) => {
    if (request.url?.startsWith("/v1/assignment")) {
      const content = {
        wireVersion: 1,
        vantage: VANTAGE,
        version: "v1",
        batchIntervalMs: 500,
        rounds,
      };
      response.setHeader("etag", '"v1"').end(JSON.stringify(content));
      return;
    }
    void readBody(request).then((body) => {
      const isGzip = request.headers["content-encoding"] === "gzip";
      const batch = Batch.parse(JSON.parse((isGzip ? gunzipSync(body) : body).toString("utf8")));
      batches.push(batch);
      const { vantage, boot, seq } = batch;
      response.writeHead(202).end(JSON.stringify({ vantage, boot, seq, assignmentVersion: "v1" }));
    });
  });
  closers.push(server.close);
  return server;
}

/** What all batches say of one endpoint. */
function told(endpoint: string) {
  const own = batches.flatMap(({ contributions }) =>
    contributions.filter((each) => each.endpoint === endpoint),
  );
  const sum = (read: (of: (typeof own)[number]) => number) =>
    own.reduce((total, of) => total + read(of), 0);
  return {
    sent: sum(({ sent }) => sent),
    blocked: sum(({ failures }) => failures.blocked ?? 0),
  };
}

describe("probe/measure/address-guard", () => {
  it("lets no packet reach a forbidden address, whatever the controller assigns", async () => {
    const port = await guardPort();
    const outside = await startHttpServer((request, response) => {
      paths.add(request.url ?? "");
      const location = `http://127.0.0.2:${port}${request.url}`;
      if (request.url?.startsWith("/redirect")) response.writeHead(302, { location }).end();
      else response.end("ok");
    });
    closers.push(outside.close);
    const resolver = await startHostileNames();
    const refused = refusedUrls(port);
    const target = (endpoint: string, url: string, more: Partial<Target> = {}): Target => ({
      service: "shop",
      entry: "direct",
      endpoint,
      url,
      ...more,
    });
    const names = ["rebind", "rebind-metadata"].map((name) =>
      target(name, `http://${name}.test:${outside.port}/${name}`, { resolver }),
    );
    const targets = [
      ...Object.entries(refused).map(([endpoint, url]) => target(endpoint, url)),
      target("inside", `http://inside.test:${port}/`, { resolver }),
      target("resolver", "http://shop.test/", { resolver: { address: "127.0.0.2", port } }),
      target("redirect", `${outside.url}/redirect`),
      ...names,
    ];
    const timing = { intervalMs: 100, spreadMs: 20, timeoutMs: 500 };
    const controller = await startHostileController([
      { id: "echo", metric: "echo_rtt", ...timing, targets },
      { id: "new", metric: "ttfb_new", ...timing, targets },
    ]);
    const config = join(folder, "probe.json");
    const file = {
      controllerUrl: controller.url,
      vantages: [{ id: VANTAGE, token: TOKEN }],
      spoolDir: join(folder, "spool"),
      runAs: "root",
      allow: [`${ALLOWED}/32`, "127.0.0.3/32"],
      deny: ["127.0.0.3/32"],
    };
    await writeFile(config, JSON.stringify(file), { mode: 0o600 });
    const probe = spawn(process.execPath, [join(folder, "probe.mjs"), "run", "--config", config], {
      stdio: "ignore",
    });
    closers.push(() => probe.kill("SIGKILL"));
    await expect.poll(() => batches.length, { timeout: 20_000 }).toBeGreaterThan(5);
    const exited = once(probe, "exit");
    probe.kill("SIGTERM");
    await exited;

    expect(intruders).toEqual([]);
    for (const endpoint of [...Object.keys(refused), "inside", "resolver"]) {
      const { sent, blocked } = told(endpoint);
      expect([endpoint, blocked, sent > 10]).toEqual([endpoint, sent, true]);
    }
    // These were allowed at first, so the probe has indeed been there, and nowhere else.
    expect([...paths].sort()).toEqual(["/rebind", "/rebind-metadata", "/redirect"]);
    for (const endpoint of ["rebind", "rebind-metadata"]) {
      const { sent, blocked } = told(endpoint);
      expect(blocked).toBeGreaterThan(5);
      expect(sent - blocked).toBeGreaterThan(0);
    }
    expect(told("redirect").blocked).toBe(0);
  });
});
