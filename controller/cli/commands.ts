import type { Command } from "commander";
import { addAdviseCommand } from "./advise-command.ts";
import { addAnswersCommand } from "./answers-command.ts";
import { addBackupCommand } from "./backup-command.ts";
import { addCostCommand } from "./cost-command.ts";
import { addDeadLettersCommand } from "./dead-letters-command.ts";
import { addDiscoverCommand } from "./discover-command.ts";
import { addDriftCommand } from "./drift-command.ts";
import { addFailoverCommand } from "./failover/failover-command.ts";
import { addInventoryCommand } from "./inventory-command.ts";
import { addLinkCommand } from "./link-command.ts";
import { addMatrixCommand } from "./matrix-command.ts";
import { addPlaceCommand } from "./place-command.ts";
import { addPricesCommand } from "./prices-command.ts";
import { addRecommendCommand } from "./recommend-command.ts";
import { addRecoveryCommand } from "./recovery-command.ts";
import { addRestoreCommand } from "./restore-command.ts";
import { addServiceCommand } from "./service/service-command.ts";
import { addStatusCommand } from "./status-command.ts";
import type { ReachRedis } from "./store-work.ts";
import { type CliWorld, processWorld } from "./world.ts";

/**
 * Adds the commands that ask a controller, and those that work on files alone. Each ends by setting the
 * exit status; wrong usage is left to the program's own `exitOverride`.
 */
export function addControllerCommands(program: Command, world: CliWorld = processWorld()): void {
  addStatusCommand(program, world);
  addMatrixCommand(program, world);
  addRecommendCommand(program, world);
  addAdviseCommand(program, world);
  addAnswersCommand(program, world);
  addInventoryCommand(program, world);
  addDiscoverCommand(program, world);
  addServiceCommand(program, world);
  addCostCommand(program, world);
  addPricesCommand(program, world);
  addDriftCommand(program, world);
  addFailoverCommand(program, world);
  addPlaceCommand(program, world);
  addRecoveryCommand(program, world);
  addDeadLettersCommand(program, world);
  addLinkCommand(program, world);
}

/**
 * Adds the commands that work on Redis itself: `backup` and `restore`.
 *
 * @param release version of the program, which backups name.
 * @param reach how the program comes to its Redis.
 */
export function addStoreCommands(
  program: Command,
  { release, reach }: { readonly release: string; readonly reach: ReachRedis },
  world: CliWorld = processWorld(),
): void {
  addBackupCommand(program, { reach, release, world });
  addRestoreCommand(program, { reach, world });
}
