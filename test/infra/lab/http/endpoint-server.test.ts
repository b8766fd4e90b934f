import { once } from "node:events";
import { Agent, get } from "node:http";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import type { EndpointFault } from "../../../../infra/lab/faults/endpoint-fault.ts";
import {
  type EndpointServer,
  openEndpointServer,
} from "../../../../infra/lab/http/endpoint-server.ts";
import { dialled } from "../faults/dial.ts";
import { getFrom } from "./get.ts";

const ME = "127.0.0.1";
const SILENCE_MS = 150;

describe("infra/lab/http/endpoint-server", () => {
  let server: EndpointServer;
  let agent: Agent;

  beforeEach(async () => {
    server = await openEndpointServer({ id: "e1", label: "A & B" }, "127.77.9.3", seededRandom(7));
    agent = new Agent({ keepAlive: true, maxSockets: 1 });
  });
  afterEach(async () => {
    agent.destroy();
    await server.close();
  });

  const url = (path = "/echo") => `http://${server.address}:${server.port}${path}`;
  const fetched = (path?: string) => getFrom(url(path), ME, agent);
  /** A request that is not waited for. */
  const asked = () => {
    const request = get(url(), { agent, localAddress: ME });
    request.on("error", () => undefined);
    return once(request, "response").then(([response]) => {
      response.resume();
      return response.statusCode;
    });
  };
  const silent = (answer: Promise<unknown>) =>
    Promise.race([
      answer.then(() => "answered"),
      new Promise((done) => setTimeout(done, SILENCE_MS, "silence")),
    ]);

  it("serves its pages", async () => {
    expect(await fetched()).toMatchObject({ status: 200, servedBy: "e1", body: "e1\n" });
    expect(await fetched("/healthz?a=b")).toMatchObject({ status: 200, body: "ok\n" });
    expect((await fetched("/")).body).toContain("<h1>A &#38; B</h1>");
    expect((await fetched("/none")).status).toBe(404);
    expect((await fetch(url(), { method: "POST" })).status).toBe(405);
  });

  it("shows an error page for everything, and does not say whose", async () => {
    await server.apply({ kind: "error-page" });
    expect(await fetched("/healthz")).toMatchObject({ status: 503, servedBy: undefined });
    await server.apply({ kind: "none" });
    expect((await fetched("/healthz")).status).toBe(200);
  });

  it("is slow", async () => {
    await server.apply({ kind: "slow", ms: 60 });
    // Timers may ring a millisecond early.
    expect((await fetched()).tookUs).toBeGreaterThan(58_000);
  });

  it.each<EndpointFault>([{ kind: "hang" }, { kind: "black-hole" }])(
    "leaves an open connection without answer: $kind",
    async (fault) => {
      await fetched();
      await server.apply(fault);
      const answer = asked();
      expect(await silent(answer)).toBe("silence");
      await server.apply({ kind: "none" });
      expect(await answer).toBe(200);
    },
  );

  it.each([
    ["hang", "connected"],
    ["black-hole", "silence"],
    ["refuse", "ECONNREFUSED"],
    ["error-page", "connected"],
  ] as const)("meets a new connection with what it has: %s", async (kind, outcome) => {
    await server.apply({ kind });
    expect(await dialled(server)).toBe(outcome);
    await server.apply({ kind: "none" });
    expect((await fetched()).status).toBe(200);
  });

  it("resets what is open when it refuses, what hangs among it", async () => {
    await server.apply({ kind: "hang" });
    const answer = asked();
    expect(await silent(answer)).toBe("silence");
    await server.apply({ kind: "refuse" });
    await expect(answer).rejects.toMatchObject({ code: "ECONNRESET" });
  });
});
