import { readFileSync } from "node:fs";
import { CliError } from "./cli-error.ts";
import { readRunFile } from "./run-file.ts";
import type { CliWorld } from "./world.ts";

/** Where the controller is and what opens it. */
export type Connection = { readonly url: string; readonly token: string | null };

/** What the user said of the controller. */
export type ConnectionFlags = {
  readonly url?: string;
  readonly tokenFile?: string;
  readonly dataDir?: string;
};

/**
 * Finds the controller: `--url`, `ISOCHRONE_URL`, else the one that runs on this machine. Its token:
 * `--token-file`, `ISOCHRONE_TOKEN`, else that of the running one, which is sent to no other address.
 *
 * @throws CliError when nothing is named and nothing runs, or a file cannot be read.
 */
export function findController(
  flags: ConnectionFlags,
  world: Pick<CliWorld, "env" | "home">,
): Connection {
  const named = flags.url ?? nonEmpty(world.env["ISOCHRONE_URL"]);
  const running = readRunFile(flags.dataDir, world);
  const url = named ?? running?.url;
  if (url === undefined) {
    throw new CliError({
      code: "no_controller",
      message: "no controller runs on this machine",
      mend: "start one with `isochrone start`, or name it with --url",
    });
  }
  checkUrl(url);
  const own = running !== null && isSameOrigin(url, running.url) ? running.apiToken : null;
  return {
    url,
    token: readToken(flags.tokenFile) ?? nonEmpty(world.env["ISOCHRONE_TOKEN"]) ?? own,
  };
}

function checkUrl(url: string): void {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return;
  throw new CliError({
    code: "bad_url",
    message: `${url} is no address of a controller`,
    mend: "name it like http://127.0.0.1:7466, with --url or ISOCHRONE_URL",
  });
}

function isSameOrigin(one: string, other: string): boolean {
  return new URL(one).origin === new URL(other).origin;
}

function readToken(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return nonEmpty(readFileSync(path, "utf8").trim());
  } catch (cause) {
    throw new CliError(
      {
        code: "bad_token_file",
        message: `the token file ${path} cannot be read`,
        mend: "name a file that holds an API token and nothing else",
      },
      { cause },
    );
  }
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === undefined || text === "" ? undefined : text;
}
