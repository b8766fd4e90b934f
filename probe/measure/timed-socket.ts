import type { Socket } from "node:net";
import { Duplex } from "node:stream";

type Done = (error?: Error | null) => void;

/**
 * A connected socket for a protocol that is spoken in native code and so would take the socket over:
 * everything still passes through here, where it can be timed. Times are monotonic milliseconds.
 */
export class TimedSocket extends Duplex {
  readonly #socket: Socket;
  #firstWriteMs = 0;
  #lastReadMs = 0;
  #firstBytes: Buffer | null = null;

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on("data", (chunk: Buffer) => {
      this.#lastReadMs = performance.now();
      this.#firstBytes ??= chunk;
      if (!this.push(chunk)) socket.pause();
    });
    socket.on("end", () => this.push(null));
    socket.on("error", (error) => this.destroy(error));
    socket.on("close", () => this.destroy());
  }

  /** When the first bytes since `restart` were handed to the socket; 0 before. */
  get firstWriteMs(): number {
    return this.#firstWriteMs;
  }

  /** When the bytes that are being read now, or were read last, were ready at the socket. */
  get lastReadMs(): number {
    return this.#lastReadMs;
  }

  /** What the peer sent before anything else; null before. */
  get firstBytes(): Buffer | null {
    return this.#firstBytes;
  }

  /** The next bytes that are written are the first. */
  restart(): void {
    this.#firstWriteMs = 0;
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
    if (this.#firstWriteMs === 0) this.#firstWriteMs = performance.now();
  }
}
