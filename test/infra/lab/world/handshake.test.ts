import { describe, expect, it } from "vitest";
import {
  acceleratedHandshakeMs,
  directHandshakeMs,
} from "../../../../infra/lab/world/handshake.ts";

const SERVER_MS = 5;

describe("infra/lab/world/handshake", () => {
  // Round trips in ms: direct, client to edge, edge to endpoint; time to the first byte with TLS 1.3, and warm.
  it.each([
    { rtt: 200, edge: 10, onward: 170, direct: 605, accelerated: 535, warm: [205, 185] },
    { rtt: 90, edge: 15, onward: 90, direct: 275, accelerated: 305, warm: [95, 110] },
  ])("takes $direct ms straight and $accelerated ms by the accelerator", (vector) => {
    const { rtt, edge, onward, direct, accelerated, warm } = vector;
    const [straightMs, ledMs] = [rtt + SERVER_MS, edge + onward + SERVER_MS];
    expect([straightMs, ledMs]).toEqual(warm);
    expect(directHandshakeMs(rtt, 1) + straightMs).toBe(direct);
    expect(acceleratedHandshakeMs(edge, onward, 1) + ledMs).toBe(accelerated);
  });

  it("saves the shorter of both parts for each new connection where the way is as long", () => {
    expect(directHandshakeMs(100) - acceleratedHandshakeMs(30, 70)).toBe(30);
  });
});
