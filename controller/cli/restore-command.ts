import { resolve } from "node:path";
import type { Command } from "commander";
import { addJsonOption } from "./common-options.ts";
import { restoredLines } from "./render/backup-lines.ts";
import { type ReachRedis, type StoreFlags, storeWork } from "./store-work.ts";
import type { CliWorld } from "./world.ts";

const HELP = `
Checks the whole file before it writes anything. No controller may use the Redis meanwhile: stop
\`isochrone start\` and every other controller first. Recommendations keep their numbers, tokens
open what they opened. What has passed its time since the backup is left out.

Which Redis: REDIS_URL, else the one of the data folder.

Examples:
  isochrone restore backup.isochrone
  isochrone restore backup.isochrone --replace --data-dir ~/second

Exit status: 0 restored, 1 error, 64 wrong usage, 130 interrupted.`;

/** `isochrone restore`: a backup into an empty Redis, or in place of what is there. */
export function addRestoreCommand(
  program: Command,
  { reach, world }: { reach: ReachRedis; world: CliWorld },
): void {
  addJsonOption(program.command("restore"), world)
    .description("put back what a backup holds")
    .argument("<file>", "a file that `isochrone backup` wrote")
    .option("--replace", "first remove all of Isochrone's data there, waiting batches as well")
    .option("--data-dir <folder>", "whose Redis, where REDIS_URL names none")
    .addHelpText("after", HELP)
    .action(async (file: string, flags: StoreFlags & { readonly replace?: true }) => {
      const interrupted =
        "If writing had begun, the store is incomplete: run it again with --replace.";
      await storeWork(
        { flags, world, interrupted },
        (report) => reach({ dataDir: flags.dataDir, purpose: "fill", report }),
        async ({ address, place }, signal) => {
          const { restore } = await import("../backup/restore.ts");
          const startedMs = world.now();
          const path = resolve(file);
          const done = await restore({
            address,
            path,
            replace: flags.replace === true,
            now: () => world.now(),
            signal,
            progress: (text) => world.redraw(text),
          });
          const told = { file, place, tookMs: world.now() - startedMs, ...done };
          const { header, trailer, expired, replaced } = done;
          const { tookMs } = told;
          const data = { restored: { path, tookMs, expired, replaced, ...header, ...trailer } };
          return { data, lines: restoredLines(told) };
        },
      );
    });
}
