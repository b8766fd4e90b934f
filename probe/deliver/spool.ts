import { constants } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import type { Batch } from "../contract/batch.ts";

const LONGEST_WAIT_MS = 24 * 60 * 60 * 1_000;
const REFUSED_KEPT = 100;
const NAME = /^(\d{12})-(\d+)-([0-9a-z]+)-(\d+)\.json$/;

/** A batch that waits on disk. */
export interface SpooledBatch {
  file: string;
  order: number;
  closedAtMs: number;
  boot: string;
  seq: number;
  bytes: number;
}

/** What names a batch for good, and when it was closed. */
export type BatchName = Pick<SpooledBatch, "closedAtMs" | "boot" | "seq">;

/**
 * The batches of one vantage that the controller has not acknowledged yet, one file each, in the order
 * in which they were closed, also across restarts. A file appears whole or not at all, and is readable
 * by its owner only. When there are too many bytes, or after a day, the oldest are dropped and counted.
 */
export class Spool {
  readonly #dir: string;
  readonly #limitBytes: number;
  readonly #waiting: SpooledBatch[];
  #nextOrder: number;
  #bytes: number;
  #dropped = 0;

  private constructor(dir: string, limitBytes: number, waiting: SpooledBatch[]) {
    this.#dir = dir;
    this.#limitBytes = limitBytes;
    this.#waiting = waiting;
    this.#nextOrder = (waiting.at(-1)?.order ?? 0) + 1;
    this.#bytes = waiting.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Opens the folder, creating it where needed, and finds what an earlier start left there.
   *
   * @throws an error of the file system when the folder cannot be created or read
   */
  static async open(dir: string, limitBytes: number): Promise<Spool> {
    await mkdir(join(dir, "refused"), { recursive: true, mode: 0o700 });
    const waiting: SpooledBatch[] = [];
    for (const file of (await readdir(dir)).sort()) {
      const match = NAME.exec(file);
      if (match !== null) {
        const [, order, closedAtMs, boot = "", seq] = match;
        const { size: bytes } = await stat(join(dir, file));
        waiting.push({
          file,
          order: Number(order),
          closedAtMs: Number(closedAtMs),
          boot,
          seq: Number(seq),
          bytes,
        });
      } else if (file.endsWith(".part")) {
        await unlink(join(dir, file));
      }
    }
    return new Spool(dir, limitBytes, waiting);
  }

  /** Batches that wait. */
  get length(): number {
    return this.#waiting.length;
  }

  /** Size of the batches that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The batch to send next; null when none waits. */
  get oldest(): SpooledBatch | null {
    return this.#waiting[0] ?? null;
  }

  /** How many were dropped or refused since the call before. */
  takeDropped(): number {
    const dropped = this.#dropped;
    this.#dropped = 0;
    return dropped;
  }

  /** Whether a batch of that name waits. */
  has(boot: string, seq: number): boolean {
    return this.#waiting.some((batch) => batch.boot === boot && batch.seq === seq);
  }

  /**
   * Puts batches at the end, then drops what is too much or too old.
   *
   * @param whenWritten runs when all are on disk and before any can be sent, so that what it removes is
   *   gone before the controller can acknowledge them
   */
  async putAll(
    batches: readonly (BatchName & { content: string })[],
    nowMs: number,
    whenWritten: () => Promise<void> = () => Promise.resolve(),
  ): Promise<void> {
    const written: SpooledBatch[] = [];
    for (const { closedAtMs, boot, seq, content } of batches) {
      const order = this.#nextOrder;
      this.#nextOrder += 1;
      const file = `${String(order).padStart(12, "0")}-${closedAtMs}-${boot}-${seq}.json`;
      await writeWhole(join(this.#dir, file), content);
      const bytes = Buffer.byteLength(content);
      written.push({ file, order, closedAtMs, boot, seq, bytes });
    }
    await whenWritten();
    this.#waiting.push(...written);
    this.#bytes += written.reduce((sum, { bytes }) => sum + bytes, 0);
    await this.#prune(nowMs);
  }

  /** The content of a batch; null if the file has gone or is empty. */
  async read(batch: SpooledBatch): Promise<string | null> {
    const content = await readFile(join(this.#dir, batch.file), "utf8").catch(() => "");
    return content === "" ? null : content;
  }

  /** Forgets a batch that the controller has acknowledged. */
  async remove(batch: SpooledBatch): Promise<void> {
    this.#forget(batch);
    await unlink(join(this.#dir, batch.file)).catch(() => undefined);
  }

  /** Puts a batch that the controller will never take aside, for a person to look at. */
  async refuse(batch: SpooledBatch): Promise<void> {
    this.#forget(batch);
    this.#dropped += 1;
    const aside = join(this.#dir, "refused");
    await rename(join(this.#dir, batch.file), join(aside, batch.file)).catch(() => undefined);
    const refused = (await readdir(aside)).sort();
    for (const file of refused.slice(0, Math.max(0, refused.length - REFUSED_KEPT))) {
      await unlink(join(aside, file)).catch(() => undefined);
    }
  }

  async #prune(nowMs: number): Promise<void> {
    for (let first = this.oldest; first !== null; first = this.oldest) {
      const isTooMuch = this.#bytes > this.#limitBytes && this.length > 1;
      const isTooOld = nowMs - first.closedAtMs > LONGEST_WAIT_MS;
      if (!isTooMuch && !isTooOld) return;
      this.#dropped += 1;
      await this.remove(first);
    }
  }

  #forget(batch: SpooledBatch): void {
    const at = this.#waiting.indexOf(batch);
    if (at < 0) return;
    this.#waiting.splice(at, 1);
    this.#bytes -= batch.bytes;
  }
}

/** A batch as the spool takes it. */
export function toSpool(batch: Batch): BatchName & { content: string } {
  const { closedAtMs, boot, seq } = batch;
  return { closedAtMs, boot, seq, content: JSON.stringify(batch) };
}

/** Removes a file; one that has gone already is no error. */
export async function removeFile(path: string | null): Promise<void> {
  if (path !== null) await rm(path, { force: true });
}

/** Writes a file that appears under its name only when it is complete and on disk. */
export async function writeWhole(path: string, content: string): Promise<void> {
  const part = `${path}.part`;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  const handle = await open(part, flags, 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(part, path);
}
