import { fc, test } from "@fast-check/vitest";
import { decode, encode, type Packet } from "dns-packet";
import { describe, expect, it } from "vitest";
import { AttemptError } from "../../../probe/measure/attempt-error.ts";
import {
  type DnsQuestion,
  decodeAnswer,
  encodeQuestion,
} from "../../../probe/measure/dns-message.ts";

const question: DnsQuestion = { id: 7, name: "app.example", type: "A", clientSubnet: null };
const answerWith = (fields: Partial<Packet>) =>
  encode({
    type: "response",
    id: 7,
    questions: [{ type: "A", name: "app.example" }],
    ...fields,
  });

describe("probe/measure/dns-message", () => {
  it("asks with a client subnet whose bits beyond the prefix are zero", () => {
    const packet = decode(encodeQuestion({ ...question, clientSubnet: "203.0.113.77/20" }));
    const opt = packet.additionals?.[0];
    expect(opt).toMatchObject({
      type: "OPT",
      options: [{ code: 8, family: 1, sourcePrefixLength: 20, ip: "203.0.112.0" }],
    });
    expect(packet).toMatchObject({ id: 7, flag_rd: true, questions: [{ name: "app.example" }] });
  });

  it("reads addresses in order, with the shortest TTL of the chain", () => {
    const message = answerWith({
      answers: [
        { type: "CNAME", name: "app.example", ttl: 20, data: "lb.example" },
        { type: "A", name: "lb.example", ttl: 60, data: "192.0.2.2" },
        { type: "A", name: "lb.example", ttl: 60, data: "192.0.2.1" },
      ],
    });
    expect(decodeAnswer(message, question)).toEqual({
      addresses: ["192.0.2.2", "192.0.2.1"],
      ttlS: 20,
      truncated: false,
      authoritative: false,
      scopePrefix: null,
      records: [
        { name: "app.example", type: "CNAME", ttlS: 20, data: "lb.example" },
        { name: "lb.example", type: "A", ttlS: 60, data: "192.0.2.2" },
        { name: "lb.example", type: "A", ttlS: 60, data: "192.0.2.1" },
      ],
    });
  });

  it("ignores an answer to another question", () => {
    expect(decodeAnswer(answerWith({ id: 8 }), question)).toBeNull();
    const other = answerWith({ questions: [{ type: "A", name: "evil.example" }] });
    expect(decodeAnswer(other, question)).toBeNull();
    expect(decodeAnswer(encodeQuestion(question), question)).toBeNull();
  });

  it("says that an answer did not fit", () => {
    expect(decodeAnswer(answerWith({ flags: 0x0200 }), question)).toMatchObject({
      truncated: true,
    });
  });

  it.each([
    [2, "SERVFAIL"],
    [3, "NXDOMAIN"],
    [5, "REFUSED"],
    [9, "code 9"],
  ])("names the error code %i", (flags, name) => {
    expect(() => decodeAnswer(answerWith({ flags }), question)).toThrow(name);
  });

  test.prop([fc.uint8Array({ maxLength: 200 })])("survives any bytes", (bytes) => {
    const message = Buffer.concat([Buffer.from([0, 7]), bytes]);
    try {
      decodeAnswer(message, question);
    } catch (error) {
      expect(error).toBeInstanceOf(AttemptError);
      expect((error as AttemptError).verdict).toBe("dns");
    }
  });
});
