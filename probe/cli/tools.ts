import type { Command } from "commander";
import { addMeasureCommand } from "./measure-command.ts";
import { addPathCommand } from "./path-command.ts";
import { addReflectCommand } from "./reflect-command.ts";

/** Adds every command besides `run`. */
export function addTools(program: Command): void {
  addMeasureCommand(program);
  addPathCommand(program);
  addReflectCommand(program);
}
