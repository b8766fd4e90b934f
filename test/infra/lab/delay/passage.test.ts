import { fc, it } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { Passage, type PathDelay } from "../../../../infra/lab/delay/passage.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";

const CALM: PathDelay = {
  rttUs: 100_000,
  handshakeUs: 100_000,
  jitterUs: 0,
  lossRatio: 0,
  serverTimeUs: 2_000,
};
const passage = (delay: Partial<PathDelay> = {}, random = seededRandom(1)) =>
  new Passage({ ...CALM, ...delay }, random, 0);
const lateness = fc.integer({ min: 0, max: 1_900 });

/** One exchange as the relay drives it; how late each step was. */
function exchange(over: Passage, sentAtUs: number, lateUs: number, workUs: number): number {
  const deliveredAtUs = over.requestArrivesAtUs(sentAtUs) + lateUs;
  over.requestDelivered(deliveredAtUs);
  return over.replyArrivesAtUs(deliveredAtUs + workUs);
}

describe("infra/lab/delay/passage", () => {
  it.prop([lateness, fc.integer({ min: 0, max: 2_000 })])(
    "takes 2 R + S to the first byte and R + S on the warm connection, however late the steps",
    (lateUs, workUs) => {
      const over = passage();
      expect(exchange(over, 150, lateUs, workUs)).toBeCloseTo(202_000, 6);
      expect(exchange(over, 500_000, lateUs, workUs)).toBeCloseTo(602_000, 6);
    },
  );

  it.prop([fc.integer({ min: 1_000, max: 90_000 }), fc.integer({ min: 1_000, max: 90_000 })])(
    "takes max(R_ce, R_er) + R_ce + R_er + S through an edge",
    (toEdgeUs, onwardUs) => {
      const over = passage({
        rttUs: toEdgeUs + onwardUs,
        handshakeUs: Math.max(toEdgeUs, onwardUs),
      });
      const expected = Math.max(toEdgeUs, onwardUs) + toEdgeUs + onwardUs + 2_000;
      expect(exchange(over, 0, 0, 300)).toBeCloseTo(expected, 6);
    },
  );

  it("adds what the server really took beyond its usual time", () => {
    expect(exchange(passage(), 0, 0, 7_500)).toBeCloseTo(207_500, 6);
  });

  it("does not hold back a request that comes after the handshake would have ended", () => {
    expect(exchange(passage(), 400_000, 0, 0)).toBeCloseTo(502_000, 6);
  });

  it("shares one draw of jitter between handshake and first exchange, and draws anew after", () => {
    const draws = [0.9, 0.99, 0.99, 0.99, 0.5, 0.99, 0.99];
    const over = passage({ jitterUs: 1_000 }, () => draws.shift() ?? 0.99);
    const extraUs = 1_000 * (-Math.log(1 - 0.9) - Math.LN2);
    expect(exchange(over, 0, 0, 0)).toBeCloseTo(202_000 + 2 * extraUs, 6);
    expect(exchange(over, 500_000, 0, 0)).toBeCloseTo(602_000, 6);
  });

  it("answers a lost packet after a retransmission, a lost SYN after a second", () => {
    const lost = 0.0005;
    const kept = 0.5;
    const withLoss = (...draws: number[]) =>
      exchange(
        passage({ lossRatio: 0.001 }, () => draws.shift() ?? kept),
        0,
        0,
        0,
      );
    expect(withLoss(kept, kept, kept, kept)).toBeCloseTo(202_000, 6);
    expect(withLoss(kept, lost, kept, kept)).toBeCloseTo(1_202_000, 6);
    expect(withLoss(kept, kept, lost, kept)).toBeCloseTo(502_000, 6);
    expect(withLoss(kept, kept, kept, lost)).toBeCloseTo(502_000, 6);
  });

  it.prop([
    fc.nat(2 ** 31),
    fc.array(fc.record({ gapUs: fc.nat(80_000), reply: fc.boolean() }), { maxLength: 60 }),
  ])("never lets bytes overtake each other, nor end before they arrive", (seed, steps) => {
    const over = passage({ jitterUs: 20_000, lossRatio: 0.2 }, seededRandom(seed));
    let nowUs = 0;
    const last = { request: 0, reply: 0 };
    for (const { gapUs, reply } of steps) {
      nowUs += gapUs;
      const atUs = reply ? over.replyArrivesAtUs(nowUs) : over.requestArrivesAtUs(nowUs);
      const direction = reply ? "reply" : "request";
      expect(atUs).toBeGreaterThanOrEqual(last[direction]);
      last[direction] = atUs;
      expect(over.endArrivesAtUs(direction, nowUs)).toBeGreaterThanOrEqual(atUs);
    }
  });

  it("ends a round trip to a server that needs no time after R", () => {
    expect(passage({ serverTimeUs: 0 }).roundTripEndsAtUs(300_000)).toBeCloseTo(400_000, 6);
  });
});
