import { once } from "node:events";
import { createServer, type Server } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { EdgeDoors } from "../../../../infra/lab/accelerator/edge-doors.ts";
import { endWhenIdle, TCP_IDLE_MS } from "../../../../infra/lab/accelerator/end-when-idle.ts";
import type { Flow } from "../../../../infra/lab/accelerator/flow.ts";
import { seededRandom } from "../../../../infra/lab/delay/random.ts";
import { createWeather, type Weather } from "../../../../infra/lab/delay/weather.ts";
import { SwitchedListener } from "../../../../infra/lab/faults/switched-listener.ts";
import { listen, type SocketAddress } from "../../../../infra/lab/http/listening.ts";
import { dial, dialled } from "../faults/dial.ts";
import { simulatedClock } from "../health/simulated-clock.ts";

const EDGE = "127.90.3.1";

describe("infra/lab/accelerator/edge-doors", () => {
  let weather: Weather;
  let doors: EdgeDoors;
  /** Sends back what it is sent. */
  let server: Server;
  let upstream: SocketAddress;
  const problems: string[] = [];
  const flows: Flow[] = [];

  beforeEach(async () => {
    problems.length = 0;
    flows.length = 0;
    weather = createWeather(seededRandom(1));
    doors = new EdgeDoors(weather, (sentence) => problems.push(sentence));
    server = createServer((socket) => {
      socket.on("error", () => undefined);
      socket.pipe(socket);
    });
    upstream = {
      address: "127.90.5.1",
      port: await listen(server, { address: "127.90.5.1", port: 0 }),
    };
  });
  afterEach(async () => {
    await doors.close();
    weather.exact.close();
    weather.coarse.close();
    await new Promise((done) => server.close(done));
  });

  const leadOn = () =>
    doors.lead((flow) => {
      flows.push(flow);
      return { upstream, delay: null };
    });
  const echoed = async (socket: Awaited<ReturnType<typeof dial>>["socket"], text: string) => {
    const answer = once(socket, "data") as Promise<[Buffer]>;
    socket.write(text);
    return String((await answer)[0]);
  };

  it("resets connections until it is led, then passes them on with both their ends", async () => {
    const door = await doors.open({ address: EDGE, port: 0 });
    const { socket: early } = await dial(door);
    if (!early.destroyed) await once(early, "close");
    leadOn();
    const { socket } = await dial(door);
    expect(await echoed(socket, "hello")).toBe("hello");
    expect(flows).toEqual([
      {
        source: { address: "127.0.0.1", port: socket.localPort },
        destination: { address: EDGE, port: door.port },
      },
    ]);
    socket.destroy();
  });

  it("opens what is wanted and refuses the rest, but leaves open connections alone", async () => {
    leadOn();
    const first = await doors.open({ address: EDGE, port: 0 });
    const { port } = await doors.open({ address: "127.90.3.2", port: 0 });
    const second = { address: EDGE, port };
    const { socket } = await dial(first);
    expect(await echoed(socket, "one")).toBe("one");
    await doors.show([second]);
    expect(await dialled(first)).toBe("ECONNREFUSED");
    expect(await dialled({ address: "127.90.3.2", port })).toBe("ECONNREFUSED");
    expect(await dialled(second)).toBe("connected");
    expect(await echoed(socket, "two")).toBe("two");
    await doors.show([first, second]);
    expect(await dialled(first)).toBe("connected");
    expect(await echoed(socket, "three")).toBe("three");
    socket.destroy();
  });

  it("lets a port go that is not wanted once no connection stands", async () => {
    leadOn();
    const closed = vi.spyOn(SwitchedListener.prototype, "close");
    const door = await doors.open({ address: EDGE, port: 0 });
    const { socket } = await dial(door);
    expect(await echoed(socket, "one")).toBe("one");
    await doors.show([]);
    expect(closed).not.toHaveBeenCalled();
    socket.destroy();
    await vi.waitFor(async () => {
      await doors.show([]);
      expect(closed).toHaveBeenCalledOnce();
    });
    await doors.show([door]);
    expect(await dialled(door)).toBe("connected");
    closed.mockRestore();
  });

  it("says what could not be opened, and opens the others", async () => {
    leadOn();
    const { port } = await doors.open({ address: "127.90.3.2", port: 0 });
    await doors.show([
      { address: upstream.address, port: upstream.port },
      { address: EDGE, port },
    ]);
    expect(problems).toEqual([
      `Port ${upstream.port} on 127.90.5.1 is taken; choose another one, or 0 for any free one.`,
    ]);
    expect(await dialled({ address: EDGE, port })).toBe("connected");
  });

  it("resets a connection over which nothing was sent for 340 s, not one in use", async () => {
    const clock = simulatedClock();
    doors.lead(() => ({
      upstream,
      delay: null,
      joined: (client, server) => endWhenIdle(client, server, clock),
    }));
    const door = await doors.open({ address: EDGE, port: 0 });
    const { socket } = await dial(door);
    await echoed(socket, "one");
    await clock.runTo(TCP_IDLE_MS - 1);
    expect(await echoed(socket, "two")).toBe("two");
    await clock.runTo(2 * TCP_IDLE_MS - 2);
    expect(await echoed(socket, "three")).toBe("three");
    const ended = new Promise((done) => socket.once("error", done));
    await clock.runTo(4 * TCP_IDLE_MS);
    expect(await ended).toMatchObject({ code: "ECONNRESET" });
  });
});
