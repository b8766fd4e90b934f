import { createSocket } from "node:dgram";
import { afterEach, describe, expect, it } from "vitest";
import { decodeErrorEstimate } from "../../../probe/measure/error-estimate.ts";
import { decodeStampReply, encodeStampRequest } from "../../../probe/measure/stamp-packet.ts";
import { startReflector } from "../../../probe/reflect/reflector.ts";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function reflect(packetsPerSecond: number) {
  const reflector = await startReflector({ address: "127.0.0.1", port: 0, packetsPerSecond });
  closers.push(reflector.close);
  const socket = createSocket("udp4");
  closers.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
  const replies: Buffer[] = [];
  socket.on("message", (message) => replies.push(message));
  await new Promise<void>((resolve) => socket.connect(reflector.port, "127.0.0.1", resolve));
  return { reflector, replies, send: (packet: Buffer) => socket.send(packet) };
}

async function until(condition: () => boolean): Promise<void> {
  for (let waited = 0; !condition(); waited += 1) {
    if (waited > 500) throw new Error("waited in vain");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe("probe/reflect/reflector", () => {
  it("copies what the sender said, counts by itself and stamps receiving before sending", async () => {
    const { replies, send } = await reflect(100);
    for (const seq of [500, 503]) send(encodeStampRequest(seq, 77n));
    await until(() => replies.length === 2);
    const [first, second] = replies.map(decodeStampReply);
    expect(first).toMatchObject({ seq: 0, request: { seq: 500, sentNtp: 77n } });
    expect(second).toMatchObject({ seq: 1, request: { seq: 503, errorEstimate: 0x2001 } });
    expect((first?.sentNtp ?? 0n) >= (first?.receivedNtp ?? 1n)).toBe(true);
  });

  it("says what its clock is wrong by, as far as that is known", async () => {
    for (const [errorMs, known] of [
      [null, false],
      [2, true],
    ] as const) {
      const reflector = await startReflector({
        address: "127.0.0.1",
        port: 0,
        packetsPerSecond: 9,
        clockErrorMs: () => errorMs,
      });
      closers.push(reflector.close);
      const socket = createSocket("udp4");
      closers.push(() => new Promise<void>((resolve) => socket.close(() => resolve())));
      const reply = new Promise<Buffer>((resolve) => socket.once("message", resolve));
      socket.send(encodeStampRequest(1, 2n), reflector.port, "127.0.0.1");
      const claimedMs = decodeErrorEstimate(decodeStampReply(await reply)?.errorEstimate ?? 0);
      expect(claimedMs === null).toBe(!known);
      if (known) expect(claimedMs).toBeGreaterThanOrEqual(2);
    }
  });

  it("never answers with more than came in, nor to anything but a request", async () => {
    const { reflector, replies, send } = await reflect(100);
    send(Buffer.alloc(43));
    send(Buffer.alloc(44, 1));
    send(Buffer.concat([encodeStampRequest(1, 2n), Buffer.alloc(400)]));
    await until(() => replies.length === 1);
    expect(replies[0]).toHaveLength(44);
    // Another reflector's reply is no request, so two of them cannot keep each other busy.
    send(replies[0] as Buffer);
    await until(() => reflector.counts().malformed === 3);
    expect(reflector.counts()).toEqual({ answered: 1, malformed: 3, limited: 0 });
  });

  it("answers no more than its limit", async () => {
    const { reflector, send } = await reflect(2);
    for (let seq = 0; seq < 20; seq += 1) send(encodeStampRequest(seq, 1n));
    await until(() => {
      const { answered, limited } = reflector.counts();
      return answered + limited === 20;
    });
    expect(reflector.counts().answered).toBeLessThanOrEqual(3);
  });

  it("says when it cannot listen", async () => {
    const { reflector } = await reflect(1);
    const again = startReflector({
      address: "127.0.0.1",
      port: reflector.port,
      packetsPerSecond: 1,
    });
    await expect(again).rejects.toThrow("EADDRINUSE");
  });
});
