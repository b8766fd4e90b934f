import { readFile, stat } from "node:fs/promises";
import { z } from "zod";
import { ProbeFile } from "../contract/probe-file.ts";
import type { Log } from "../log.ts";

const OTHERS_MAY_READ = 0o077;

/** The probe's file, or the choice of vantages in it, is not usable. The message says what to mend. */
export class ProbeFileError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ProbeFileError";
  }
}

/**
 * Reads the probe's own file (JSON, mode 0600) and keeps the vantages that were asked for.
 *
 * @param only ids of vantages to host; null hosts all of the file
 * @throws ProbeFileError naming the field and the mend
 */
export async function readProbeFile(
  path: string,
  only: readonly string[] | null,
  log: Log,
): Promise<ProbeFile> {
  const file = parseProbeFile(await readText(path), path);
  const { mode } = await stat(path);
  if ((mode & OTHERS_MAY_READ) !== 0) {
    log("warn", "the probe's file holds tokens and others may read it", {
      path,
      mend: `chmod 600 ${path}`,
    });
  }
  return only === null ? file : { ...file, vantages: chooseVantages(file, only, path) };
}

/** @throws ProbeFileError for text that is no probe file */
function parseProbeFile(text: string, path: string): ProbeFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ProbeFileError(`${path} is not valid JSON: ${(cause as Error).message}`, { cause });
  }
  const parsed = ProbeFile.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new ProbeFileError(`${path} is not a probe file:\n${z.prettifyError(parsed.error)}`);
}

/** @throws ProbeFileError for an id that the file does not hold */
function chooseVantages(
  { vantages }: ProbeFile,
  only: readonly string[],
  path: string,
): ProbeFile["vantages"] {
  const unknown = only.filter((id) => !vantages.some((vantage) => vantage.id === id));
  if (unknown.length > 0) {
    const known = vantages.map(({ id }) => id).join(", ");
    throw new ProbeFileError(
      `--vantages: ${unknown.join(", ")} not in ${path}, which has ${known}`,
    );
  }
  return vantages.filter(({ id }) => only.includes(id));
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (cause) {
    throw new ProbeFileError(`--config: cannot read ${path}: ${(cause as Error).message}`, {
      cause,
    });
  }
}
