import { createSocket } from "node:dgram";
import { createServer, type Socket } from "node:net";
import { type Answer, type DecodedPacket, decode, encode, type Packet } from "dns-packet";

/** What a test name server answers: a packet's fields, raw bytes, or nothing at all. */
export type DnsReply = Partial<Packet> | Buffer | null;

export interface TestDnsServer {
  address: string;
  port: number;
  /** Every question, in order, with the transport it came over. */
  readonly questions: readonly { transport: "udp" | "tcp"; packet: DecodedPacket }[];
  close(): Promise<void>;
}

/** Starts a name server on one loopback port, UDP and TCP. */
export async function startDnsServer(
  answer: (packet: DecodedPacket, transport: "udp" | "tcp") => DnsReply,
  address = "127.0.0.1",
): Promise<TestDnsServer> {
  const questions: { transport: "udp" | "tcp"; packet: DecodedPacket }[] = [];
  function reply(message: Buffer, transport: "udp" | "tcp"): Buffer | null {
    const packet = decode(message);
    questions.push({ transport, packet });
    const chosen = answer(packet, transport);
    if (chosen === null || Buffer.isBuffer(chosen)) return chosen;
    return encode({
      type: "response",
      id: packet.id ?? 0,
      questions: packet.questions ?? [],
      ...chosen,
    });
  }
  const sockets = new Set<Socket>();
  const tcp = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.on("data", (data) => {
      const message = reply(data.subarray(2), "tcp");
      if (message === null) return;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(message.length);
      // In two pieces, as a network may deliver it.
      socket.write(length);
      setImmediate(() => socket.write(message));
    });
  });
  await new Promise<void>((resolve) => tcp.listen(0, address, resolve));
  const { port } = tcp.address() as { port: number };
  const udp = createSocket(address.includes(":") ? "udp6" : "udp4");
  udp.on("message", (message, sender) => {
    const answered = reply(message, "udp");
    if (answered !== null) udp.send(answered, sender.port, sender.address);
  });
  await new Promise<void>((resolve) => udp.bind(port, address, resolve));
  return {
    address,
    port,
    questions,
    async close() {
      await new Promise<void>((resolve) => udp.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => tcp.close(() => resolve()));
    },
  };
}

/** One address record. */
export function addressRecord(name: string, data: string, ttl: number): Answer {
  return { type: "A", name, ttl, data };
}
