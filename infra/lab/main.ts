import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { Announcement, LabReady } from "./announcement.ts";
import { simulateHistory } from "./history/simulate-history.ts";
import { type Lab, type LabPorts, openLab } from "./lab.ts";
import { LabProblem } from "./lab-problem.ts";
import { packageRoot } from "./package-root.ts";
import { type Atlas, readAtlas } from "./places/atlas.ts";
import { labTable } from "./table.ts";
import { readWorld } from "./world/read-world.ts";
import type { World } from "./world/world.ts";

const ownFolder = () => join(packageRoot(import.meta.url), "infra", "lab");

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("Give a port from 1 to 65535, or 0 for any free one.");
}

function clockFactor(text: string): number {
  const factor = Number(text);
  if (factor >= 1 && factor <= 1_000) return factor;
  throw new InvalidArgumentError("Give a number from 1 to 1000.");
}

/** Sends the one message to the process that forked the lab; without one, false. */
function announce(announcement: Announcement): Promise<boolean> {
  const { send } = process;
  if (send === undefined) return Promise.resolve(false);
  return new Promise((done) => send.call(process, announcement, () => done(true)));
}

/** Ends the lab with the process that forked it, or on SIGTERM or SIGINT; nothing stays open. */
function endWithParent(lab: Lab): void {
  let ended = false;
  const end = async () => {
    if (ended) return;
    ended = true;
    await lab.close();
    if (process.connected) process.disconnect();
  };
  for (const sign of ["disconnect", "SIGTERM", "SIGINT"]) process.once(sign, () => void end());
  // The parent may have gone while the world was being built.
  if (process.send !== undefined && !process.connected) void end();
}

interface RunOptions extends LabPorts {
  world?: string;
  clockFactor?: number;
  history?: true;
}

/** Worked out before anybody measures: what takes the lab's time would be measured with its delays. */
function withHistory(ready: LabReady, world: World, atlas: Atlas): LabReady {
  const document = JSON.stringify(simulateHistory(world, atlas, ready.truth, Date.now()));
  return { ...ready, history: { service: world.service.id, document } };
}

async function run(options: RunOptions): Promise<void> {
  const atlas = readAtlas(join(ownFolder(), "data"));
  const world = readWorld(options.world ?? join(ownFolder(), "worlds", "shop.yaml"), atlas);
  const factor = options.clockFactor ?? world.clockFactor;
  const lab = await openLab({ ...world, clockFactor: factor }, atlas, options);
  endWithParent(lab);
  const ready = options.history === true ? withHistory(lab.ready, world, atlas) : lab.ready;
  if (await announce(ready)) return;
  process.stdout.write(`${labTable(lab.ready)}\n`);
}

const program = new Command("isochrone-lab")
  .description("Runs a small world on loopback: endpoints, a name server and an accelerator.")
  .option("--world <file>", "world file (YAML); the shop with three endpoints where left out")
  .option("--http-port <port>", "port of every HTTP address, 0 for any free one", portNumber, 0)
  .option("--dns-port <port>", "port of the name server, 0 for any free one", portNumber, 0)
  .option("--aws-port <port>", "port of the AWS APIs, 0 for any free one", portNumber, 0)
  .option(
    "--clock-factor <n>",
    "how many times as fast health checks, propagation and TTLs go; the world's own where left out",
    clockFactor,
  )
  .option("--history", "to whoever forked it, announce 14 days of simulated measurements as well")
  .action(run);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof LabProblem)) throw error;
  process.exitCode = 1;
  process.stderr.write(`${error.message}\n`);
  await announce({ kind: "lab-failed", message: error.message });
  if (process.connected) process.disconnect();
}
