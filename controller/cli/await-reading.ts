import { API } from "../contract/api.ts";
import { InventoryRefresh } from "../contract/inventory.ts";
import { countText } from "../core/wording/count.ts";
import { CliError } from "./cli-error.ts";
import type { Connection } from "./connection.ts";
import { askController } from "./controller-client.ts";
import { untilRefreshed } from "./until-refreshed.ts";
import type { CliWorld } from "./world.ts";

/** The controller itself ends a reading after a quarter of an hour. */
const READ_WITHIN_MS = 1_200_000;
const NOT_SET_UP = {
  message: "no controller that runs was told which AWS accounts to read",
  mend: "start one with --aws-accounts",
};
const TOO_LONG = new CliError({
  code: "reading_too_long",
  message: `AWS was not read within ${READ_WITHIN_MS / 60_000} minutes`,
  mend: "see the controller's log, then ask again",
});

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
  await untilRefreshed(
    {
      look: () => ask(connection, world),
      lastMs,
      withinMs: READ_WITHIN_MS,
      textOf: progressText,
      notSetUp: NOT_SET_UP,
      tooLong: TOO_LONG,
    },
    world,
  );
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
