import { resolve } from "node:path";
import { type Command, Option } from "commander";
import { addJsonOption } from "./common-options.ts";
import { parseDuration } from "./parse-duration.ts";
import { backedUpLines } from "./render/backup-lines.ts";
import { type ReachRedis, type StoreFlags, storeWork } from "./store-work.ts";
import type { CliWorld } from "./world.ts";

const HELP = `
The file holds what was declared (the estate, tokens as hashes), what was measured, and every
recommendation. Not in it: sessions, login links, and batches that still wait to be folded. It is
readable by you alone, and appears whole or not at all; one of the same name is replaced.

Works while \`isochrone start\` runs and while it does not. Which Redis: REDIS_URL, else the one
of the data folder.

Examples:
  isochrone backup backup.isochrone
  REDIS_URL=rediss://user@redis.example:6379 isochrone backup backup.isochrone --json

Exit status: 0 written, 1 error (nothing is left of the file), 64 wrong usage, 130 interrupted.`;

/** `isochrone backup`: everything worth keeping, in one file. */
export function addBackupCommand(
  program: Command,
  { reach, release, world }: { reach: ReachRedis; release: string; world: CliWorld },
): void {
  addJsonOption(program.command("backup"), world)
    .description("write configuration, evidence and recommendations to one file")
    .argument("<file>", "the file to write")
    .option("--data-dir <folder>", "whose Redis, where REDIS_URL names none")
    .addOption(
      new Option("--wait <time>", "how long waiting batches may take to be folded")
        .argParser(parseDuration)
        .default(10_000, "10s"),
    )
    .addHelpText("after", HELP)
    .action(async (file: string, flags: StoreFlags & { readonly wait: number }) => {
      const interrupted = "Nothing was written.";
      await storeWork(
        { flags, world, interrupted },
        (report) => reach({ dataDir: flags.dataDir, purpose: "read", report }),
        async ({ address, place }, signal) => {
          const { backUp } = await import("../backup/back-up.ts");
          const startedMs = world.now();
          const path = resolve(file);
          const done = await backUp({
            address,
            path,
            release,
            waitMs: flags.wait,
            now: () => world.now(),
            sleep: (ms) => world.sleep(ms),
            signal,
            progress: (text) => world.redraw(text),
          });
          const told = { file, place, tookMs: world.now() - startedMs, ...done };
          const { header, trailer, bytes } = done;
          const data = { backup: { path, bytes, tookMs: told.tookMs, ...header, ...trailer } };
          return { data, lines: backedUpLines(told) };
        },
      );
    });
}
