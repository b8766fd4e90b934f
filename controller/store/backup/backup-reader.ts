import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { z } from "zod";
import { BackupHeader, BackupTrailer, FORMAT_VERSION, KeyLine } from "./backup-format.ts";
import { BackupProblem } from "./backup-problem.ts";
import { altered, cutOff, fileLines, notABackup } from "./file-lines.ts";

/** What a sound backup says of itself. */
export type BackupContents = { readonly header: BackupHeader; readonly trailer: BackupTrailer };

/** A backup that was opened for reading; changes of its name no longer matter. */
export type BackupFile = {
  /**
   * Reads the whole file.
   *
   * @throws BackupProblem when anything in it is not as it was written.
   */
  check(signal: AbortSignal): Promise<BackupContents>;
  /** The keys, in their order. Only of use after {@link check}. */
  lines(): AsyncGenerator<KeyLine>;
  close(): Promise<void>;
};

/** @throws BackupProblem when there is no such file or it cannot be read. */
export async function openBackup(path: string): Promise<BackupFile> {
  const file = await open(path, "r").catch((cause: NodeJS.ErrnoException) => {
    const isMissing = cause.code === "ENOENT";
    const message = isMissing
      ? `there is no file ${path}`
      : `${path} cannot be read: ${cause.code}`;
    const mend = "Name a file that `isochrone backup` wrote.";
    throw new BackupProblem({ code: "file_not_read", message, mend }, { cause });
  });
  return {
    check: (signal) => check(file, path, signal),
    async *lines() {
      for await (const line of fileLines(file, path)) {
        const value = parse(line, path);
        if (isKeyLine(value)) yield KeyLine.parse(value);
      }
    },
    close: () => file.close(),
  };
}

async function check(file: FileHandle, path: string, signal: AbortSignal): Promise<BackupContents> {
  const sha256 = createHash("sha256");
  let header: BackupHeader | null = null;
  let trailer: BackupTrailer | null = null;
  let lines = 0;
  for await (const line of fileLines(file, path)) {
    signal.throwIfAborted();
    if (trailer !== null) throw altered(path, "something follows its end");
    if (header === null) header = readHeader(line, path);
    else {
      const value = parse(line, path);
      if (isKeyLine(value)) {
        lines += 1;
        demand(KeyLine, value, path, `line ${lines + 1}`);
      } else {
        ({ trailer } = demand(BackupTrailer, value, path, "its last line"));
        checkTotals(trailer, lines, sha256.copy().digest("hex"), path);
      }
    }
    if (trailer === null) sha256.update(line);
  }
  if (header === null) throw notABackup(path, "it is empty");
  if (trailer === null) throw cutOff(path);
  return { header, trailer };
}

function checkTotals(trailer: BackupTrailer, lines: number, sha256: string, path: string): void {
  if (trailer.lines !== lines) {
    throw altered(path, `it has ${lines} keys, and its last line says ${trailer.lines}`);
  }
  if (trailer.sha256 !== sha256) throw altered(path, "its checksum differs");
}

/** The version first: a newer format may differ in everything else. */
function readHeader(line: Buffer, path: string): BackupHeader {
  const Version = z.object({ isochroneBackup: z.int().positive(), release: z.string().optional() });
  let value: unknown;
  try {
    value = JSON.parse(line.toString("utf8"));
  } catch {
    throw notABackup(path, "it does not begin with a backup's header");
  }
  const version = Version.safeParse(value);
  if (!version.success) throw notABackup(path, "it does not begin with a backup's header");
  const { isochroneBackup, release } = version.data;
  if (isochroneBackup > FORMAT_VERSION) {
    throw new BackupProblem({
      code: "newer_format",
      message: `${path} has format ${isochroneBackup}; this release reads up to format ${FORMAT_VERSION}`,
      mend: `Restore it with Isochrone ${release ?? "of the release that wrote it"} or newer.`,
    });
  }
  return demand(BackupHeader, value, path, "its header");
}

function parse(line: Buffer, path: string): unknown {
  try {
    return JSON.parse(line.toString("utf8"));
  } catch {
    throw line.at(-1) === 0x0a ? altered(path, "a line of it is no JSON") : cutOff(path);
  }
}

function isKeyLine(value: unknown): boolean {
  return typeof value === "object" && value !== null && "key" in value;
}

function demand<Shape>(
  schema: z.ZodType<Shape>,
  value: unknown,
  path: string,
  what: string,
): Shape {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw altered(
    path,
    `${what} has a fault: ${z.prettifyError(parsed.error).split("\n").join("; ")}`,
  );
}
