import { createServer, type Socket } from "node:net";
import { Passage } from "../delay/passage.ts";
import type { Weather } from "../delay/weather.ts";
import { listen, type SocketAddress } from "../http/listening.ts";
import { createFrameReader, frame } from "./message-frames.ts";
import type { Answered, NameService } from "./name-service.ts";
import type { DnsDoor } from "./udp-door.ts";

/** Idle connections are closed after this, as RFC 7766 §6.2.3 asks. */
const IDLE_MS = 30_000;

/** Answers DNS over TCP. Fails with the system's listen error. */
export async function openTcpDoor(
  at: SocketAddress,
  serve: NameService,
  weather: Weather,
): Promise<DnsDoor> {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    // A client that breaks off is its own affair.
    socket.on("error", () => undefined);
    socket.setTimeout(IDLE_MS, () => socket.destroy());
    serveConnection(socket, serve, weather);
  });
  const port = await listen(server, at);
  return {
    address: at.address,
    port,
    close: () => {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const socket of open) socket.destroy();
      return closed;
    },
  };
}

function serveConnection(socket: Socket, serve: NameService, weather: Weather): void {
  const { timing } = weather;
  const acceptedAtUs = timing.nowUs();
  const source = socket.remoteAddress ?? "";
  const messagesIn = createFrameReader();
  let passage: Passage | undefined;
  const passageFor = (delay: NonNullable<Answered["delay"]>) => {
    passage ??= new Passage(
      { ...delay, handshakeUs: delay.rttUs, serverTimeUs: 0 },
      weather.random,
      acceptedAtUs,
    );
    return passage;
  };
  socket.on("data", (chunk: Buffer) => {
    const arrivedAtUs = timing.nowUs();
    for (const message of messagesIn(chunk)) {
      const answered = serve(message, source);
      if (answered === undefined) continue;
      const reply = frame(answered.message);
      const send = () => {
        if (socket.writable) socket.write(reply);
      };
      if (answered.delay === null) send();
      else weather.exact.at(passageFor(answered.delay).roundTripEndsAtUs(arrivedAtUs), send);
    }
  });
}
