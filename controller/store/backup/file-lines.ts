import type { FileHandle } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { BackupProblem } from "./backup-problem.ts";

/** Far beyond any line that is written, and little enough to hold: a file may be made to swell. */
const LONGEST_LINE_BYTES = 64 * 1024 * 1024;
const READ_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/**
 * The lines of a compressed file from its beginning, each with its end of line; a last line without one
 * comes as it is.
 *
 * @throws BackupProblem for a file that is not compressed so, is cut off or is damaged.
 */
export async function* fileLines(file: FileHandle, path: string): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  // A failure of either reaches the loop below through the second.
  pipeline(Readable.from(bytesOf(file)), gunzip, () => undefined);
  let rest: Buffer[] = [];
  let restBytes = 0;
  try {
    for await (const chunk of gunzip as AsyncIterable<Buffer>) {
      let from = 0;
      for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
        yield Buffer.concat([...rest, chunk.subarray(from, to + 1)]);
        rest = [];
        restBytes = 0;
        from = to + 1;
      }
      rest.push(chunk.subarray(from));
      restBytes += chunk.length - from;
      if (restBytes > LONGEST_LINE_BYTES) throw notABackup(path, "a line of it has no end");
    }
  } catch (error) {
    throw problemOf(error, path);
  }
  if (restBytes > 0) yield Buffer.concat(rest);
}

/** By position, so that the file can be read again and stays open. */
async function* bytesOf(file: FileHandle): AsyncGenerator<Buffer> {
  for (let position = 0; ; ) {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(READ_BYTES),
      0,
      READ_BYTES,
      position,
    );
    if (bytesRead === 0) return;
    position += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function problemOf(error: unknown, path: string): unknown {
  const { code = "", message = "" } = error as NodeJS.ErrnoException;
  if (code === "Z_BUF_ERROR") return cutOff(path);
  if (/incorrect header check|unknown compression/.test(message)) {
    return notABackup(path, "it is not compressed by gzip");
  }
  if (code.startsWith("Z_")) return altered(path, message);
  if (code === "EISDIR") return notABackup(path, "it is a folder");
  return error;
}

export function notABackup(path: string, why: string): BackupProblem {
  return new BackupProblem({
    code: "no_backup",
    message: `${path} is no backup of Isochrone's: ${why}`,
    mend: "Name a file that `isochrone backup` wrote.",
  });
}

export function cutOff(path: string): BackupProblem {
  return new BackupProblem({
    code: "backup_cut_off",
    message: `${path} is cut off: its end is missing`,
    mend: "Copy it again from where it was written, or take another backup.",
  });
}

export function altered(path: string, why: string): BackupProblem {
  return new BackupProblem({
    code: "backup_altered",
    message: `${path} is not as it was written: ${why}`,
    mend: "Copy it again from where it was written, or take another backup.",
  });
}
