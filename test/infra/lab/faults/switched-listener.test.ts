import { once } from "node:events";
import { createServer } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ListenerState } from "../../../../infra/lab/faults/endpoint-fault.ts";
import { SwitchedListener } from "../../../../infra/lab/faults/switched-listener.ts";
import { listen } from "../../../../infra/lab/http/listening.ts";
import { dial, dialled } from "./dial.ts";

const OUTCOMES = { open: "connected", refuse: "ECONNREFUSED", "black-hole": "silence" } as const;

describe("infra/lab/faults/switched-listener", () => {
  let listener: SwitchedListener;

  beforeEach(async () => {
    listener = await SwitchedListener.open({ address: "127.77.9.1", port: 0 }, (socket) => {
      socket.on("error", () => undefined);
      socket.on("data", (bytes) => socket.write(bytes));
    });
  });
  afterEach(() => listener.close());

  it("takes connections, refuses them or gives no answer, one after the other", async () => {
    const way: ListenerState[] = [
      "open",
      "refuse",
      "black-hole",
      "refuse",
      "open",
      "black-hole",
      "open",
    ];
    for (const state of way) {
      await listener.switchTo(state);
      expect(await dialled(listener), state).toBe(OUTCOMES[state]);
    }
  });

  it("loses the packets of every attempt, not of the first ones only", async () => {
    await listener.switchTo("black-hole");
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => dialled(listener)));
    expect(new Set(outcomes)).toEqual(new Set(["silence"]));
  });

  it("lets an attempt through that is still being made when the port is open again", async () => {
    await listener.switchTo("black-hole");
    const { outcome, socket } = await dial(listener);
    expect(outcome).toBe("silence");
    const connected = once(socket, "connect");
    await listener.switchTo("open");
    // The kernel sends the SYN again after a second.
    await connected;
    socket.write("x");
    await once(socket, "data");
    socket.destroy();
  });

  it("keeps open connections through everything, until they are reset", async () => {
    const { socket } = await dial(listener);
    for (const state of ["refuse", "black-hole", "open"] as const) {
      await listener.switchTo(state);
      socket.write(state);
      expect(String(await once(socket, "data"))).toBe(state);
    }
    listener.reset((address) => address === "127.77.9.9");
    socket.write("still there");
    await once(socket, "data");
    const closed = once(socket, "close");
    listener.reset();
    await expect(closed).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it("makes switches in the order in which they were asked for", async () => {
    const states: ListenerState[] = [
      "black-hole",
      "open",
      "refuse",
      "black-hole",
      "refuse",
      "open",
    ];
    await Promise.all(states.map((state) => listener.switchTo(state)));
    expect(await dialled(listener)).toBe("connected");
  });

  it("says when the port was taken meanwhile, and opens when it is free again", async () => {
    await listener.switchTo("refuse");
    const thief = createServer();
    await listen(thief, listener);
    await expect(listener.switchTo("open")).rejects.toMatchObject({ code: "EADDRINUSE" });
    await expect(listener.switchTo("black-hole")).rejects.toMatchObject({ code: "EADDRINUSE" });
    await new Promise((done) => thief.close(done));
    expect(await dialled(listener)).toBe("ECONNREFUSED");
    await listener.switchTo("open");
    expect(await dialled(listener)).toBe("connected");
  });

  it("leaves nothing behind", async () => {
    for (const state of ["black-hole", "refuse"] as const) {
      const other = await SwitchedListener.open({ address: "127.77.9.2", port: 0 }, () => {});
      await other.switchTo(state);
      await other.close();
      expect(await dialled(other)).toBe("ECONNREFUSED");
    }
  });
});
