import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { afterEach, describe, expect, it } from "vitest";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { freePort } from "../helpers/http-server.ts";
import { TEST_CERTIFICATE } from "../helpers/tls-certificate.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function measurer(url: string, metric: "connect" | "tls" | "echo_rtt"): TargetMeasurer {
  const guard = allowEveryAddress;
  const target = { service: "shop", entry: "direct", endpoint: "eu", url } as const;
  const names = new NameCache(null, guard);
  return new TargetMeasurer(target, metric, { sourceAddress: null, guard, names }, () => []);
}

async function listen(server: Server, host = "127.0.0.1"): Promise<number> {
  server.on("connection", (socket) => socket.on("error", () => undefined));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closers.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

describe("probe/measure/new-connection", () => {
  it("times connecting to a server that speaks no protocol at all", async () => {
    const port = await listen(createServer());
    const outcome = await measurer(`tcp://127.0.0.1:${port}`, "connect").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "answer", address: "127.0.0.1" });
    expect(outcome.kind === "answer" && Object.keys(outcome.phasesUs)).toEqual(["connect"]);
  });

  it("connects over IPv6", async () => {
    const port = await listen(createServer(), "::1");
    const outcome = await measurer(`tcp://[::1]:${port}`, "connect").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "answer", address: "::1" });
  });

  it("verifies certificates, and says why it trusts one not", async () => {
    let offered: string | false | null = null;
    const server = createTlsServer({ ...TEST_CERTIFICATE, ALPNProtocols: ["mqtt"] }, (socket) => {
      offered = socket.alpnProtocol;
    });
    server.on("tlsClientError", () => undefined);
    const port = await listen(server);
    const outcome = await measurer(`tls://127.0.0.1:${port}`, "tls").attempt(2_000);
    expect(outcome).toMatchObject({ kind: "failure", failure: "tls" });
    expect(outcome.kind === "failure" && outcome.detail).toContain("self-signed");
    expect(offered).not.toBe("http/1.1");
  });

  it("tells a closed port and a metric that the address cannot have", async () => {
    const port = await freePort();
    const closed = await measurer(`tcp://127.0.0.1:${port}`, "connect").attempt(2_000);
    expect(closed).toMatchObject({ kind: "failure", failure: "refused" });
    for (const metric of ["tls", "echo_rtt"] as const) {
      const wrong = await measurer(`tcp://127.0.0.1:${port}`, metric).attempt(2_000);
      const detail = `${metric} cannot be measured on tcp: addresses`;
      expect(wrong).toEqual({ kind: "failure", failure: "probe", detail });
    }
  });
});
