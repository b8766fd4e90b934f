import { type Fault, fieldName } from "../../../controller/yaml/fault.ts";
import { readYaml } from "../../../controller/yaml/read-yaml.ts";
import { LabProblem } from "../lab-problem.ts";
import type { Atlas } from "../places/atlas.ts";
import { checkReferences } from "./check-references.ts";
import { WorldFile } from "./world-file.ts";

/**
 * A world from the text of its file. Throws LabProblem with one sentence that names the file, the
 * line, the field and the mend; with several problems, the first in the file.
 */
export function parseWorld(text: string, fileName: string, atlas: Atlas): WorldFile {
  const read = readYaml(text, WorldFile, { check: (world) => checkReferences(world, atlas) });
  if (read.ok) return read.value;
  const [first, ...others] = read.faults;
  throw new LabProblem(sentence(fileName, first, others.length));
}

function sentence(fileName: string, fault: Fault | undefined, others: number): string {
  const { line, path, message } = fault ?? { line: 1, path: [], message: "is unreadable" };
  const field = path.length === 0 ? "" : `, ${fieldName(path)}`;
  const more = others === 0 ? "" : ` (and ${others} more)`;
  return `${fileName}, line ${line}${field}: ${message}${more}.`;
}
