import { createSocket } from "node:dgram";
import type { AddressInfo } from "node:net";
import { decode, encode } from "dns-packet";

/** A name server that knows one address for every name; it runs until its process ends. */
export async function startDnsResponder(): Promise<number> {
  const socket = createSocket("udp4");
  socket.on("message", (message, sender) => {
    const { id = 0, questions = [] } = decode(message);
    const name = questions[0]?.name ?? "";
    const answer = encode({
      type: "response",
      id,
      questions,
      answers: [{ type: "A", name, ttl: 60, data: "127.0.0.1" }],
    });
    socket.send(answer, sender.port, sender.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, "127.0.0.1", resolve));
  socket.unref();
  return (socket.address() as AddressInfo).port;
}
