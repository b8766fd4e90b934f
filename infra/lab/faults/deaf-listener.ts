import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Worker } from "node:worker_threads";
import type { SocketAddress } from "../http/listening.ts";

/** Takes no connection from the kernel: after it listens, its thread sleeps until it is woken. */
const SLEEPER = `
const { createServer } = require("node:net");
const { parentPort, workerData } = require("node:worker_threads");
const { at, awake } = workerData;
parentPort.once("message", () => {
  const server = createServer();
  server.once("error", (error) => parentPort.postMessage(error.code));
  server.listen({ host: at.address, port: at.port, backlog: 1 }, () => {
    parentPort.postMessage("listening");
    Atomics.wait(new Int32Array(awake), 0, 0);
    process.exit();
  });
});
`;

/** A backlog of 1 has room for two on Linux (`sk_acceptq_is_full`): more than that is dropped. */
const ROOM = 2;
const FILLED_WITHIN_MS = 200;

/**
 * A port behind which packets are lost. User space cannot drop a SYN, but the kernel does when a
 * listener's queue is full: so somebody listens who never accepts, and the queue is filled. A client
 * sends its SYN again and again (RFC 6298 §2.1) and gets no answer, as over a broken network.
 */
export class DeafListener {
  readonly #at: SocketAddress;
  readonly #awake = new SharedArrayBuffer(4);
  readonly #worker: Worker;
  #fillers: Socket[] = [];

  /** Starts the thread, so that the port is without listener only for a moment later on. */
  constructor(at: SocketAddress) {
    this.#at = at;
    const workerData = { at: { address: at.address, port: at.port }, awake: this.#awake };
    this.#worker = new Worker(SLEEPER, { eval: true, execArgv: [], workerData });
  }

  /** Resolves when the thread runs and only waits for the port to be free. */
  async ready(): Promise<void> {
    await once(this.#worker, "online");
  }

  /** Takes the port and fills its queue. Rejects with the system's error when it cannot listen. */
  async listen(): Promise<void> {
    this.#worker.postMessage("listen");
    const [message]: unknown[] = await once(this.#worker, "message");
    if (message !== "listening") {
      await this.close();
      throw Object.assign(new Error(`cannot listen: ${message}`), { code: message });
    }
    this.#fillers = Array.from({ length: ROOM }, () =>
      connect({ host: this.#at.address, port: this.#at.port }),
    );
    await Promise.all(this.#fillers.map(filled));
  }

  /** Gives the port free. */
  async close(): Promise<void> {
    const awake = new Int32Array(this.#awake);
    Atomics.store(awake, 0, 1);
    Atomics.notify(awake, 0);
    await this.#worker.terminate();
    for (const filler of this.#fillers) filler.destroy();
  }
}

/** A client that was quicker may have taken the place; then this one waits for ever, and may. */
function filled(socket: Socket): Promise<void> {
  return new Promise((done) => {
    socket.on("error", () => done());
    socket.once("connect", () => done());
    setTimeout(done, FILLED_WITHIN_MS).unref();
  });
}
