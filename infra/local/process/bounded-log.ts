import { appendFileSync, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";

const LIMIT_BYTES = 5_000_000;

/** A text file that never grows beyond its limit: a full one becomes `NAME.1`, replacing the one before. */
export interface BoundedLog {
  path: string;
  write(text: string): void;
}

/**
 * Opens (or continues) a log. Writing never throws: a full disk must not end the program whose output
 * is logged.
 */
export function openBoundedLog(path: string, limitBytes: number = LIMIT_BYTES): BoundedLog {
  let sizeBytes = 0;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    sizeBytes = statSync(path).size;
  } catch {
    // No such file yet.
  }
  return {
    path,
    write: (text) => {
      try {
        const bytes = Buffer.byteLength(text);
        if (sizeBytes > 0 && sizeBytes + bytes > limitBytes) {
          renameSync(path, `${path}.1`);
          sizeBytes = 0;
        }
        appendFileSync(path, text, { mode: 0o600 });
        sizeBytes += bytes;
      } catch {
        // Said above.
      }
    },
  };
}
