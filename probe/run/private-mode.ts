import { stat } from "node:fs/promises";
import type { Log } from "../log.ts";

const OTHERS_MAY_READ = 0o077;

/** Warns when a file that holds tokens is open to others than its owner. */
export async function warnUnlessPrivate(path: string, what: string, log: Log): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & OTHERS_MAY_READ) === 0) return;
  log("warn", `${what} and others may read it`, { path, mend: `chmod 600 ${path}` });
}
