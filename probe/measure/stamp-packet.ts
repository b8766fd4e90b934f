import { UNKNOWN_ERROR } from "./error-estimate.ts";

/** Length of a STAMP packet without extensions, the same in both directions (RFC 8762 §4.2, §4.3). */
const STAMP_BYTES = 44;

/** Where a request must be zero: all that a reply fills. */
const REQUEST_ZEROS_FROM = 16;

/** What a session sender says; timestamps are NTP timestamps. */
export interface StampRequest {
  seq: number;
  sentNtp: bigint;
  /** Of the sender's clock (RFC 4656 §4.1.2). */
  errorEstimate: number;
  /** Session identifier (RFC 8972 §3), 0 without one. */
  sessionId: number;
}

/** What a session reflector answers, with what it copied from the request. */
export interface StampReply {
  /** Counted by a stateful reflector; the request's by a stateless one. */
  seq: number;
  receivedNtp: bigint;
  sentNtp: bigint;
  /** Of the reflector's clock. */
  errorEstimate: number;
  request: StampRequest;
}

/** The unauthenticated packet of a session sender (RFC 8762 §4.2.1). */
export function encodeStampRequest(
  seq: number,
  sentNtp: bigint,
  errorEstimate: number = UNKNOWN_ERROR,
): Buffer {
  const packet = Buffer.alloc(STAMP_BYTES);
  packet.writeUInt32BE(seq, 0);
  packet.writeBigUInt64BE(sentNtp, 4);
  packet.writeUInt16BE(errorEstimate, 12);
  return packet;
}

/**
 * Reads the packet of a session sender.
 *
 * @returns null unless it is one. Replies are none, so two reflectors never answer each other: a reply
 *   has its timestamps where a request is zero
 */
export function decodeStampRequest(packet: Buffer): StampRequest | null {
  if (packet.length < STAMP_BYTES) return null;
  if (packet.subarray(REQUEST_ZEROS_FROM, STAMP_BYTES).some((byte) => byte !== 0)) return null;
  return {
    seq: packet.readUInt32BE(0),
    sentNtp: packet.readBigUInt64BE(4),
    errorEstimate: packet.readUInt16BE(12),
    sessionId: packet.readUInt16BE(14),
  };
}

/**
 * The unauthenticated packet of a session reflector (RFC 8762 §4.3.1). The request's TTL stays 0, since
 * Node does not show it.
 */
export function encodeStampReply(reply: StampReply): Buffer {
  const { seq, receivedNtp, sentNtp, errorEstimate, request } = reply;
  const packet = Buffer.alloc(STAMP_BYTES);
  packet.writeUInt32BE(seq, 0);
  packet.writeBigUInt64BE(sentNtp, 4);
  packet.writeUInt16BE(errorEstimate, 12);
  packet.writeUInt16BE(request.sessionId, 14);
  packet.writeBigUInt64BE(receivedNtp, 16);
  packet.writeUInt32BE(request.seq, 24);
  packet.writeBigUInt64BE(request.sentNtp, 28);
  packet.writeUInt16BE(request.errorEstimate, 36);
  return packet;
}

/** Reads the packet of a session reflector, of any make; null unless it is one. */
export function decodeStampReply(packet: Buffer): StampReply | null {
  if (packet.length < STAMP_BYTES || packet.readBigUInt64BE(16) === 0n) return null;
  return {
    seq: packet.readUInt32BE(0),
    sentNtp: packet.readBigUInt64BE(4),
    receivedNtp: packet.readBigUInt64BE(16),
    errorEstimate: packet.readUInt16BE(12),
    request: {
      seq: packet.readUInt32BE(24),
      sentNtp: packet.readBigUInt64BE(28),
      errorEstimate: packet.readUInt16BE(36),
      sessionId: packet.readUInt16BE(14),
    },
  };
}
