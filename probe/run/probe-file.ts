import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import * as z from "zod";
import { type HostedVantage, ProbeFile } from "../contract/probe-file.ts";
import { describeError, type Log } from "../log.ts";
import { readCaFile } from "../trust.ts";
import { warnUnlessPrivate } from "./private-mode.ts";
import { ProbeFileError } from "./probe-file-error.ts";
import { readToken } from "./read-token.ts";

/** A vantage with its token, wherever that came from. */
type ReadyVantage = Pick<HostedVantage, "id" | "sourceAddress"> & { token: string };

/** The probe's file with everything read that it points at: nothing of it is read again later. */
export interface ProbeSetup extends Omit<ProbeFile, "vantages" | "caFile"> {
  /** At least one. */
  vantages: readonly ReadyVantage[];
  /** Certificates (PEM) to trust besides Node's; null without any. */
  ca: string | null;
}

/**
 * Reads the probe's own file (JSON, mode 0600), keeps the vantages that were asked for, and reads their
 * tokens and the certificates.
 *
 * @param only ids of vantages to host; null hosts all of the file
 * @param env where tokens may stand; those that are read are removed, so that no child and no other
 *   thread finds them
 * @throws ProbeFileError naming the field and the mend
 */
export async function readProbeFile(
  path: string,
  only: readonly string[] | null,
  log: Log,
  env: NodeJS.ProcessEnv = process.env,
): Promise<ProbeSetup> {
  const { caFile, ...file } = parseProbeFile(await readText(path), path);
  await warnUnlessPrivate(path, "the probe's file holds tokens", log);
  const hosted = only === null ? file.vantages : chooseVantages(file.vantages, only, path);
  const vantages: ReadyVantage[] = [];
  for (const { tokenFile, tokenEnv, token, ...vantage } of hosted) {
    const where = { id: vantage.id, token, tokenFile, tokenEnv };
    vantages.push({ ...vantage, token: await readToken(where, { path, env, log }) });
  }
  for (const { tokenEnv } of hosted) if (tokenEnv !== undefined) delete env[tokenEnv];
  return { ...file, vantages, ca: caFile === undefined ? null : await readCa(caFile, path) };
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
  vantages: readonly HostedVantage[],
  only: readonly string[],
  path: string,
): HostedVantage[] {
  const unknown = only.filter((id) => !vantages.some((vantage) => vantage.id === id));
  if (unknown.length > 0) {
    const known = vantages.map(({ id }) => id).join(", ");
    throw new ProbeFileError(
      `--vantages: ${unknown.join(", ")} not in ${path}, which has ${known}`,
    );
  }
  return vantages.filter(({ id }) => only.includes(id));
}

/** @throws ProbeFileError for a file that is missing or holds no certificate */
async function readCa(caFile: string, path: string): Promise<string> {
  try {
    return await readCaFile(resolve(dirname(path), caFile));
  } catch (error) {
    throw new ProbeFileError(`${path}: caFile: ${describeError(error)}`);
  }
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
