import { createSocket, type RemoteInfo } from "node:dgram";
import { once } from "node:events";
import { drawRttUs } from "../delay/jitter.ts";
import type { Weather } from "../delay/weather.ts";
import type { SocketAddress } from "../http/listening.ts";
import type { NameService } from "./name-service.ts";

/** A socket that DNS queries come in by. */
export interface DnsDoor extends SocketAddress {
  close(): Promise<void>;
}

/** Answers DNS over UDP; a lost query or answer is silence. Fails with the system's bind error. */
export async function openUdpDoor(
  at: SocketAddress,
  serve: NameService,
  weather: Weather,
): Promise<DnsDoor> {
  const socket = createSocket("udp4");
  let open = true;
  const answer = (bytes: Buffer, from: RemoteInfo) => {
    const arrivedAtUs = weather.timing.nowUs();
    const answered = serve(bytes, from.address);
    if (answered === undefined) return;
    const { message, delay } = answered;
    const send = () => {
      if (open) socket.send(message, from.port, from.address);
    };
    if (delay === null) return send();
    const lost = () => weather.random() < delay.lossRatio;
    if (lost() || lost()) return;
    const rttUs = drawRttUs(delay.rttUs, delay.jitterUs, weather.random);
    weather.exact.at(arrivedAtUs + rttUs, send);
  };
  socket.on("message", answer);
  socket.bind(at.port, at.address);
  await once(socket, "listening");
  // An asker that is gone again answers with ICMP "port unreachable"; the server goes on.
  socket.on("error", () => undefined);
  return {
    address: at.address,
    port: socket.address().port,
    close: () =>
      new Promise((done) => {
        open = false;
        socket.close(() => done());
      }),
  };
}
