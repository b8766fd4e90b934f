import { spawn } from "node:child_process";
import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Round } from "../../probe/contract/assignment.ts";
import { Batch } from "../../probe/contract/batch.ts";
import { countInBins } from "../../probe/contract/histogram.ts";
import type { SocketMetric } from "../../probe/measure/target-measurer.ts";
import { startReflector } from "../../probe/reflect/reflector.ts";
import { hostileTargets, targetAt } from "../helpers/hostile-targets.ts";
import { bundleProbe } from "../helpers/probe-bundle.ts";
import { addressRecord, startDnsServer } from "../probe/helpers/dns-server.ts";
import { readBody, startHttpServer, type TestServer } from "../probe/helpers/http-server.ts";

const TOKEN = "0123456789abcdef";
const VANTAGE = "office";
/** The one address that this probe's owner allows; a second one is allowed and denied again. */
const ALLOWED = "127.0.0.1";
const FORBIDDEN = ["127.0.0.2", "127.0.0.3", "::1"];
/** Group of multicast DNS (RFC 6762), which the hosts of every local network listen to. */
const MULTICAST = "224.0.0.251";
/** This machine's own addresses; those with a zone (fe80::1%eth0) cannot stand in a URL. */
const OWN = Object.values(networkInterfaces())
  .flatMap((all = []) => all)
  .filter(({ internal, scopeid }) => !internal && !scopeid)
  .map(({ address }) => address);

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

/** Listens on one port of some addresses, TCP and UDP, and notes whoever comes. */
async function guardPort(hosts: readonly string[], wanted = 0): Promise<number> {
  let port = wanted;
  for (const host of hosts) {
    const server = createServer((socket) => {
      intruders.push(`tcp ${host} from ${socket.remoteAddress}`);
      socket.destroy();
    });
    server.listen(port, host);
    await once(server, "listening");
    port = (server.address() as { port: number }).port;
    closers.push(() => server.close());
    await guardUdp(host, port);
  }
  return port;
}

async function guardUdp(host: string, port: number): Promise<Socket> {
  const udp = createSocket(host.includes(":") ? "udp6" : "udp4");
  udp.on("message", () => intruders.push(`udp ${host}`));
  udp.bind(port, host);
  await once(udp, "listening");
  closers.push(() => udp.close());
  return udp;
}

/** Without an interface for it there is no group to join, and nobody who could send to it either. */
async function guardMulticast(port: number): Promise<void> {
  const udp = await guardUdp(MULTICAST, port);
  try {
    udp.addMembership(MULTICAST);
  } catch (error) {
    expect((error as NodeJS.ErrnoException).code).toBe("ENODEV");
  }
}

/**
 * A name server for hostile names: `rebind-…` turn to a forbidden address after their first answers,
 * `inside.test` has one from the start, `mixed.test` has one before an allowed one.
 */
