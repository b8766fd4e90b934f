import { drawRttUs } from "./jitter.ts";
import type { Random } from "./random.ts";

/** What lies between a client and the server that its connection ends at. Times in µs. */
export interface PathDelay {
  /** Median round trip from client to server. */
  readonly rttUs: number;
  /** Median time that opening the connection takes before the first byte may leave the client. */
  readonly handshakeUs: number;
  readonly jitterUs: number;
  /** Share of packets lost per direction, 0 to 1. */
  readonly lossRatio: number;
  /** The server answers no sooner than this after a request; its real work counts within it. */
  readonly serverTimeUs: number;
}

/** A lost packet is sent again after Linux's least timeout plus a round trip (RFC 6298; TCP_RTO_MIN). */
export const RETRANSMIT_US = 200_000;
/** A lost SYN is sent again after one second (RFC 6298 §2.1). */
const SYN_RETRANSMIT_US = 1_000_000;

/**
 * The ideal times of one connection. Every deadline is computed from ideal times, never from when a
 * late timer fired, so lateness inside the lab does not add up: what counts is only how precisely
 * the last one, the reply's, is kept.
 *
 * On loopback the kernel completes a TCP connect at once. So the handshake is held back here: bytes
 * that arrive before it would have ended are treated as sent at its end. In the lab a `connect` time
 * is therefore *not* wide-area, while the time to the first byte is.
 *
 * One draw of jitter covers one exchange (a request and its reply), and the handshake shares the
 * draw of the first exchange; so medians of `echo_rtt` and of `ttfb_new` are the configured ones.
 */
export class Passage {
  private drawnUs: number;
  private readonly readyAtUs: number;
  private turn: "request" | "reply" = "request";
  private begun = false;
  private requestAtUs: number;
  private deliveredAtUs: number;
  private requestLossUs = 0;
  private replyLossUs = 0;
  private replyLagUs = 0;
  private replyAtUs = 0;
  private readonly delay: PathDelay;
  private readonly random: Random;

  constructor(delay: PathDelay, random: Random, acceptedAtUs: number) {
    this.delay = delay;
    this.random = random;
    this.drawnUs = drawRttUs(delay.rttUs, delay.jitterUs, random);
    const lateUs = this.drawnUs - delay.rttUs;
    const lostSynUs = random() < delay.lossRatio ? SYN_RETRANSMIT_US : 0;
    this.readyAtUs = acceptedAtUs + Math.max(0, delay.handshakeUs + lateUs) + lostSynUs;
    this.requestAtUs = this.readyAtUs;
    this.deliveredAtUs = this.readyAtUs;
  }

  /** When bytes that came from the client at `nowUs` are to reach the server. */
  requestArrivesAtUs(nowUs: number): number {
    if (this.turn === "reply")
      this.drawnUs = drawRttUs(this.delay.rttUs, this.delay.jitterUs, this.random);
    if (this.turn === "reply" || !this.begun) this.requestLossUs = this.drawLossUs();
    this.turn = "request";
    this.begun = true;
    const sentAtUs = Math.max(nowUs, this.readyAtUs);
    const idealUs = sentAtUs + this.drawnUs / 2 + this.requestLossUs;
    this.requestAtUs = Math.max(this.requestAtUs, idealUs);
    return this.requestAtUs;
  }

  /** Notes when the bytes really reached the server. */
  requestDelivered(nowUs: number): void {
    this.deliveredAtUs = nowUs;
  }

  /** When bytes that came from the server at `nowUs` are to reach the client. */
  replyArrivesAtUs(nowUs: number): number {
    if (this.turn === "request") {
      this.turn = "reply";
      const workUs = Math.max(this.delay.serverTimeUs, nowUs - this.deliveredAtUs);
      this.replyLagUs = nowUs - (this.requestAtUs + workUs);
      this.replyLossUs = this.drawLossUs();
    }
    const idealUs = nowUs - this.replyLagUs + this.drawnUs / 2 + this.replyLossUs;
    this.replyAtUs = Math.max(this.replyAtUs, idealUs);
    return this.replyAtUs;
  }

  /** When a question that came at `nowUs` is to be answered, by a server that needs no time. */
  roundTripEndsAtUs(nowUs: number): number {
    const atServerUs = this.requestArrivesAtUs(nowUs);
    this.requestDelivered(atServerUs);
    return this.replyArrivesAtUs(atServerUs);
  }

  /** When the end (or abort) of a direction, noticed at `nowUs`, is to be seen on the other side. */
  endArrivesAtUs(direction: "request" | "reply", nowUs: number): number {
    const lastUs = direction === "request" ? this.requestAtUs : this.replyAtUs;
    return Math.max(lastUs, Math.max(nowUs, this.readyAtUs) + this.drawnUs / 2);
  }

  private drawLossUs(): number {
    return this.random() < this.delay.lossRatio ? RETRANSMIT_US + this.drawnUs : 0;
  }
}
