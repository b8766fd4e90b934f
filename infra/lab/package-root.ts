import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LabProblem } from "./lab-problem.ts";

/**
 * The folder of the package that a module belongs to: the nearest one above it with a package.json.
 * Works from the sources and from the bundle alike.
 */
export function packageRoot(moduleUrl: string): string {
  let folder = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) {
      throw new LabProblem(
        `No package.json above ${fileURLToPath(moduleUrl)}; run the lab from inside its package.`,
      );
    }
    folder = above;
  }
  return folder;
}
