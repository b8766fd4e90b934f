import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { type HostedVantage, VantageToken } from "../contract/probe-file.ts";
import type { Log } from "../log.ts";
import { warnUnlessPrivate } from "./private-mode.ts";
import { ProbeFileError } from "./probe-file-error.ts";

/** Where a token may stand beside the probe file itself. */
export interface TokenPlaces {
  /** The probe file: a relative `tokenFile` starts there. */
  path: string;
  env: NodeJS.ProcessEnv;
  log: Log;
}

/**
 * The token of a vantage, from wherever the probe file says.
 *
 * @throws ProbeFileError naming the vantage, the field and the mend
 */
export async function readToken(vantage: HostedVantage, places: TokenPlaces): Promise<string> {
  const { id, token, tokenFile, tokenEnv } = vantage;
  const at = (field: string) => `${places.path}: ${field} of vantage ${id}`;
  if (tokenFile !== undefined) return readTokenFile(tokenFile, at("tokenFile"), places);
  if (tokenEnv !== undefined) return readTokenEnv(tokenEnv, at("tokenEnv"), places);
  if (token !== undefined) return token;
  throw new ProbeFileError(`${at("token")} is missing: give token, tokenFile or tokenEnv`);
}

async function readTokenFile(
  tokenFile: string,
  field: string,
  { path, log }: TokenPlaces,
): Promise<string> {
  const file = resolve(dirname(path), tokenFile);
  let content: string;
  try {
    content = await readFile(file, "utf8");
    await warnUnlessPrivate(file, "a token file holds a token", log);
  } catch (cause) {
    throw new ProbeFileError(
      `${field}: cannot read ${file}; put the token that the controller issued there, mode 0600`,
      { cause },
    );
  }
  return checkToken(content.trim(), `${field}: ${file}`, "put the token there");
}

function readTokenEnv(name: string, field: string, { env }: TokenPlaces): string {
  const value = env[name];
  if (value === undefined) {
    throw new ProbeFileError(
      `${field}: the environment has no variable ${name}; set it to the token that the controller issued`,
    );
  }
  return checkToken(value.trim(), `${field}: the variable ${name}`, "set it to the token");
}

/** What is no token is not repeated: it may be most of one. */
function checkToken(text: string, where: string, mend: string): string {
  if (text === "")
    throw new ProbeFileError(`${where} is empty; ${mend} that the controller issued`);
  const parsed = VantageToken.safeParse(text);
  if (parsed.success) return parsed.data;
  const why =
    text.length < 16 ? "has fewer than 16 characters" : "is not printable ASCII without blanks";
  throw new ProbeFileError(
    `${where} holds no token: it ${why}; ${mend} that the controller issued`,
  );
}
