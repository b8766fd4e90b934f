import { createSocket, type RemoteInfo } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { createAddressGuard } from "../../../probe/measure/address-guard.ts";
import { UNKNOWN_ERROR } from "../../../probe/measure/error-estimate.ts";
import { NameCache } from "../../../probe/measure/name-cache.ts";
import { addToNtp, toNtp } from "../../../probe/measure/ntp-time.ts";
import {
  decodeStampRequest,
  encodeStampReply,
  type StampRequest,
} from "../../../probe/measure/stamp-packet.ts";
import { TargetMeasurer } from "../../../probe/measure/target-measurer.ts";
import { startReflector } from "../../../probe/reflect/reflector.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

function measurer(
  port: number,
  {
    allow = ["127.0.0.0/8", "::1/128"],
    host = "127.0.0.1",
    clockErrorMs = null as number | null,
  } = {},
) {
  const guard = createAddressGuard(allow);
  const url = `udp://${host}:${port}`;
  const created = new TargetMeasurer(
    { service: "shop", entry: "direct", endpoint: "eu", url },
    "udp_rtt",
    {
      sourceAddress: null,
      guard,
      names: new NameCache(null, guard),
      clockErrorMs: () => clockErrorMs,
    },
    () => [],
  );
  closers.push(() => created.close());
  return created;
}

