import { API } from "../contract/api.ts";
import { InventoryRefresh } from "../contract/inventory.ts";
import { countText } from "../core/wording/count.ts";
import { CliError } from "./cli-error.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import type { CliWorld } from "./world.ts";

const POLL_MS = 500;
/** The controller itself ends a reading after a quarter of an hour. */
const READ_WITHIN_MS = 1_200_000;

/** Has AWS read anew, and waits until that is done; shows how far it is. */
export async function readAnew(connection: Connection, world: CliWorld): Promise<void> {
  const before = await ask(connection, world);
  await ask(connection, world, "POST");
  await untilRead(connection, world, before.lastFinishedAtMs);
}

/** Waits for the first reading, where one is going on or about to. */
export async function awaitFirst(connection: Connection, world: CliWorld): Promise<void> {
  const { state, lastFinishedAtMs } = await ask(connection, world);
  const isComing = state === "waiting" || state === "reading";
  if (lastFinishedAtMs === null && isComing) await untilRead(connection, world, null);
}

async function untilRead(
  connection: Connection,
  world: CliWorld,
  lastMs: number | null,
): Promise<void> {
  const startedMs = world.now();
  try {
    for (;;) {
      const refresh = await ask(connection, world);
      if (refresh.state === "not-set-up") throw notSetUp(refresh);
      if (refresh.state === "idle" && refresh.lastFinishedAtMs !== lastMs) return;
      const waitedMs = world.now() - startedMs;
      if (waitedMs > READ_WITHIN_MS) throw tooLong();
      world.redraw(progressText(refresh, waitedMs));
      await world.sleep(POLL_MS);
    }
  } finally {
    world.redraw("");
  }
}

function ask(
  connection: Connection,
  world: CliWorld,
  method: "GET" | "POST" = "GET",
): Promise<InventoryRefresh> {
  const request = { path: API.inventoryRefresh, method };
  return askController(connection, request, InventoryRefresh, world.fetch);
}

function progressText({ state, progress }: InventoryRefresh, waitedMs: number): string {
  const head = `Reading AWS, ${Math.round(waitedMs / 1_000)} s`;
  if (progress === null)
    return `${head}: ${state === "waiting" ? "waiting for a worker" : "beginning"}`;
  const { partsDone, partsKnown, items, current } = progress;
  const now = current[0] === undefined ? "" : `; ${current[0]}`;
  return `${head}: ${partsDone} of ${partsKnown} parts, ${countText(items)} items${now}`;
}

function notSetUp({ mend }: InventoryRefresh): CliError {
  return new CliError({
    code: "aws_not_set_up",
    message: "no controller that runs was told which AWS accounts to read",
    mend: mend ?? "start one with --aws-accounts",
  });
}

function tooLong(): CliError {
  return new CliError({
    code: "reading_too_long",
    message: `AWS was not read within ${READ_WITHIN_MS / 60_000} minutes`,
    mend: "see the controller's log, then ask again",
  });
}
