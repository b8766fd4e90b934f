import type { Socket } from "node:net";
import { Duplex } from "node:stream";
import { lookNow, type Moment } from "./moment.ts";

const NEVER: Moment = { atMs: 0, waitedMs: 0 };

type Done = (error?: Error | null) => void;

/** Is told right before bytes are handed to the socket, and before and after those that were read are dealt with. */
export interface Watch {
  wrote(): void;
  read(): void;
  worked(): void;
}

/**
 * A connected socket for a protocol that is spoken in native code and so would take the socket over:
 * everything still passes through here, where it can be timed. Times are monotonic milliseconds.
 */
export class TimedSocket extends Duplex {
  readonly #socket: Socket;
  readonly #watch: Watch | null;
  #firstWrite: Moment | null = null;
  #lastRead: Moment = NEVER;
  #firstBytes: Buffer | null = null;

  constructor(socket: Socket, watch: Watch | null = null) {
    super();
    this.#socket = socket;
    this.#watch = watch;
    socket.on("data", (chunk: Buffer) => {
      this.#lastRead = lookNow();
      this.#firstBytes ??= chunk;
      watch?.read();
      if (!this.push(chunk)) socket.pause();
      watch?.worked();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  /** When the first bytes since `restart` were handed to the socket; long ago before. */
  get firstWrite(): Moment {
    return this.#firstWrite ?? NEVER;
  }

  /** When the bytes that are being read now, or were read last, were ready at the socket. */
  get lastRead(): Moment {
    return this.#lastRead;
  }

  /** What the peer sent before anything else; null before. */
  get firstBytes(): Buffer | null {
    return this.#firstBytes;
  }

  /** The next bytes that are written are the first. */
  restart(): void {
    this.#firstWrite = null;
  }

  override _read(): void {
    this.#socket.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: Done): void {
    this.#stampWrite();
    this.#socket.write(chunk, done);
  }

  override _writev(chunks: { chunk: Buffer }[], done: Done): void {
    this.#stampWrite();
    this.#socket.write(Buffer.concat(chunks.map(({ chunk }) => chunk)), done);
  }

  override _final(done: Done): void {
    this.#socket.end(done);
  }

  override _destroy(error: Error | null, done: Done): void {
    this.#socket.destroy();
    done(error);
  }

  #stampWrite(): void {
    this.#firstWrite ??= lookNow();
    this.#watch?.wrote();
  }
}