async function startHostileNames() {
  const asked = new Map<string, number>();
  const server = await startDnsServer(({ questions }) => {
    const { name = "", type = "A" } = questions?.[0] ?? {};
    if (type !== "A") return { answers: [] };
    const times = asked.get(name) ?? 0;
    asked.set(name, times + 1);
    const turned = name.includes("metadata") ? "169.254.169.254" : "127.0.0.2";
    const isFirst = name.startsWith("rebind") && times <= 3;
    const addresses = isFirst ? [ALLOWED] : [turned, ALLOWED];
    return { answers: addresses.map((address) => addressRecord(name, address, 0)) };
  });
  closers.push(server.close);
  return { address: server.address, port: server.port };
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

/** What all batches say of one endpoint and metric. */
function told(metric: string, endpoint: string | null) {
  const own = batches.flatMap(({ contributions }) =>
    contributions.filter((each) => each.endpoint === endpoint && each.metric === metric),
  );
  const sum = (read: (of: (typeof own)[number]) => number) =>
    own.reduce((total, of) => total + read(of), 0);
  return {
    sent: sum(({ sent }) => sent),
    blocked: sum(({ failures }) => failures.blocked ?? 0),
    answered: sum(({ bins }) => countInBins(bins)),
  };
}

async function runProbe(controllerUrl: string): Promise<void> {
  const config = join(folder, "probe.json");
  const file = {
    controllerUrl,
    vantages: [{ id: VANTAGE, token: TOKEN }],
    spoolDir: join(folder, "spool"),
    allow: [`${ALLOWED}/32`, "127.0.0.3/32"],
    deny: ["127.0.0.3/32"],
    runAs: "root",
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
}

/** Names that lead outside at first, for every metric that connects to what a name stands for. */
const REBOUND = [
  ["echo_rtt", "http", "rebind"],
  ["ttfb_new", "http", "rebind"],
  ["echo_rtt", "http", "rebind-metadata"],
  ["connect", "tcp", "rebind-tcp"],
  ["tls", "tls", "rebind-tls"],
  ["udp_rtt", "udp", "rebind-udp"],
] as const satisfies readonly (readonly [SocketMetric, string, string])[];

describe("probe/measure/address-guard", () => {
  it("lets no packet reach a forbidden address, whatever the controller assigns", async () => {
    const port = await guardPort([...FORBIDDEN, ...OWN, ALLOWED]);
    await guardMulticast(port);
    const outside = await startHttpServer((request, response) => {
      paths.add(request.url ?? "");
      const location = `http://127.0.0.2:${port}${request.url}`;
      if (request.url?.startsWith("/redirect")) response.writeHead(302, { location }).end();
      else response.end("ok");
    });
    closers.push(outside.close);
    // Where names lead after they have turned, somebody watches the same port.
    await guardPort(FORBIDDEN, outside.port);
    const reflector = await startReflector({
      address: ALLOWED,
      port: outside.port,
      packetsPerSecond: 1_000,
    });
    closers.push(reflector.close);
    const resolver = await startHostileNames();
    const refused = hostileTargets(port, OWN);
    const rebound = (metric: SocketMetric) =>
      REBOUND.filter(([of]) => of === metric).map(([, scheme, name]) => {
        const path = scheme === "http" ? `/${name}` : "";
        const url = `${scheme}://${name}-${metric.replace("_", "")}.test:${outside.port}${path}`;
        return targetAt(name, url, { resolver });
      });
    const named = (metric: SocketMetric) => {
      if (metric === "dns") return [];
      const scheme = { connect: "tcp", tls: "tls", udp_rtt: "udp" }[metric as string] ?? "http";
      return ["inside", "mixed"].map((name) =>
        targetAt(name, `${scheme}://${name}.test:${port}`, { resolver }),
      );
    };
    const redirect = targetAt("redirect", `${outside.url}/redirect`);
    const metrics = Object.keys(refused) as SocketMetric[];
    const controller = await startHostileController(
      metrics.map((metric) => ({
        id: metric,
        metric,
        intervalMs: 250,
        spreadMs: 100,
        timeoutMs: 500,
        targets: [
          ...refused[metric],
          ...named(metric),
          ...rebound(metric),
          ...(metric === "echo_rtt" || metric === "ttfb_new" ? [redirect] : []),
        ],
      })),
    );
    await runProbe(controller.url);

    expect(intruders).toEqual([]);
    const leaks = metrics.flatMap((metric) => {
      const names = named(metric);
      return [...refused[metric], ...names].flatMap((target) => {
        const { sent, blocked, answered } = told(metric, target.endpoint);
        // A name that was not found out in time leads nowhere; that is no leak, and not blocked either.
        const isKept = names.includes(target) ? answered === 0 : blocked === sent;
        return blocked > 4 && isKept ? [] : [{ metric, url: target.url, sent, blocked, answered }];
      });
    });
    expect(leaks).toEqual([]);
    // These were allowed at first, so the probe has indeed been there, and nowhere else.
    expect([...paths].sort()).toEqual(["/rebind", "/rebind-metadata", "/redirect"]);
    expect(reflector.counts().answered).toBeGreaterThan(0);
    for (const [metric, , name] of REBOUND) {
      const { sent, blocked } = told(metric, name);
      expect([metric, name, blocked > 2, sent - blocked > 0]).toEqual([metric, name, true, true]);
    }
    expect(told("echo_rtt", "redirect").blocked).toBe(0);
  });
});
