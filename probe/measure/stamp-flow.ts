import { randomInt } from "node:crypto";
import { createSocket, type Socket } from "node:dgram";
import { isIPv6 } from "node:net";
import type { Cancel, Settle } from "./deadline.ts";
import { DirectionCounter, type DirectionLosses } from "./direction-counter.ts";
import { encodeErrorEstimate } from "./error-estimate.ts";
import { toNtp } from "./ntp-time.ts";
import { decodeStampReply, encodeStampRequest, type StampReply } from "./stamp-packet.ts";
import { WallAnchor } from "./wall-anchor.ts";

/** A reflector to ask, and from where. */
export interface ReflectorAddress {
  address: string;
  port: number;
  sourceAddress: string | null;
  /** What this machine's clock is wrong by at most, in milliseconds; null where that is not known. */
  clockErrorMs: () => number | null;
}

/** A reply with the monotonic milliseconds between which it was waited for. */
export interface StampExchange {
  sentMs: number;
  receivedMs: number;
  /** What our time of sending is wrong by at most; null where that is not known. */
  sentErrorMs: number | null;
  reply: StampReply;
}

interface Sent {
  sentNtp: bigint;
  sentMs: number;
  sentErrorMs: number | null;
  /** Null when nobody waits any longer. */
  settle: Settle<StampExchange> | null;
}

/** Of this many unanswered packets a late reply is still recognised. */
const REMEMBERED = 1_024;

/**
 * STAMP from one source port. Our numbers start at random and not at 0 (RFC 8762 §4.2.1): that shows
 * from the first reply whether the reflector counts by itself, and a stranger cannot guess them.
 */
export class StampFlow {
  readonly #socket: Socket;
  readonly #anchor = new WallAnchor();
  readonly #clockErrorMs: () => number | null;
  readonly #sent = new Map<number, Sent>();
  readonly #directions = new DirectionCounter();
  /** Those who came before the socket was open; null once it is. */
  #waiting: { send: () => void; settle: Settle<StampExchange> }[] | null = [];
  #nextSeq = 2 ** 20 + randomInt(2 ** 30);
  #late = 0;
  #isClosed = false;

  constructor({ address, port, sourceAddress, clockErrorMs }: ReflectorAddress) {
    this.#clockErrorMs = clockErrorMs;
    const family = isIPv6(address) ? "udp6" : "udp4";
    this.#socket = createSocket(family);
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("message", (message) => this.#receive(message, performance.now()));
    // A connected socket hears only its reflector, and hears of a closed port (ICMP) as an error.
    const connected = (error?: Error) => {
      if (error instanceof Error) this.#fail(error);
      else this.#open();
    };
    const connect = () => {
      if (!this.#isClosed) this.#socket.connect(port, address, connected);
    };
    if (sourceAddress === null) connect();
    else this.#socket.bind(0, sourceAddress, connect);
  }

  /** False when the socket could not be opened at all: another flow must be made. */
  get isUsable(): boolean {
    return !this.#isClosed;
  }

  /** Replies that came when nobody waited for them any longer. */
  get late(): number {
    return this.#late;
  }

  /** Losses by direction; null while the reflector has not shown that it counts. */
  losses(): DirectionLosses | null {
    return this.#directions.losses();
  }

  /** Sends one packet and reports its reply. One that is given up is still recognised, as late. */
  exchange(settle: Settle<StampExchange>): Cancel {
    let sent: Sent | null = null;
    let isWanted = true;
    const send = () => {
      if (isWanted) sent = this.#send(settle);
    };
    if (this.#waiting === null) send();
    else this.#waiting.push({ send, settle });
    return () => {
      isWanted = false;
      if (sent !== null) sent.settle = null;
    };
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#socket.close();
  }

  #open(): void {
    if (this.#isClosed) return;
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const { send } of waiting) send();
  }

  #send(settle: Settle<StampExchange>): Sent {
    const seq = this.#nextSeq;
    this.#nextSeq += 1;
    const sentMs = performance.now();
    const sentNtp = toNtp(this.#anchor.wallMs(sentMs));
    const clockErrorMs = this.#clockErrorMs();
    const sentErrorMs = clockErrorMs === null ? null : clockErrorMs + this.#anchor.errorMs;
    const sent: Sent = { sentNtp, sentMs, sentErrorMs, settle };
    this.#sent.set(seq, sent);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > REMEMBERED && oldest !== undefined) this.#sent.delete(oldest);
    const packet = encodeStampRequest(seq, sentNtp, encodeErrorEstimate(sentErrorMs));
    this.#socket.send(packet, (error) => {
      if (error !== null) sent.settle?.reject(error);
    });
    return sent;
  }

  #receive(message: Buffer, receivedMs: number): void {
    const reply = decodeStampReply(message);
    if (reply === null) return;
    const sent = this.#sent.get(reply.request.seq);
    if (sent === undefined || sent.sentNtp !== reply.request.sentNtp) return;
    this.#sent.delete(reply.request.seq);
    this.#directions.answer(reply.request.seq, reply.seq);
    if (sent.settle === null) this.#late += 1;
    else {
      const { sentMs, sentErrorMs, settle } = sent;
      settle.resolve({ sentMs, receivedMs, sentErrorMs, reply });
    }
  }

  #fail(error: Error): void {
    for (const { settle } of this.#sent.values()) settle?.reject(error);
    this.#sent.clear();
    if (this.#waiting === null) return;
    for (const { settle } of this.#waiting) settle.reject(error);
    this.close();
  }
}
