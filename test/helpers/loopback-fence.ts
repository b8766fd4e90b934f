import { Socket } from "node:net";

/** Everywhere that this process connects to, while the fence stands. */
export type LoopbackFence = {
  /** Hosts that something tried to reach and that are not on this machine. */
  readonly outside: readonly string[];
  readonly inside: readonly string[];
  take(): void;
};

const LOOPBACK = /^(127(\.\d{1,3}){3}|::1|localhost)$/;

/**
 * Puts a fence around this process: a connection to anything but loopback fails, and is written down.
 * It stands where every TCP connection of Node begins, whichever library opens it, before any name is
 * looked up.
 */
export function loopbackFence(): LoopbackFence {
  const outside: string[] = [];
  const inside: string[] = [];
  const connect = Socket.prototype.connect;
  const fenced = function (this: Socket, ...parameters: unknown[]) {
    const [first] = parameters.flat() as [{ host?: string; path?: string } | undefined];
    const host = first?.host ?? (first?.path === undefined ? "localhost" : "127.0.0.1");
    if (LOOPBACK.test(host)) {
      inside.push(host);
      return Reflect.apply(connect, this, parameters) as Socket;
    }
    outside.push(host);
    const error = Object.assign(new Error(`${host} is outside the fence`), { code: "EFENCE" });
    // Later, as a connection fails: whoever asked for it has not been given the socket yet.
    process.nextTick(() => this.destroy(error));
    return this;
  };
  Socket.prototype.connect = fenced as typeof connect;
  return {
    outside,
    inside,
    take() {
      Socket.prototype.connect = connect;
    },
  };
}
