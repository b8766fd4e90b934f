import { fc, test } from "@fast-check/vitest";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Target } from "../../../probe/contract/assignment.ts";
import { allowEveryAddress } from "../../../probe/measure/address-guard.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import type { Outcome, PhaseTimes } from "../../../probe/measure/outcome.ts";
import {
  type SocketMetric,
  TargetMeasurer,
  toOutcome,
} from "../../../probe/measure/target-measurer.ts";
import type { TimedPart } from "../../../probe/measure/timing.ts";
import { startReflector } from "../../../probe/reflect/reflector.ts";
import { addressRecord, startDnsServer } from "../helpers/dns-server.ts";
import { startHttpServer } from "../helpers/http-server.ts";
import { startHttp2Server } from "../helpers/http2-server.ts";
import { trustTestCertificate } from "../helpers/trust-certificate.ts";

const closers: (() => unknown)[] = [];
beforeEach(trustTestCertificate);
afterEach(async () => {
  vi.restoreAllMocks();
  for (const close of closers.splice(0).reverse()) await close();
});

type Answer = Extract<Outcome, { kind: "answer" }>;

function answered(outcome: Outcome): Answer {
  if (outcome.kind !== "answer") throw new Error(`${outcome.kind}: ${outcome.detail}`);
  return outcome;
}

/** How far the phases that belong to a time are from it, in microseconds. */
function gapUs({ rttUs, phasesUs }: Answer, metric: SocketMetric): number {
  const { resolve = 0, reflector: _apart, ...parts } = phasesUs;
  const sumUs = Object.values(parts).reduce((sum, us) => sum + us, 0);
  return Math.abs(rttUs - sumUs - (metric === "dns" ? resolve : 0));
}

function measurer(target: Partial<Target> & { url: string }, metric: SocketMetric): TargetMeasurer {
  const guard = allowEveryAddress;
  const created = new TargetMeasurer(
    { service: "shop", entry: "direct", endpoint: "eu", ...target },
    metric,
    { sourceAddress: null, guard, names: new NameCache(null, guard) },
    () => [],
  );
  closers.push(() => created.close());
  return created;
}

const phases = fc.constantFrom<keyof PhaseTimes>("connect", "tls", "response");
const lengthMs = fc.double({ min: 0, max: 60_000, noNaN: true });

describe("the phases of an attempt", () => {
  test.prop([
    fc.uniqueArray(fc.tuple(phases, lengthMs), { minLength: 1, selector: ([phase]) => phase }),
    fc.option(lengthMs),
    fc.double({ min: 0, max: 1e9, noNaN: true }),
  ])("add up to its time, asking for the name apart", (lengths, askedMs, startMs) => {
    let atMs = startMs;
    const parts = lengths.map(([phase, ms]): TimedPart => {
      const part = { phase, startMs: atMs, endMs: atMs + ms };
      atMs = part.endMs;
      return part;
    });
    const asked = askedMs === null ? null : { startMs: startMs - askedMs, endMs: startMs };
    const timing = { parts, asked, servedBy: null, address: "192.0.2.1", answers: [] };
    const outcome = answered(toOutcome(timing, []));
    // Half a microsecond for each phase and for the sum; a time of nothing is shown as 1 µs.
    expect(gapUs(outcome, "ttfb_new")).toBeLessThanOrEqual((parts.length + 2) / 2);
    expect(outcome.phasesUs.resolve === undefined).toBe(asked === null);
  });

  it("are doubted where the thread stood still while it waited or had no processor to compute", () => {
    const waits = [{ startMs: 2, endMs: 22, busyMs: 0 }];
    const parts: TimedPart[] = [{ phase: "tls", startMs: 0, endMs: 30, waits }];
    const timing = { parts, servedBy: null, address: "192.0.2.1", answers: [] };
    const doubtUs = (startMs: number, endMs: number, busyMs: number) =>
      answered(toOutcome(timing, [{ startMs, endMs, busyMs }])).uncertaintyUs;
    expect(doubtUs(22, 30, 8)).toBe(0);
    expect(doubtUs(22, 30, 5)).toBe(3_000);
    expect(doubtUs(20, 30, 8)).toBe(2_000 + 2_000);
    expect(doubtUs(0, 2, 0)).toBe(2_000);
  });

  it("add up for every metric", async () => {
    const web = await startHttpServer((_request, response) => response.end());
    const dns = await startDnsServer(() => ({
      answers: [addressRecord("app.example", "127.0.0.1", 60)],
    }));
    const secure = await startHttp2Server(
      (stream) => {
        stream.respond({ ":status": 200 });
        stream.end();
      },
      { isSecure: true },
    );
    const reflector = await startReflector({
      address: "127.0.0.1",
      port: 0,
      packetsPerSecond: 1_000,
    });
    closers.push(web.close, dns.close, secure.close, () => reflector.close());
    const resolver = { address: dns.address, port: dns.port };
    const http = { url: `http://app.example:${web.port}/`, resolver };
    const https = { url: secure.url, httpVersion: "2" } as const;
    const udp = { url: `udp://127.0.0.1:${reflector.port}` };
    const ways: [SocketMetric, Partial<Target> & { url: string }, (keyof PhaseTimes)[]][] = [
      ["echo_rtt", http, ["response"]],
      ["echo_rtt", https, ["response"]],
      ["ttfb_new", http, ["resolve", "connect", "response"]],
      ["ttfb_new", https, ["resolve", "connect", "tls", "response"]],
      ["connect", http, ["connect"]],
      ["tls", https, ["tls"]],
      ["dns", http, ["resolve"]],
      ["udp_rtt", udp, ["network", "reflector"]],
    ];
    for (const [metric, target, expected] of ways) {
      const outcome = answered(await measurer(target, metric).attempt(5_000));
      expect([metric, Object.keys(outcome.phasesUs)]).toEqual([metric, expected]);
      expect(gapUs(outcome, metric)).toBeLessThanOrEqual(2);
    }
  });

  it("tell resolving only of the attempt that asked", async () => {
    const web = await startHttpServer((_request, response) => response.end());
    const dns = await startDnsServer(() => ({
      answers: [addressRecord("app.example", "127.0.0.1", 60)],
    }));
    closers.push(web.close, dns.close);
    const resolver = { address: dns.address, port: dns.port };
    const named = measurer({ url: `http://app.example:${web.port}/`, resolver }, "ttfb_new");
    const steps: string[][] = [];
    for (let attempt = 0; attempt < 2; attempt += 1) {
      steps.push(Object.keys(answered(await named.attempt(2_000)).phasesUs));
    }
    const literal = measurer({ url: web.url }, "ttfb_new");
    steps.push(Object.keys(answered(await literal.attempt(2_000)).phasesUs));
    expect(steps).toEqual([
      ["resolve", "connect", "response"],
      ["connect", "response"],
      ["connect", "response"],
    ]);
  });
});
