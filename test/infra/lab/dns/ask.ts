import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { type Answer, type DecodedPacket, decode, encode, type RecordType } from "dns-packet";
import { createFrameReader, frame } from "../../../../infra/lab/dns/message-frames.ts";
import type { SocketAddress } from "../../../../infra/lab/http/listening.ts";

const AUTHORITATIVE_BIT = 0x0400;

/** The client subnet option as a resolver sends it. */
export function subnetRecord(ip: string, sourcePrefixLength = 24): Answer {
  return {
    type: "OPT",
    name: ".",
    udpPayloadSize: 1_232,
    extendedRcode: 0,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [{ code: 8, family: 1, ip, sourcePrefixLength }],
  };
}

export function query(name: string, type: RecordType = "A", additionals: Answer[] = []): Buffer {
  return encode({
    type: "query",
    id: 4_711,
    flags: 0x0100,
    questions: [{ type, name }],
    additionals,
  });
}

export const rcodeOf = (packet: DecodedPacket) => (packet.flags ?? 0) & 0xf;
export const isAuthoritative = (packet: DecodedPacket) =>
  ((packet.flags ?? 0) & AUTHORITATIVE_BIT) !== 0;
export const addressesOf = (packet: DecodedPacket) =>
  (packet.answers ?? []).map((answer) => (answer.type === "A" ? answer.data : answer.type));

/** Sends one datagram from an address and waits for the reply. */
export async function askUdp(
  at: SocketAddress,
  message: Buffer,
  sourceAddress = "127.0.0.1",
): Promise<{ reply: DecodedPacket; tookUs: number }> {
  const socket = createSocket("udp4");
  try {
    socket.bind(0, sourceAddress);
    await once(socket, "listening");
    const startMs = performance.now();
    socket.send(message, at.port, at.address);
    const [bytes] = (await once(socket, "message")) as [Buffer];
    return { reply: decode(bytes), tookUs: (performance.now() - startMs) * 1_000 };
  } finally {
    socket.close();
  }
}

/** Sends messages over one connection in one piece and waits for as many replies. */
export async function askTcp(
  at: SocketAddress,
  messages: Buffer[],
  localAddress = "127.0.0.1",
): Promise<{ replies: DecodedPacket[]; tookUs: number }> {
  const socket = connect({ host: at.address, port: at.port, localAddress });
  const read = createFrameReader();
  const replies: DecodedPacket[] = [];
  try {
    const startMs = performance.now();
    await once(socket, "connect");
    socket.write(Buffer.concat(messages.map(frame)));
    while (replies.length < messages.length) {
      const [chunk] = (await once(socket, "data")) as [Buffer];
      replies.push(...read(chunk).map((bytes) => decode(bytes)));
    }
    return { replies, tookUs: (performance.now() - startMs) * 1_000 };
  } finally {
    socket.destroy();
  }
}
