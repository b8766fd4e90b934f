import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../../../infra/lab/delay/random.ts";
import type { ControllerProcess } from "../controller-process.ts";
import type { FaultyRedis } from "../crashing-redis.ts";
import type { Sender } from "../load/sender.ts";
import type { Fault, Victim } from "./fault-deck.ts";

/** A moment that does not come is not waited for longer. */
const MOMENT_WITHIN_MS = 5_000;

export type FaultTargets = {
  /** Both controllers, then the worker. */
  readonly processes: readonly ControllerProcess[];
  readonly redis: FaultyRedis;
  readonly sender: Sender;
  /** Whether workers hold jobs just now; false also while Redis does not say. */
  readonly isInWork: () => Promise<boolean>;
};

/** Waits for the moment of a fault, kills, and starts again in random order. */
export async function injectFault(
  { victim, moment, awayMs }: Fault,
  targets: FaultTargets,
  random: Random,
): Promise<void> {
  const victims = victimsOf(victim, targets);
  await momentOf(moment, victim, targets);
  await Promise.all(victims.map((each) => each.kill()));
  await delay(awayMs);
  const order = victims.map((each) => ({ each, lot: random() })).sort((a, b) => a.lot - b.lot);
  for (const { each } of order) await each.start();
}

type Mortal = { kill(): Promise<void>; start(): Promise<void> };

function victimsOf(victim: Victim, { processes, redis }: FaultTargets): Mortal[] {
  const [first, second, worker] = processes;
  const byName: Record<Victim, (Mortal | undefined)[]> = {
    "controller 0": [first],
    "controller 1": [second],
    worker: [worker],
    redis: [redis],
    all: [...processes, redis],
  };
  return byName[victim].filter((each) => each !== undefined);
}

async function momentOf(
  moment: Fault["moment"],
  victim: Victim,
  { sender, isInWork }: FaultTargets,
): Promise<void> {
  const late = delay(MOMENT_WITHIN_MS);
  if (moment === "acknowledging") {
    await Promise.race([sender.nextAcknowledgement(victim === "controller 1" ? 1 : 0), late]);
  }
  if (moment !== "in work") return;
  let isLate = false;
  void late.then(() => {
    isLate = true;
  });
  while (!isLate && !(await isInWork())) await delay(1);
}
