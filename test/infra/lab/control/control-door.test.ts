import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openInjectors } from "../../../../controller/failover/inject/open-injectors.ts";
import { startLabClock } from "../../../../infra/lab/clock.ts";
import { type ControlDoor, openControlDoor } from "../../../../infra/lab/control/control-door.ts";
import { TrueLog } from "../../../../infra/lab/control/true-log.ts";
import { EndpointFaults } from "../../../../infra/lab/faults/endpoint-faults.ts";
import type { HealthEvent } from "../../../../infra/lab/health/publisher.ts";

let faults: EndpointFaults;
let door: ControlDoor;
let log: TrueLog;
let tellHealth: (event: HealthEvent) => void;

beforeEach(async () => {
  const clock = startLabClock(1);
  faults = new EndpointFaults([{ id: "ireland", addresses: ["127.77.20.2"] }], clock);
  log = new TrueLog({
    faults,
    onHealth: (listener) => {
      tellHealth = listener;
      return () => undefined;
    },
  });
  const sources = new Map([["fra", "127.77.20.11"]]);
  door = await openControlDoor(
    { address: "127.0.0.1", port: 0 },
    { faults, log, sources, endpoints: ["ireland"] },
  );
});
afterEach(async () => {
  log.close();
  await door.close();
});

async function call(method: string, path: string, body?: unknown, token = door.token) {
  const response = await fetch(`${door.url}/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const FAULT = "endpoints/ireland/fault";
const PARTITION = "endpoints/ireland/partition";

describe("infra/lab/control/control-door", () => {
  it("turns a fault on and off, each as often as one likes, and says whether it holds", async () => {
    expect((await call("GET", FAULT)).body).toEqual({ inForce: false, fault: null });
    const fault = { kind: "brown-out", errorRatio: 0.5 };
    for (const _ of [1, 2]) {
      expect((await call("PUT", FAULT, fault)).body).toEqual({ inForce: true, fault });
    }
    expect(faults.faultOf("ireland")).toEqual(fault);
    for (const _ of [1, 2]) {
      expect((await call("DELETE", FAULT)).body).toEqual({ inForce: false, fault: null });
    }
  });

  it("cuts vantages off from an endpoint, and lets them through again", async () => {
    const cut = await call("PUT", PARTITION, { kind: "black-hole", vantages: ["fra"] });
    expect(cut.body).toEqual({ inForce: true, vantages: ["fra"] });
    expect(faults.partitionBetween("127.77.20.11", "127.77.20.2")).toBe("black-hole");
    expect((await call("DELETE", PARTITION)).body).toEqual({ inForce: false, vantages: [] });
  });

  it("is a hook for the injector of failover tests", async () => {
    const env = { LAB_TOKEN: door.token };
    const signal = new AbortController().signal;
    const injectors = openInjectors({ aws: null, env, signal });
    const injection = injectors.injection(
      {
        injector: {
          kind: "http_hook",
          url: `${door.url}/v1/${FAULT}`,
          body: { kind: "black-hole" },
          tokenVariable: "LAB_TOKEN",
        },
        clients: [],
      },
      null,
    );
    const { restoreSteps, optIn } = await injection.prepare();
    expect(optIn.ok).toBe(true);
    await injection.inject();
    expect(faults.faultOf("ireland")).toEqual({ kind: "black-hole" });
    for (const step of restoreSteps) {
      expect(await injectors.restore(step)).toMatchObject({ state: "restored" });
    }
    expect(faults.faultOf("ireland")).toEqual({ kind: "none" });
    injectors.close();
  });

  it("tells what truly happened, in the order in which it came into force", async () => {
    await call("PUT", FAULT, { kind: "error-page" });
    tellHealth({
      healthCheckId: "hc-1",
      atLabMs: 1,
      wallMs: 2,
      status: "unhealthy",
      published: true,
    });
    await call("PUT", PARTITION, { kind: "refuse", vantages: ["fra"] });
    const { events } = (await call("GET", "events")).body as { events: object[] };
    expect(events).toMatchObject([
      { seq: 1, what: "fault", endpoint: "ireland", fault: { kind: "error-page" } },
      { seq: 2, what: "health_check", healthCheckId: "hc-1", status: "unhealthy" },
      { seq: 3, what: "partition", kind: "refuse", sources: ["127.77.20.11"] },
    ]);
    const later = (await call("GET", "events?since=2")).body as { events: object[] };
    expect(later.events).toHaveLength(1);
  });

  it.each<[string, string, string, unknown, number, RegExp]>([
    ["another method", "POST", FAULT, {}, 405, /POST is not known here/],
    ["no kind", "PUT", FAULT, undefined, 400, /^kind: /],
    ["a kind of its own", "PUT", FAULT, { kind: "earthquake" }, 400, /^kind: /],
    ["too much", "PUT", FAULT, { kind: "brown-out", errorRatio: 2 }, 400, /^errorRatio: /],
    ["no JSON", "PUT", FAULT, "{", 400, /^body: is no JSON/],
    ["a long body", "PUT", FAULT, "x".repeat(20_000), 413, /too large/],
    ["no endpoint", "GET", "endpoints/moon/fault", undefined, 404, /there is no endpoint moon/],
    ["no path", "GET", "endpoints", undefined, 404, /there is no \/v1\/endpoints/],
    ["no vantage", "PUT", PARTITION, { kind: "refuse", vantages: ["moon"] }, 400, /moon is no/],
    ["no number", "GET", "events?since=x", undefined, 400, /^since: /],
  ])("refuses %s with field and mend", async (_, method, path, body, status, message) => {
    const told = await call(method, path, body);
    expect(told).toMatchObject({ status, body: { mend: expect.any(String) as unknown } });
    expect(told.body["message"]).toMatch(message);
    expect(faults.events).toEqual([]);
  });

  it("opens to nobody without its token", async () => {
    expect((await call("PUT", FAULT, { kind: "refuse" }, "wrong")).status).toBe(401);
    expect(faults.faultOf("ireland")).toEqual({ kind: "none" });
  });
});
