import { readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import type { CliWorld } from "./world.ts";

/** What a started controller leaves for commands on the same machine, readable by its owner alone. */
const RunFile = z.object({ url: z.url({ protocol: /^https?$/ }), apiToken: z.string().min(1) });

type RunFile = z.infer<typeof RunFile>;

/** `isochrone` in the user's state folder (XDG Base Directory Specification). */
function defaultDataDir({ env, home }: Pick<CliWorld, "env" | "home">): string {
  const state = env["XDG_STATE_HOME"] ?? "";
  return join(isAbsolute(state) ? state : join(home, ".local", "state"), "isochrone");
}

/**
 * Reads `run.json` of a data folder: the named one, that of `ISOCHRONE_DATA_DIR`, or the default. Null
 * where nothing runs.
 *
 * @throws CliError when there is a file that cannot be read or understood.
 */
export function readRunFile(
  dataDir: string | undefined,
  world: Pick<CliWorld, "env" | "home">,
): RunFile | null {
  const folder = dataDir ?? world.env["ISOCHRONE_DATA_DIR"] ?? defaultDataDir(world);
  const path = join(folder, "run.json");
  try {
    return RunFile.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return null;
    throw new CliError(
      {
        code: "bad_run_file",
        message: `${path} cannot be used: ${cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause)}.`,
        mend: "Start again with `isochrone start`, or name the controller with --url.",
      },
      { cause },
    );
  }
}
