import { createServer, type Server, type Socket } from "node:net";
import { listen, type SocketAddress } from "../http/listening.ts";
import { DeafListener } from "./deaf-listener.ts";
import type { ListenerState } from "./endpoint-fault.ts";

/**
 * A listening port that can be taken away and given back. Connections that are open stay open through
 * all of it, unless `reset`.
 */
export class SwitchedListener implements SocketAddress {
  readonly address: string;
  readonly port: number;
  readonly #accept: (socket: Socket) => void;
  readonly #open = new Set<Socket>();
  #server: Server | undefined;
  #deaf: DeafListener | undefined;
  #state: ListenerState = "open";
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(at: SocketAddress, server: Server, accept: (socket: Socket) => void) {
    this.address = at.address;
    this.port = at.port;
    this.#server = server;
    this.#accept = accept;
  }

  /** Rejects with the system's error when it cannot listen. Port 0 lets the system choose. */
  static async open(
    at: SocketAddress,
    accept: (socket: Socket) => void,
  ): Promise<SwitchedListener> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const port = await listen(server, at);
    const listener = new SwitchedListener({ address: at.address, port }, server, accept);
    listener.#watch(server);
    return listener;
  }

  /** Whether no connection is open. */
  get isIdle(): boolean {
    return this.#open.size === 0;
  }

  /** Resolves when the state holds. Rejects with the system's error when the port is taken meanwhile. */
  switchTo(state: ListenerState): Promise<void> {
    return this.#inTurn(() => this.#become(state));
  }

  /** Resets open connections: all, or those whose client's address is wanted. */
  reset(isWanted: (clientAddress: string | undefined) => boolean = () => true): void {
    for (const socket of this.#open) {
      if (isWanted(socket.remoteAddress)) socket.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    await this.#inTurn(() => this.#become("refuse"));
    for (const socket of this.#open) socket.destroy();
  }

  #inTurn(run: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(run);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #become(state: ListenerState): Promise<void> {
    if (state === this.#state) return;
    const deaf = state === "black-hole" ? new DeafListener(this) : undefined;
    await deaf?.ready();
    await this.#leave();
    this.#state = "refuse";
    if (state === "open") await this.#listen();
    await deaf?.listen();
    this.#deaf = deaf;
    this.#state = state;
  }

  async #leave(): Promise<void> {
    // The port is free at once; the callback would wait for the last connection to end.
    this.#server?.close();
    this.#server = undefined;
    await this.#deaf?.close();
    this.#deaf = undefined;
  }

  async #listen(): Promise<void> {
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    await listen(server, this);
    this.#server = server;
    this.#watch(server);
  }

  #watch(server: Server): void {
    server.on("connection", (socket) => {
      this.#open.add(socket);
      socket.once("close", () => this.#open.delete(socket));
      this.#accept(socket);
    });
  }
}