async function serve(
  onRequest: (request: StampRequest, answer: (reply: Buffer) => void, from: RemoteInfo) => void,
): Promise<number> {
  const socket = createSocket("udp4");
  socket.on("message", (message, from) => {
    const request = decodeStampRequest(message);
    if (request === null) throw new Error("the probe sent no request");
    onRequest(request, (reply) => socket.send(reply, from.port, from.address), from);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  closers.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  return socket.address().port;
}

/** A reply of a reflector that says it kept the packet for `keptMs`. */
function replyTo(request: StampRequest, seq: number, keptMs = 0): Buffer {
  const receivedNtp = toNtp(1_800_000_000_000);
  const sentNtp = addToNtp(receivedNtp, keptMs);
  return encodeStampReply({ seq, receivedNtp, sentNtp, errorEstimate: UNKNOWN_ERROR, request });
}

describe("probe/measure/udp-echo", () => {
  it.each(["127.0.0.1", "::1"])(
    "times packets to the reflector on %s and back",
    async (address) => {
      const reflector = await startReflector({ address, port: 0, packetsPerSecond: 100 });
      closers.push(reflector.close);
      const host = address === "::1" ? "[::1]" : address;
      const echo = measurer(reflector.port, { host });
      for (let attempt = 0; attempt < 8; attempt += 1) {
        expect(await echo.attempt(2_000)).toMatchObject({ kind: "answer", address });
      }
      expect(reflector.counts()).toEqual({ answered: 8, malformed: 0, limited: 0 });
      expect(echo.report()).toEqual({ late: 0, lostOut: 0, lostBack: 0 });
    },
  );

  it.each([-3, 0, 3])(
    "splits the time by clocks that are %d ms apart, within their bound",
    async (skewMs) => {
      const reflector = await startReflector({
        address: "127.0.0.1",
        port: 0,
        packetsPerSecond: 100,
        clockErrorMs: () => 3.5,
        // In the steps of the real one, so that only the skew is between both clocks.
        epochMs: () => Date.now() + skewMs,
      });
      closers.push(reflector.close);
      const echo = measurer(reflector.port, { clockErrorMs: 0.5 });
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const outcome = await echo.attempt(2_000);
        if (outcome.kind !== "answer" || outcome.oneWay === undefined) throw new Error("no delays");
        const { outUs, backUs, errorUs } = outcome.oneWay;
        expect(Math.abs(outUs + backUs - outcome.rttUs)).toBeLessThanOrEqual(2);
        expect(errorUs).toBeGreaterThanOrEqual(4_000);
        expect(errorUs).toBeLessThanOrEqual(5_100);
        // Without the skew both were at least 0, and no longer than the round trip.
        for (const us of [outUs, backUs]) {
          expect(us).toBeGreaterThanOrEqual(-errorUs);
          expect(us).toBeLessThanOrEqual(outcome.rttUs + errorUs);
        }
        expect(Math.sign(skewMs) * (outUs - backUs)).toBeGreaterThanOrEqual(
          Math.abs(skewMs) * 2_000 - 2 * 1_100 - outcome.rttUs,
        );
      }
    },
  );

  it("tells no delays of a way unless both ends know their clocks", async () => {
    for (const [own, other] of [
      [null, 1],
      [1, null],
    ] as const) {
      const reflector = await startReflector({
        address: "127.0.0.1",
        port: 0,
        packetsPerSecond: 100,
        clockErrorMs: () => other,
      });
      closers.push(reflector.close);
      const outcome = await measurer(reflector.port, { clockErrorMs: own }).attempt(2_000);
      expect(outcome.kind).toBe("answer");
      expect(outcome).not.toHaveProperty("oneWay");
    }
  });

  it("leaves out the time that the reflector says it took, and uses four ports in turn", async () => {
    const ports: number[] = [];
    const port = await serve((request, answer, from) => {
      ports.push(from.port);
      setTimeout(() => answer(replyTo(request, request.seq, 30)), 40);
    });
    const echo = measurer(port);
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const outcome = await echo.attempt(2_000);
      if (outcome.kind !== "answer") throw new Error(outcome.detail);
      const { network, reflector } = outcome.phasesUs;
      expect([reflector, network]).toEqual([30_000, outcome.rttUs]);
      expect(outcome.rttUs).toBeGreaterThanOrEqual(8_000);
    }
    expect(new Set(ports).size).toBe(4);
    expect(ports[4]).toBe(ports[0]);
    expect(echo.report()).toEqual({ late: 0, lostOut: null, lostBack: null });
  });

  it("tells losses by direction and late replies apart", async () => {
    const counts = new Map<number, number>();
    const fates = ["ok", "out", "back", "late", "ok"];
    const port = await serve((request, answer, from) => {
      const turn = counts.get(from.port) ?? 0;
      counts.set(from.port, turn + 1);
      const fate = fates[turn];
      const numbered = turn === 0 ? 0 : turn - 1;
      if (fate === "ok") answer(replyTo(request, numbered));
      if (fate === "late") setTimeout(() => answer(replyTo(request, numbered)), 120);
    });
    const echo = measurer(port);
    const kinds: string[] = [];
    for (let attempt = 0; attempt < 20; attempt += 1) {
      kinds.push((await echo.attempt(60)).kind);
    }
    expect(kinds.filter((kind) => kind === "lost")).toHaveLength(12);
    for (let waited = 0; waited < 500 && echo.report()?.late !== 4; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(echo.report()).toEqual({ late: 4, lostOut: 4, lostBack: 4 });
  });

  it("takes no reply that it did not ask for, and believes no impossible stamps", async () => {
    const forger = await serve((request, answer) => {
      answer(replyTo({ ...request, sentNtp: request.sentNtp + 1n }, 0));
      answer(Buffer.alloc(44));
    });
    expect(await measurer(forger).attempt(60)).toMatchObject({ kind: "lost" });
    const liar = await serve((request, answer) => answer(replyTo(request, 0, 60_000)));
    expect(await measurer(liar).attempt(2_000)).toMatchObject({ failure: "protocol" });
  });

  it("tells a closed port and an address that is not allowed", async () => {
    const reflector = await startReflector({ address: "127.0.0.1", port: 0, packetsPerSecond: 9 });
    await reflector.close();
    expect(await measurer(reflector.port).attempt(2_000)).toMatchObject({ failure: "refused" });
    const blocked = measurer(reflector.port, { allow: [] });
    expect(await blocked.attempt(2_000)).toMatchObject({ failure: "blocked" });
  });
});
