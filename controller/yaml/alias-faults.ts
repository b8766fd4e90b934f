import { type Document, isAlias, type Node, visit } from "yaml";
import type { Fault, FieldFault } from "./fault.ts";

/** Aliases (`*name`) that stand for nothing, or for what they stand in themselves. */
export function aliasFaults(
  document: Document.Parsed,
  placeAt: (offset: number, fault: FieldFault) => Fault,
): Fault[] {
  const faults: Fault[] = [];
  const marked = new Map<string, Node>();
  visit(document, {
    Node(_key, node, path) {
      if (!isAlias(node)) {
        if (node.anchor !== undefined) marked.set(node.anchor, node);
        return;
      }
      const source = marked.get(node.source);
      const name = `*${node.source}`;
      const offset = node.range?.[0] ?? 0;
      if (source === undefined) {
        const message = `${name} stands for nothing; mark what it means with &${node.source} before it`;
        faults.push(placeAt(offset, { path: [], message }));
      } else if (path.includes(source)) {
        const message = `${name} stands inside of what it means; write the value out`;
        faults.push(placeAt(offset, { path: [], message }));
      }
    },
  });
  return faults;
}
