import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { GuardOrder } from "../../contract/failover/guard-order.ts";
import { GuardOutcome } from "../../contract/failover/guard-outcome.ts";
import { makeOwnFolder, removeDurably, writeDurably } from "./durable-file.ts";
import { GuardProblem, reasonOf } from "./guard-problem.ts";

const FOLDER = "failover";
const ORDER = ".json";

/** Files of one run, beside its order, that go when it has been seen to. */
const PASSING = [ORDER, ".guard", ".restore", ".release"];

/** A file that is no order. It stays where it is, because something may still have to be put back by it. */
export type BrokenOrder = { readonly file: string; readonly reason: string };

/** `RUN.json`: an order. `.guard`: who sees to it. `.done`: what was done. `.log`: what went wrong. */
export function guardFile(
  folder: string,
  runId: string,
  kind: "json" | "guard" | "restore" | "release" | "done" | "log",
): string {
  return join(folder, `${runId}.${kind}`);
}

/**
 * Makes the folder of a data folder that orders stand in.
 *
 * @throws GuardProblem
 */
export async function openGuardFolder(dataFolder: string): Promise<string> {
  const folder = join(dataFolder, FOLDER);
  try {
    await makeOwnFolder(folder);
  } catch (error) {
    throw new GuardProblem(
      `The folder ${folder} cannot be made or closed to others: ${reasonOf(error)}.`,
      "Mend the permissions of the data folder, or choose another; nothing is made to fail without it.",
      { cause: error },
    );
  }
  return folder;
}

/**
 * Keeps an order; when this resolves it outlives a power cut.
 *
 * @throws GuardProblem
 */
export async function writeOrder(folder: string, order: GuardOrder): Promise<void> {
  const file = guardFile(folder, order.runId, "json");
  try {
    await writeDurably(file, `${JSON.stringify(order, null, 2)}\n`);
  } catch (error) {
    throw new GuardProblem(
      `What is to be put back cannot be written to ${file}: ${reasonOf(error)}.`,
      "Make room on the disk, or mend the permissions; nothing is made to fail without it.",
      { cause: error },
    );
  }
}

/**
 * The order of a run; null where there is none.
 *
 * @throws GuardProblem where it cannot be read, or is none
 */
export async function readOrder(folder: string, runId: string): Promise<GuardOrder | null> {
  const order = await readAs(GuardOrder, guardFile(folder, runId, "json"));
  if (order === null || order.runId === runId) return order;
  throw notReadable(guardFile(folder, runId, "json"), `it is of the run ${order.runId}`);
}

/**
 * What was done about a run; null where that is still to be done, or nothing is known of it.
 *
 * @throws GuardProblem where it cannot be read
 */
export async function readOutcome(folder: string, runId: string): Promise<GuardOutcome | null> {
  return await readAs(GuardOutcome, guardFile(folder, runId, "done"));
}

/** All orders that are not done, and the files that are none. */
export async function readOrders(
  folder: string,
): Promise<{ orders: GuardOrder[]; broken: BrokenOrder[] }> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const orders: GuardOrder[] = [];
  const broken: BrokenOrder[] = [];
  for (const name of names.filter((each) => each.endsWith(ORDER)).sort()) {
    try {
      const order = await readOrder(folder, name.slice(0, -ORDER.length));
      if (order !== null) orders.push(order);
    } catch (error) {
      broken.push({ file: join(folder, name), reason: reasonOf(error) });
    }
  }
  return { orders, broken };
}

/**
 * Keeps what was done and takes the order away; in this order, so that no end between them loses one. A
 * folder that is gone holds no order that could be taken up, so nothing is left to do then.
 */
export async function finishOrder(folder: string, outcome: GuardOutcome): Promise<void> {
  const { runId } = outcome.order;
  const text = `${JSON.stringify(outcome, null, 2)}\n`;
  try {
    await writeDurably(guardFile(folder, runId, "done"), text);
    await withdrawOrder(folder, runId);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

/** Takes an order away, with everything that is of use only while it stands. */
export async function withdrawOrder(folder: string, runId: string): Promise<void> {
  await removeDurably(PASSING.map((kind) => join(folder, `${runId}${kind}`)));
}

async function readAs<Shape>(shape: z.ZodType<Shape>, file: string): Promise<Shape | null> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw notReadable(file, reasonOf(error), error);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw notReadable(file, "it is no JSON", error);
  }
  const { data, error } = shape.safeParse(value);
  if (error === undefined) return data;
  throw notReadable(file, z.prettifyError(error).replace(/\s+/g, " "), error);
}

function notReadable(file: string, reason: string, cause?: unknown): GuardProblem {
  return new GuardProblem(
    `${file} cannot be read: ${reason}.`,
    "Look at what it says was to be put back, put that back by hand, then move the file away.",
    { cause },
  );
}
