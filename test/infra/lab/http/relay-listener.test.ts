import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PathDelay } from "../../../../infra/lab/delay/passage.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { createWeather, type Weather } from "../../../../infra/lab/delay/weather.ts";
import { listen } from "../../../../infra/lab/http/listening.ts";
import {
  openRelayListener,
  type RelayListener,
} from "../../../../infra/lab/http/relay-listener.ts";

const DELAY: PathDelay = {
  rttUs: 30_000,
  handshakeUs: 30_000,
  jitterUs: 0,
  lossRatio: 0,
  serverTimeUs: 1_000,
};
const NEAR = { address: "127.0.0.1", port: 0 };

describe("infra/lab/http/relay-listener", () => {
  let weather: Weather;
  let server: Server;
  let relay: RelayListener;
  let delay: PathDelay | null;
  const accepted: Socket[] = [];

  beforeEach(async () => {
    delay = DELAY;
    weather = createWeather(seededRandom(1));
    server = createServer({ allowHalfOpen: true });
    server.on("connection", (socket) => {
      accepted.push(socket);
      socket.on("error", () => undefined);
    });
    const port = await listen(server, NEAR);
    const route = () => ({ upstream: { address: "127.0.0.1", port }, delay });
    relay = await openRelayListener(NEAR, route, weather);
  });
  afterEach(async () => {
    weather.exact.close();
    weather.coarse.close();
    await relay.close();
    for (const socket of accepted.splice(0)) socket.destroy();
    if (server.listening) await new Promise((done) => server.close(done));
  });

  const dial = () => {
    const client = connect({ host: relay.address, port: relay.port, allowHalfOpen: true });
    client.on("error", () => undefined);
    return client;
  };

  it.each([
    ["with delay", DELAY],
    ["without delay", null],
  ])("passes more than a window of bytes whole and in order, %s", async (_what, chosen) => {
    delay = chosen;
    server.on("connection", (socket: Socket) => socket.pipe(socket));
    const sent = Buffer.alloc(3_000_000, (() => "the quick brown fox jumps over the lazy dog")());
    const client = dial();
    client.end(sent);
    expect((await buffer(client)).equals(sent)).toBe(true);
  });

  it("carries the end of one direction while the other goes on", async () => {
    server.on("connection", (socket: Socket) => {
      socket.resume().on("end", () => socket.end("after your end"));
    });
    const startMs = performance.now();
    const client = dial();
    client.end("a question");
    expect((await buffer(client)).toString()).toBe("after your end");
    // Handshake, the way there and the way back.
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(60);
  });

  it("tells the client by a reset when nothing listens behind it", async () => {
    await new Promise((done) => server.close(done));
    const client = dial();
    const [error] = (await once(client, "error")) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNRESET");
  });

  it("tells the server by a reset when the client breaks off", async () => {
    const connected = once(server, "connection");
    const client = dial();
    await once(client, "connect");
    const [socket] = (await connected) as [Socket];
    const failed = once(socket, "error");
    socket.resume();
    client.resetAndDestroy();
    const [error] = (await failed) as [NodeJS.ErrnoException];
    expect(error.code).toBe("ECONNRESET");
  });

  it("tears down open connections when closed", async () => {
    const connected = once(server, "connection");
    const client = dial().resume();
    await connected;
    const ended = once(client, "end");
    await relay.close();
    await ended;
    client.end();
    relay = await openRelayListener(
      NEAR,
      () => ({ upstream: { address: "127.0.0.1", port: 1 }, delay: null }),
      weather,
    );
  });
});
