import { createServer, type Server } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { listen, type SocketAddress } from "../../../../infra/lab/http/listening.ts";
import { openOnSamePort } from "../../../../infra/lab/http/same-port.ts";

describe("infra/lab/http/same-port", () => {
  const open = new Set<Server>();
  const opener = (address: string) => ({
    address,
    open: async (at: SocketAddress) => {
      const server = createServer();
      const port = await listen(server, at);
      open.add(server);
      const close = () =>
        new Promise<void>((done) => {
          open.delete(server);
          server.close(() => done());
        });
      return { address: at.address, port, close };
    },
  });
  afterEach(async () => {
    await Promise.all([...open].map((server) => new Promise((done) => server.close(done))));
    open.clear();
  });

  it("finds one port for all addresses", async () => {
    const opened = await openOnSamePort(["127.0.0.1", "127.0.0.2", "127.0.0.3"].map(opener), 0);
    expect(new Set(opened.map((one) => one.port)).size).toBe(1);
    expect(opened.map((one) => one.address)).toEqual(["127.0.0.1", "127.0.0.2", "127.0.0.3"]);
  });

  it("tries another port when one is taken on a later address, leaving nothing open", async () => {
    let refusals = 3;
    const reluctant = {
      address: "127.0.0.2",
      open: (at: SocketAddress) => {
        if (refusals-- > 0)
          return Promise.reject(Object.assign(new Error(), { code: "EADDRINUSE" }));
        return opener("127.0.0.2").open(at);
      },
    };
    await openOnSamePort([opener("127.0.0.1"), reluctant], 0);
    expect(open.size).toBe(2);
  });

  it("does not move away from a port that was asked for", async () => {
    const [first] = await openOnSamePort([opener("127.0.0.2")], 0);
    const port = first?.port ?? 0;
    const attempt = openOnSamePort(["127.0.0.1", "127.0.0.2"].map(opener), port);
    await expect(attempt).rejects.toThrow(`Port ${port} on 127.0.0.2 is taken; choose another one`);
    expect(open.size).toBe(1);
  });

  it.each([
    ["EADDRNOTAVAIL", /This system has no address 127\.0\.0\.9: .*macOS/],
    ["EACCES", /needs more rights; choose one above 1023/],
  ])("explains %s", async (code, sentence) => {
    const failing = {
      address: "127.0.0.9",
      open: () => Promise.reject(Object.assign(new Error(), { code })),
    };
    await expect(openOnSamePort([failing], 0)).rejects.toThrow(sentence);
  });

  it("gives up with a sentence when every port is taken somewhere", async () => {
    const taken = {
      address: "127.0.0.2",
      open: () => Promise.reject(Object.assign(new Error(), { code: "EADDRINUSE" })),
    };
    await expect(openOnSamePort([opener("127.0.0.1"), taken], 0)).rejects.toThrow(
      /No port is free on all of 127\.0\.0\.1, 127\.0\.0\.2; name one with --http-port/,
    );
    expect(open.size).toBe(0);
  });

  it("passes unforeseen failures on", async () => {
    const failing = { address: "127.0.0.1", open: () => Promise.reject(new Error("unforeseen")) };
    await expect(openOnSamePort([failing], 0)).rejects.toThrow("unforeseen");
  });
});
