import { fc, test } from "@fast-check/vitest";
import { describe, expect, it } from "vitest";
import {
  decodeStampReply,
  decodeStampRequest,
  encodeStampReply,
  encodeStampRequest,
} from "../../../probe/measure/stamp-packet.ts";

// Field by field after RFC 8762, figures 2 and 4 (with the SSID of RFC 8972, figure 1).
const REQUEST = [
  "01020304", // sequence number
  "e5f6a7b8c9d0e1f2", // timestamp
  "2001", // error estimate: S=0, Z=0, scale 32, multiplier 1
  "0000", // SSID
  "00".repeat(28),
].join("");
const REPLY = [
  "00000007",
  "e5f6a7b8ca000000",
  "8c42",
  "0000",
  "e5f6a7b8c9ffff00", // receive timestamp
  "01020304", // sequence number, timestamp, error estimate of the sender
  "e5f6a7b8c9d0e1f2",
  "2001",
  "0000",
  "00", // TTL of the sender, which Node does not show
  "000000",
].join("");
const request = {
  seq: 0x01020304,
  sentNtp: 0xe5f6a7b8c9d0e1f2n,
  errorEstimate: 0x2001,
  sessionId: 0,
};
const reply = {
  seq: 7,
  sentNtp: 0xe5f6a7b8ca000000n,
  receivedNtp: 0xe5f6a7b8c9ffff00n,
  errorEstimate: 0x8c42,
  request,
};

describe("probe/measure/stamp-packet", () => {
  it("writes and reads the packet of a sender", () => {
    expect(encodeStampRequest(request.seq, request.sentNtp).toString("hex")).toBe(REQUEST);
    expect(encodeStampRequest(1, 2n, 0x8101).readUInt16BE(12)).toBe(0x8101);
    expect(decodeStampRequest(Buffer.from(REQUEST, "hex"))).toEqual(request);
  });

  it("writes and reads the packet of a reflector, as long as the request", () => {
    expect(encodeStampReply(reply).toString("hex")).toBe(REPLY);
    expect(REPLY).toHaveLength(REQUEST.length);
    expect(decodeStampReply(Buffer.from(REPLY, "hex"))).toEqual(reply);
  });

  it("takes no reply for a request and no request for a reply", () => {
    expect(decodeStampRequest(Buffer.from(REPLY, "hex"))).toBeNull();
    expect(decodeStampReply(Buffer.from(REQUEST, "hex"))).toBeNull();
  });

  test.prop([fc.uint8Array({ maxLength: 43 })])("takes nothing that is too short", (bytes) => {
    expect(decodeStampRequest(Buffer.from(bytes))).toBeNull();
    expect(decodeStampReply(Buffer.from(bytes))).toBeNull();
  });
});
