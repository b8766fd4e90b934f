import { createHash, randomBytes } from "node:crypto";
import { open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip, type Gzip } from "node:zlib";
import type { BackupHeader, BackupTrailer, KeyLine, Section } from "./backup-format.ts";
import { BackupProblem } from "./backup-problem.ts";

/** A backup that is being written. */
export type BackupWriter = {
  /** Waits where the disk is slower than the store. */
  line(line: KeyLine): Promise<void>;
  /** Completes the file and gives it its name. Answers its size and what is in it. */
  finish(
    keysBySection: Record<Section, number>,
  ): Promise<{ bytes: number; trailer: BackupTrailer }>;
  /** Removes what was written. */
  discard(): Promise<void>;
};

/**
 * Begins a backup. Under its name the file appears whole or not at all (until then it is `NAME….part`
 * beside it), readable by its owner alone.
 *
 * @throws BackupProblem when the file cannot be written.
 */
export async function writeBackup(path: string, header: BackupHeader): Promise<BackupWriter> {
  const draft = join(dirname(path), `${basename(path)}.${randomBytes(4).toString("hex")}.part`);
  const file = await open(draft, "wx", 0o600).catch((cause: unknown) => {
    throw unwritable(path, cause);
  });
  const gzip = createGzip();
  const sha256 = createHash("sha256");
  // A disk that fills up ends this in the midst of it: whoever writes next, or finishes, is told.
  const written = pipeline(gzip, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) await file.writeFile(chunk);
  });
  written.catch(() => undefined);
  let lines = 0;
  const put = async (value: unknown) => {
    const text = `${JSON.stringify(value)}\n`;
    sha256.update(text);
    if (gzip.destroyed) await written;
    if (!gzip.write(text)) await drainedOrClosed(gzip);
  };
  const discard = async () => {
    gzip.destroy();
    await written.catch(() => undefined);
    await file.close().catch(() => undefined);
    await rm(draft, { force: true });
  };
  const orUnwritable = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (cause) {
      throw unwritable(path, cause);
    }
  };
  await put(header);
  return {
    async line(line) {
      lines += 1;
      await orUnwritable(put(line));
    },
    async finish(sections) {
      const keys = Object.values(sections).reduce((sum, count) => sum + count, 0);
      const trailer = { lines, keys, sections, sha256: sha256.copy().digest("hex") };
      return await orUnwritable(
        (async () => {
          await put({ trailer });
          gzip.end();
          await written;
          // On the disk before it gets its name, so that a power cut leaves no empty file under it.
          await file.sync();
          const { size } = await file.stat();
          await file.close();
          await rename(draft, path);
          return { bytes: size, trailer };
        })(),
      );
    },
    discard,
  };
}

async function drainedOrClosed(gzip: Gzip): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = () => {
      gzip.off("drain", done).off("close", done);
      resolve();
    };
    gzip.on("drain", done).on("close", done);
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  ENOENT: "its folder does not exist",
  ENOTDIR: "a part of the path is a file, not a folder",
  EISDIR: "it is a folder",
  ENAMETOOLONG: "the name is too long",
};

function unwritable(path: string, cause: unknown): BackupProblem {
  const { code = "" } = cause as NodeJS.ErrnoException;
  return new BackupProblem(
    {
      code: "file_not_written",
      message: `${path} cannot be written: ${REASONS[code] ?? (code || String(cause))}`,
      mend: "Name a file in a folder that you can write and that has room.",
    },
    { cause },
  );
}
