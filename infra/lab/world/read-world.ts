import { readFileSync } from "node:fs";
import { LabProblem } from "../lab-problem.ts";
import type { Atlas } from "../places/atlas.ts";
import { parseWorld } from "./parse-world.ts";
import { resolveWorld } from "./resolve-world.ts";
import type { World } from "./world.ts";

/** Reads a world file. Throws LabProblem with one sentence that says how to mend it. */
export function readWorld(fileName: string, atlas: Atlas): World {
  let text: string;
  try {
    text = readFileSync(fileName, "utf8");
  } catch (cause) {
    throw new LabProblem(
      `The world file ${fileName} cannot be read; name a readable YAML file with --world.`,
      { cause },
    );
  }
  return resolveWorld(parseWorld(text, fileName, atlas), atlas);
}
